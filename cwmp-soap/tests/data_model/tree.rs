//! What holds between values, and what profiles ask for.

use super::model;
use cwmp_soap::data_model::{DataModel, Finding, FindingKind, Index};
use cwmp_soap::value::FaultCode;

/// A bridge with ports, after the shapes of TR-181: references upwards, from the root, inside the object.
pub(super) const BRIDGE: &str = r###"
  <model name="Device:2.0">
    <object name="Device." access="readOnly" minEntries="1" maxEntries="1">
      <parameter name="Boss" access="readWrite"><syntax><string><pathRef refType="strong" targetParent="Device." targetType="single"/></string></syntax></parameter>
      <parameter name="Watch" access="readWrite"><syntax><string><pathRef refType="weak" targetParent="Device.Link." targetType="parameter" targetDataType="unsignedInt"/></string></syntax></parameter>
      <parameter name="Anything" access="readWrite"><syntax><string><pathRef refType="weak"/></string></syntax></parameter>
      <parameter name="Tables" access="readWrite"><syntax><string><pathRef refType="weak" targetType="table"/></string></syntax></parameter>
      <parameter name="BridgeNumberOfEntries" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
    </object>
    <object name="Device.Link." access="readOnly" minEntries="1" maxEntries="1">
      <parameter name="Modes" access="readOnly"><syntax><list/><string/></syntax></parameter>
      <parameter name="Mode" access="readWrite"><syntax><string><enumerationRef targetParam="Modes" nullValue="None"/></string></syntax></parameter>
      <parameter name="Speed" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
    </object>
    <object name="Device.Bridge.{i}." access="readWrite" minEntries="0" maxEntries="2" numEntriesParameter="BridgeNumberOfEntries" enableParameter="Enable">
      <uniqueKey functional="false"><parameter ref="Alias"/></uniqueKey>
      <uniqueKey functional="true"><parameter ref="Name"/><parameter ref="Zone"/></uniqueKey>
      <parameter name="Enable" access="readWrite"><syntax><boolean/></syntax></parameter>
      <parameter name="Alias" access="writeOnceReadOnly"><syntax><string/></syntax></parameter>
      <parameter name="Name" access="readWrite"><syntax><string/></syntax></parameter>
      <parameter name="Zone" access="readWrite"><syntax><string/></syntax></parameter>
      <parameter name="Sibling" access="readWrite"><syntax><string><pathRef refType="strong" targetParent="." targetType="row"/></string></syntax></parameter>
      <parameter name="First" access="readWrite"><syntax><unsignedInt><instanceRef refType="strong" targetParent="Port."/></unsignedInt></syntax></parameter>
    </object>
    <object name="Device.Bridge.{i}.Port.{i}." access="readWrite" minEntries="1" maxEntries="unbounded">
      <parameter name="Lower" access="readWrite"><syntax><list/><string><pathRef refType="strong" targetParent="#.Port. .Bridge." targetType="row"/></string></syntax></parameter>
      <parameter name="Own" access="readWrite"><syntax><string><pathRef refType="strong" targetParent="#" targetParentScope="object" targetType="row"/></string></syntax></parameter>
    </object>
    <profile name="Base:1" version="2.0">
      <object ref="Device." requirement="present"><parameter ref="Boss" requirement="readWrite"/></object>
      <object ref="Device.Link." requirement="notSpecified"><parameter ref="Speed" requirement="readOnly"/></object>
      <object ref="Device.Old." requirement="present" status="obsoleted"/>
    </profile>
    <profile name="Base:2" base="Base:1" version="2.0">
      <object ref="Device.Bridge.{i}." requirement="createDelete"><parameter ref="Alias" requirement="writeOnceReadOnly"/><parameter ref="Name" requirement="readWrite"/></object>
      <object ref="Device.Bridge.{i}.Port.{i}." requirement="present"><parameter ref="Lower" requirement="readWrite"/></object>
    </profile>
    <profile name="Both:1" extends="Base:2 Base:1" version="2.0"/>
  </model>"###;

fn found(findings: Vec<Finding>) -> Vec<(FindingKind, String)> {
    findings.into_iter().map(|finding| (finding.kind, finding.path.into())).collect()
}

fn tree(below: &str, values: &[(&str, &str)]) -> Vec<(FindingKind, String)> {
    let model = model(BRIDGE);
    found(Index::new(&model).check_tree(below, values.iter().copied()))
}

fn at(kind: FindingKind, path: &str) -> (FindingKind, String) {
    (kind, path.to_owned())
}

#[test]
fn references_lead_to_what_they_may() {
    let model = model(BRIDGE);
    let index = Index::new(&model);
    let check = |parameter: &str, value: &str| -> Vec<FindingKind> {
        index.check_set(parameter, value, None).into_iter().map(|finding| finding.kind).collect()
    };
    use FindingKind::{InvalidForm, WrongTarget};
    for (parameter, value, expected) in [
        ("Device.Bridge.1.Port.1.Lower", "", vec![]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Bridge.1.Port.7,Device.Bridge.3", vec![]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Bridge.1.Port.7.", vec![]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Bridge.1.Port", vec![WrongTarget]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Bridge.[cpe-1].Port.[x]", vec![]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Link", vec![WrongTarget]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Link.Speed", vec![WrongTarget]),
        ("Device.Bridge.1.Port.1.Lower", "Device..Bridge", vec![InvalidForm]),
        ("Device.Bridge.1.Port.1.Lower", "Device.X_ACME_Port.1", vec![]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Services.VoiceService.1", vec![]),
        ("Device.Bridge.1.Port.1.Lower", "Device.Wire.1", vec![WrongTarget]),
        ("Device.Bridge.1.Port.1.Own", "Device.Bridge.2", vec![]),
        ("Device.Bridge.1.Port.1.Own", "Device.Bridge.1.Port.2", vec![WrongTarget]),
        ("Device.Bridge.1.Sibling", "Device.Bridge.2", vec![]),
        ("Device.Bridge.1.Sibling", "Device.Bridge.2.Port.1", vec![WrongTarget]),
        ("Device.Boss", "Device.Link", vec![]),
        ("Device.Boss", "Device.Bridge.1", vec![WrongTarget]),
        ("Device.Watch", "Device.Link.Speed", vec![]),
        ("Device.Watch", "Device.Boss", vec![WrongTarget]),
        ("Device.Watch", "Device.Link", vec![WrongTarget]),
        ("Device.Anything", "Device.Link", vec![]),
        ("Device.Anything", "Device.Boss", vec![]),
        ("Device.Tables", "Device.Bridge", vec![]),
        ("Device.Tables", "Device.Bridge.1", vec![WrongTarget]),
    ] {
        assert_eq!(check(parameter, value), expected, "{parameter} = {value}");
    }
    assert_eq!(WrongTarget.fault_code(), Some(FaultCode(9007)));
}

/// A service's paths begin at the service, wherever that is mounted.
#[test]
fn references_of_services() {
    let service = r#"<model name="Box:1.0" isService="true"><object name="Box.{i}." access="readWrite" minEntries="0" maxEntries="unbounded">
        <parameter name="Main" access="readWrite"><syntax><string><pathRef refType="strong" targetParent=".Disk." targetParentScope="normal" targetType="row"/></string></syntax></parameter></object>
      <object name="Box.{i}.Disk.{i}." access="readWrite" minEntries="0" maxEntries="unbounded">
        <parameter name="Mirror" access="readWrite"><syntax><string><pathRef refType="strong" targetParent="Disk." targetParentScope="model" targetType="row"/></string></syntax></parameter></object></model>"#;
    let (root, service) = (model(BRIDGE), model(service));
    let index = Index::with_services(&root, [("Device.Services.", &service)]);
    for parameter in ["Device.Services.Box.1.Main", "Device.Services.Box.1.Disk.2.Mirror"] {
        assert_eq!(index.check_set(parameter, "Device.Services.Box.1.Disk.3", None), [], "{parameter}");
        let wrong = index.check_set(parameter, "Device.Services.Box.1", None);
        assert_eq!(wrong[0].kind, FindingKind::WrongTarget, "{parameter}");
    }
    let values = [
        ("Device.Services.Box.1.Main", "Device.Services.Box.1.Disk.3"),
        ("Device.Services.Box.1.Disk.2.Mirror", ""),
    ];
    let findings = found(index.check_tree("Device.", values));
    assert_eq!(findings, [at(FindingKind::DanglingReference, "Device.Services.Box.1.Main")]);
}

#[test]
fn rows_have_keys_of_their_own() {
    use FindingKind::KeyClash;
    let rows = [("Device.Bridge.1.Alias", "a"), ("Device.Bridge.2.Alias", "a")];
    assert_eq!(tree("", &rows), [at(KeyClash, "Device.Bridge.2.")]);
    assert_eq!(tree("", &[("Device.Bridge.1.Alias", ""), ("Device.Bridge.2.Alias", "")]), []);
    // Of a functional key, only enabled rows count, and all its parameters together.
    let rows = |enable: &'static str, zone: &'static str| {
        tree(
            "",
            &[
                ("Device.Bridge.1.Enable", "1"),
                ("Device.Bridge.1.Name", "n"),
                ("Device.Bridge.1.Zone", "z"),
                ("Device.Bridge.2.Enable", enable),
                ("Device.Bridge.2.Name", "n"),
                ("Device.Bridge.2.Zone", zone),
            ],
        )
    };
    assert_eq!(rows("true", "z"), [at(KeyClash, "Device.Bridge.2.")]);
    assert_eq!(rows("0", "z"), []);
    assert_eq!(rows("1", "y"), []);
    // A key that is not reported whole tells nothing.
    assert_eq!(tree("", &[("Device.Bridge.1.Zone", "z"), ("Device.Bridge.2.Zone", "z")]), []);
}

#[test]
fn tables_have_the_rows_they_may_and_say() {
    use FindingKind::{TooFewRows, TooManyRows, WrongRowCount};
    let rows = [
        ("Device.Bridge.1.Name", "a"),
        ("Device.Bridge.2.Name", "b"),
        ("Device.Bridge.5.Name", "c"),
        ("Device.BridgeNumberOfEntries", "3"),
        ("Device.X_ACME_Bridge.9.Name", "not the model's"),
    ];
    assert_eq!(tree("Device.", &rows), [at(TooManyRows, "Device.Bridge.")]);
    assert_eq!(
        tree("", &[("Device.BridgeNumberOfEntries", "1")]),
        [at(WrongRowCount, "Device.BridgeNumberOfEntries")]
    );
    assert_eq!(tree("", &[("Device.BridgeNumberOfEntries", "0")]), []);
    let short = model(
        r#"<model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1"/>
           <object name="A.B.{i}." access="readOnly" minEntries="2" maxEntries="2"><parameter name="C" access="readOnly"><syntax><string/></syntax></parameter></object></model>"#,
    );
    let index = Index::new(&short);
    assert_eq!(found(index.check_tree("A.", [("A.B.1.C", "")])), [at(TooFewRows, "A.B.")]);
    assert_eq!(found(index.check_tree("A.B.1.", [("A.B.1.C", "")])), [], "one row was asked for");
}

#[test]
fn references_lead_to_rows_that_are_there() {
    use FindingKind::{DanglingReference, NotEnumerated};
    let ports = |lower: &'static str| {
        tree(
            "Device.Bridge.",
            &[
                ("Device.Bridge.1.Port.1.Lower", lower),
                ("Device.Bridge.1.Port.2.Lower", ""),
                ("Device.Bridge.1.Name", ""),
            ],
        )
    };
    assert_eq!(ports("Device.Bridge.1.Port.2, Device.Bridge.1."), []);
    assert_eq!(
        ports("Device.Bridge.1.Port.2,Device.Bridge.1.Port.3"),
        [at(DanglingReference, "Device.Bridge.1.Port.1.Lower")]
    );
    assert_eq!(ports("Device.Bridge.[a].Port.[b]"), []);
    assert_eq!(
        tree("Device.Bridge.1.", &[("Device.Bridge.1.Port.1.Lower", "Device.Bridge.2")]),
        [],
        "outside of what was asked for"
    );
    let first = |number: &'static str| {
        tree("", &[("Device.Bridge.1.First", number), ("Device.Bridge.1.Port.4.Lower", "")])
    };
    assert_eq!((first("4"), first("0")), (vec![], vec![]));
    assert_eq!(first("1"), [at(DanglingReference, "Device.Bridge.1.First")]);
    let mode =
        |mode: &'static str| tree("", &[("Device.Link.Modes", "Fast, Slow"), ("Device.Link.Mode", mode)]);
    assert_eq!((mode("Slow"), mode("None"), mode("")), (vec![], vec![], vec![]));
    assert_eq!(mode("Brisk"), [at(NotEnumerated, "Device.Link.Mode")]);
}

fn lacks(model: &DataModel<'_>, profile: &str, names: &[(&str, bool)]) -> Vec<(FindingKind, String)> {
    found(model.check_profile(profile, "", names.iter().copied()).unwrap())
}

#[test]
fn devices_have_what_profiles_ask_for() {
    use FindingKind::{MissingAccess, MissingObject, MissingParameter};
    let model = model(BRIDGE);
    let whole = [
        ("Device.", false),
        ("Device.Boss", true),
        ("Device.Link.", false),
        ("Device.Link.Speed", false),
        ("Device.Bridge.", true),
        ("Device.Bridge.3.", true),
        ("Device.Bridge.3.Alias", false),
        ("Device.Bridge.3.Name", true),
        ("Device.Bridge.3.Port.", true),
    ];
    // The bridge has no port to be judged.
    assert_eq!(lacks(&model, "Both:1", &whole), []);
    assert!(model.check_profile("Other:1", "", whole).is_none());
    let parameters: Vec<_> = whole.iter().copied().filter(|(name, _)| !name.ends_with('.')).collect();
    assert_eq!(lacks(&model, "Base:1", &parameters), [], "objects are there when their parameters are");

    let poor = [
        ("Device.", false),
        ("Device.Boss", false),
        ("Device.Bridge.", false),
        ("Device.Bridge.3.", false),
        ("Device.Bridge.3.Name", false),
        ("Device.Bridge.3.Port.", true),
        ("Device.Bridge.3.Port.1.", true),
    ];
    let expected = [
        at(MissingAccess, "Device.Bridge."),
        at(MissingAccess, "Device.Bridge.{i}."),
        at(MissingParameter, "Device.Bridge.{i}.Alias"),
        at(MissingAccess, "Device.Bridge.{i}.Name"),
        at(MissingParameter, "Device.Bridge.{i}.Port.{i}.Lower"),
        at(MissingAccess, "Device.Boss"),
        at(MissingObject, "Device.Link."),
    ];
    assert_eq!(lacks(&model, "Base:2", &poor), expected);
    let mut both = lacks(&model, "Both:1", &poor);
    both.sort_by(|left, right| left.1.cmp(&right.1));
    let mut sorted = expected;
    sorted.sort_by(|left, right| left.1.cmp(&right.1));
    assert_eq!(both, sorted, "what two profiles ask for is missing once");
    assert_eq!(lacks(&model, "Base:2", &[])[0], at(MissingObject, "Device.Bridge.{i}."));
    assert_eq!(MissingObject.fault_code(), None);
}

#[test]
fn profiles_of_services_count_from_their_mount() {
    let box_model = model(
        r#"<model name="Box:1.0" isService="true"><object name="Box.{i}." access="readWrite" minEntries="0" maxEntries="unbounded">
           <parameter name="Size" access="readOnly"><syntax><unsignedInt/></syntax></parameter></object>
           <profile name="Base:1" version="1.0"><object ref="Box.{i}." requirement="present"><parameter ref="Size" requirement="readOnly"/></object></profile></model>"#,
    );
    let names = [("Device.", false), ("Device.Services.Box.", true), ("Device.Services.Box.1.", true)];
    let findings = box_model.check_profile("Base:1", "Device.Services.", names).unwrap();
    assert_eq!(found(findings), [at(FindingKind::MissingParameter, "Device.Services.Box.{i}.Size")]);
}

/// Each item against each allowed value would take minutes.
#[test]
fn long_lists_of_references_cost_their_length() {
    let model = model(
        r#"<model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1">
           <parameter name="Known" access="readOnly"><syntax><list/><string/></syntax></parameter>
           <parameter name="Used" access="readOnly"><syntax><list/><string><enumerationRef targetParam="Known"/></string></syntax></parameter></object></model>"#,
    );
    let known: Vec<String> = (0..40_000).map(|number| format!("value-{number}")).collect();
    let mut used = known.clone();
    used.reverse();
    let (known, mut used) = (known.join(","), used.join(", "));
    let index = Index::new(&model);
    assert_eq!(index.check_tree("A.", [("A.Known", &*known), ("A.Used", &*used)]), []);
    used.push_str(",other");
    let findings = found(index.check_tree("A.", [("A.Known", &*known), ("A.Used", &*used)]));
    assert_eq!(findings, [at(FindingKind::NotEnumerated, "A.Used")]);
}
