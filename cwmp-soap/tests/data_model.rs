//! Data models written for these tests, after the shapes of BBF's documents.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::borrow::Cow;

use cwmp_soap::data_model::{
    Access, ActiveNotify, BaseType, DataModel, Document, Entry, ErrorKind, FindingKind, Index, Library,
    MaxEntries, ProblemKind, Status, WarningKind,
};
use cwmp_soap::rpc::{AddObject, GetParameterValuesResponse, ParameterValueStruct, SetParameterValues};
use cwmp_soap::value::{FaultCode, Value};
use mgmt_wire::{DecodeOptions, Limit, Limits};

#[path = "data_model/documents.rs"]
mod documents;
#[path = "data_model/table.rs"]
mod table;
#[path = "data_model/tree.rs"]
mod tree;

fn document(spec: &str, file: &str, body: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dm:document xmlns:dm=\"urn:broadband-forum-org:cwmp:datamodel-1-15\" \
         xmlns:dmr=\"urn:broadband-forum-org:cwmp:datamodel-report-1-0\" spec=\"{spec}\" file=\"{file}\">{body}</dm:document>"
    )
    .into_bytes()
}

fn model(body: &str) -> DataModel<'static> {
    DataModel::from_xml(&document("urn:example-com:lamp-1-0", "lamp.xml", body)).unwrap()
}

const LAMP: &str = r#"
  <dataType name="Percent"><unsignedInt><range maxInclusive="100"/><units value="percent"/></unsignedInt></dataType>
  <dataType name="Warmth" base="Percent"><range minInclusive="10" maxInclusive="90" step="10"/></dataType>
  <dataType name="Colour"><string><enumeration value="Red"/><enumeration value="Blue" access="readOnly"/>
    <enumeration value="Green" status="deprecated"/></string></dataType>
  <model name="Lamp:1.2">
    <object name="Lamp." access="readOnly" minEntries="1" maxEntries="1">
      <description>A lamp.</description>
      <parameter name="Brightness" access="readWrite" forcedInform="true" activeNotify="forceEnabled">
        <syntax><dataType ref="Percent"/><default type="factory" value="50"/></syntax></parameter>
      <parameter name="Warmth" access="readWrite"><syntax><dataType ref="Warmth"/></syntax></parameter>
      <parameter name="Colour" access="readWrite" activeNotify="canDeny"><syntax><dataType ref="Colour"/></syntax></parameter>
      <parameter name="Key" access="readWrite"><syntax hidden="true"><hexBinary><size maxLength="4"/></hexBinary></syntax></parameter>
      <parameter name="Icon" access="readWrite"><syntax><base64><size minLength="1" maxLength="3"/></base64></syntax></parameter>
      <parameter name="Gain" access="readWrite"><syntax><decimal><range minInclusive="-0.5" maxInclusive="0.5" step="0.25"/></decimal></syntax></parameter>
      <parameter name="Since" access="readOnly"><syntax><dateTime/></syntax></parameter>
      <parameter name="Rooms" access="readWrite"><syntax><list maxItems="2"><size maxLength="12"/></list><string><size maxLength="5"/></string></syntax></parameter>
      <parameter name="Standby" access="readWrite"><syntax command="true"><boolean/></syntax></parameter>
      <parameter name="Address" access="readWrite"><syntax><string><pattern value=""/><pattern value="([0-9A-F]{2}:){5}[0-9A-F]{2}"/></string></syntax></parameter>
      <parameter name="Counter" access="readOnly" status="obsoleted"><syntax><unsignedLong/></syntax></parameter>
      <parameter name="SceneNumberOfEntries" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
    </object>
    <object name="Lamp.Scene.{i}." access="readWrite" minEntries="0" maxEntries="unbounded" numEntriesParameter="SceneNumberOfEntries">
      <uniqueKey functional="false"><parameter ref="Alias"/></uniqueKey>
      <parameter name="Alias" access="readWrite"><syntax><string><size maxLength="64"/></string></syntax></parameter>
    </object>
    <object name="Lamp.Port.{i}." access="readOnly" minEntries="2" maxEntries="2">
      <parameter name="Up" access="readOnly"><syntax><boolean/></syntax></parameter>
    </object>
    <profile name="Baseline:1" version="1.0"><object ref="Lamp." requirement="present"><parameter ref="Brightness" requirement="readWrite"/></object></profile>
  </model>"#;

#[test]
fn a_model_is_read_whole() {
    let lamp = model(LAMP);
    assert_eq!((lamp.object_count(), lamp.parameter_count()), (3, 14));
    let brightness = &lamp.objects[0].parameters[0];
    assert_eq!(brightness.syntax.base_type, BaseType::UnsignedInt);
    assert_eq!(brightness.syntax.data_type.as_deref(), Some("Percent"));
    assert_eq!(brightness.syntax.facets.units.as_deref(), Some("percent"));
    assert_eq!(brightness.syntax.default.as_ref().unwrap().value, "50");
    assert!(brightness.forced_inform && brightness.active_notify == ActiveNotify::ForceEnabled);
    // The derived type has its own range and inherits the unit.
    let warmth = &lamp.objects[0].parameters[1].syntax;
    assert_eq!(warmth.facets.ranges.len(), 1);
    assert_eq!(warmth.facets.ranges[0].min_inclusive.unwrap().to_string(), "10");
    assert_eq!(warmth.facets.units.as_deref(), Some("percent"));
    assert_eq!(lamp.objects[1].max_entries, MaxEntries::Unbounded);
    assert_eq!(lamp.objects[1].unique_keys[0].parameters, ["Alias"]);
    assert_eq!(lamp.profiles[0].objects[0].parameters[0].reference, "Brightness");
}

/// Blanks around names mean nothing in the earlier schemas, and are in published models.
#[test]
fn names_are_tokens() {
    let lamp = model(
        r#"<model name="Lamp:1.0 "><object name=" Lamp." access="readOnly" minEntries="1" maxEntries="1">
        <parameter name="Level " access="readOnly"><syntax><string><enumeration value=" x "/></string></syntax></parameter></object>
        <profile name="P:1 "><object ref="Lamp. "><parameter ref=" Level"/></object></profile></model>"#,
    );
    assert_eq!((&*lamp.name, &*lamp.objects[0].path, &*lamp.profiles[0].name), ("Lamp:1.0", "Lamp.", "P:1"));
    assert_eq!(lamp.profiles[0].objects[0].parameters[0].reference, lamp.objects[0].parameters[0].name);
    assert_eq!(lamp.objects[0].parameters[0].syntax.facets.enumerations[0].value, " x ");
}

#[test]
fn values_are_checked() {
    let lamp = model(LAMP);
    let index = Index::new(&lamp);
    let check = |name: &str, value: &str, kind: Option<&str>| -> Vec<FindingKind> {
        index
            .check_set(&format!("Lamp.{name}"), value, kind)
            .into_iter()
            .map(|finding| finding.kind)
            .collect()
    };
    use FindingKind::*;
    for (name, value, expected) in [
        ("Brightness", "100", vec![]),
        ("Brightness", "+007", vec![]),
        ("Brightness", " 7 ", vec![]),
        ("Brightness", "101", vec![OutOfRange]),
        ("Brightness", "4294967296", vec![Overflow]),
        ("Brightness", "-1", vec![Overflow]),
        ("Brightness", "99999999999999999999999999999999999999999", vec![Overflow]),
        ("Brightness", "1.0", vec![InvalidForm]),
        ("Brightness", "", vec![InvalidForm]),
        ("Warmth", "20", vec![]),
        ("Warmth", "25", vec![OutOfRange]),
        ("Colour", "Red", vec![]),
        ("Colour", "Blue", vec![ReadOnlyValue]),
        ("Colour", "Green", vec![Deprecated]),
        ("Colour", "red", vec![NotEnumerated]),
        ("Colour", "X_ACME_Pink", vec![]),
        ("Key", "00ffAA11", vec![]),
        ("Key", "00ffAA1122", vec![WrongSize]),
        ("Key", "0", vec![InvalidForm]),
        ("Icon", "QUJD", vec![]),
        ("Icon", "QUJDRA==", vec![WrongSize]),
        ("Icon", "", vec![WrongSize]),
        ("Icon", "Q", vec![InvalidForm]),
        ("Gain", "0.25", vec![]),
        ("Gain", "0.3", vec![OutOfRange]),
        ("Since", "2024-01-01T00:00:00Z", vec![NotWritable]),
        ("Rooms", "hall,bath", vec![]),
        ("Rooms", "a,b,c", vec![WrongItemCount]),
        ("Rooms", "kitchen,a", vec![WrongSize]),
        ("Rooms", "hallo, hallo,", vec![WrongSize, WrongItemCount]),
        ("Address", "", vec![]),
        ("Address", "00:11:22:AA:BB:CC", vec![]),
        ("Address", "00:11:22:aa:bb:cc", vec![NoPatternMatch]),
        ("Standby", "true", vec![]),
        ("Standby", "True", vec![InvalidForm]),
        ("Counter", "1", vec![Obsoleted, NotWritable]),
        ("Shade", "1", vec![UnknownParameter]),
        ("X_ACME_Shade", "1", vec![VendorExtension]),
        ("Scene.*.Alias", "x", vec![InvalidPath]),
        ("Scene.1.Alias", "x", vec![]),
        ("Scene.[mine].Alias", &"x".repeat(65), vec![WrongSize]),
    ] {
        assert_eq!(check(name, value, None), expected, "{name} = {value:?}");
    }
    assert_eq!(check("Brightness", "7", Some("xsd:unsignedInt(3)")), []);
    assert_eq!(check("Brightness", "7", Some("xsd:int")), [WrongType]);
    assert_eq!(check("Rooms", "a", Some("string")), [], "lists are strings on the wire");
    // Reading: hidden values must be null, device-set values are fine.
    let read = |name: &str, value: &str| -> Vec<FindingKind> {
        index
            .check_value(&format!("Lamp.{name}"), value, None)
            .into_iter()
            .map(|finding| finding.kind)
            .collect()
    };
    assert_eq!(read("Key", ""), []);
    assert_eq!(read("Key", "00"), [HiddenValue]);
    assert_eq!(read("Colour", "Blue"), []);
    assert_eq!(read("Standby", "false"), []);
}

#[test]
fn operations_are_checked() {
    let lamp = model(LAMP);
    let index = Index::new(&lamp);
    let kinds = |findings: Vec<cwmp_soap::data_model::Finding>| -> Vec<FindingKind> {
        findings.into_iter().map(|finding| finding.kind).collect()
    };
    assert_eq!(kinds(index.check_get("")), []);
    assert_eq!(kinds(index.check_get("Lamp.")), []);
    assert_eq!(kinds(index.check_get("Lamp.Scene.")), []);
    assert_eq!(kinds(index.check_get("Lamp.Scene.3.")), []);
    assert_eq!(kinds(index.check_get("Lamp.Scenes.")), [FindingKind::UnknownObject]);
    assert_eq!(
        kinds(index.check_get(&format!("Lamp.{}", "a".repeat(256)))),
        [FindingKind::PathTooLong, FindingKind::UnknownParameter]
    );
    assert_eq!(kinds(index.check_add("Lamp.Scene.")), []);
    assert_eq!(kinds(index.check_add("Lamp.Scene.1.")), [FindingKind::NotATable]);
    assert_eq!(kinds(index.check_add("Lamp.Port.")), [FindingKind::FixedTable]);
    assert_eq!(kinds(index.check_delete("Lamp.Scene.1.")), []);
    assert_eq!(kinds(index.check_delete("Lamp.Scene.")), [FindingKind::NotATable]);
    assert_eq!(kinds(index.check_delete("Lamp.")), [FindingKind::NotATable]);
    assert_eq!(kinds(index.check_notification("Lamp.Brightness", 2)), []);
    assert_eq!(kinds(index.check_notification("Lamp.Brightness", 0)), [FindingKind::FixedNotification]);
    assert_eq!(kinds(index.check_notification("Lamp.Colour", 2)), [FindingKind::DeniableNotification]);
    assert_eq!(kinds(index.check_notification("Lamp.Colour", 1)), []);
    assert_eq!(FindingKind::NotWritable.fault_code(), Some(FaultCode(9008)));
}

/// A device refuses a request by the findings that have a code: each parameter once, what only is worth knowing never.
#[test]
fn findings_become_the_fault_of_the_request() {
    let model = model(LAMP);
    let index = Index::new(&model);
    let set = |names: &[&'static str]| {
        let values = names.iter().map(|name| ParameterValueStruct::new(*name, Value::string("x")));
        index.refusal(&SetParameterValues::new(values.collect::<Vec<_>>(), "k").into())
    };
    assert!(index.check_set("Lamp.Counter", "x", Some("xsd:string")).len() > 2);
    let fault = set(&["Lamp.Scene.1.Alias", "Lamp.Counter", "Lamp.X_ACME_Own", "Lamp.None"]).unwrap();
    assert_eq!(fault.code(), Some(FaultCode::INVALID_ARGUMENTS));
    let detail = fault.detail.unwrap();
    assert_eq!(detail.fault_string.as_deref(), Some("Invalid arguments"));
    let parameters: Vec<_> = detail
        .set_parameter_values_fault
        .iter()
        .map(|fault| (&*fault.parameter_name, fault.fault_code.0))
        .collect();
    assert_eq!(parameters, [("Lamp.Counter", 9008), ("Lamp.None", 9005)]);
    assert_eq!(set(&["Lamp.Scene.1.Alias", "Lamp.X_ACME_Own"]), None);
    let add = index.refusal(&AddObject::new("Lamp.", "k").into()).unwrap();
    assert_eq!(
        (add.code(), add.to_string()),
        (Some(FaultCode(9005)), "CWMP fault 9005: Invalid parameter name".into())
    );
    let told =
        GetParameterValuesResponse::new(vec![ParameterValueStruct::new("Lamp.None", Value::string("x"))]);
    assert!(!index.check_rpc(&told.clone().into()).is_empty());
    assert_eq!(index.refusal(&told.into()), None, "no request");
}

/// Three documents: types with an entity, a component library with a virtual component, and the model.
fn library() -> (Library<'static>, cwmp_soap::data_model::DocumentId) {
    let types = String::from_utf8(document(
        "urn:broadband-forum-org:tr-900",
        "tr-900-types.xml",
        r#"<dataType name="_Handle"><string><size maxLength="8"/></string></dataType>
           <dataType name="Version"><string><pattern value="&num;\.&num;"/></string></dataType>
           <component name="_HandleReal"><parameter name="Handle" access="readWrite"><syntax><dataType ref="_Handle"/></syntax></parameter></component>
           <component name="Handle" virtual="true"><parameter name="Handle" access="writeOnceReadOnly"><syntax><dataType ref="_Handle"/></syntax></parameter></component>"#,
    ))
    .unwrap()
    .replace("<dm:document", "<!DOCTYPE d [<!ENTITY num \"(\\d+)\">]><dm:document");
    let base = document(
        "urn:broadband-forum-org:tr-901-1-1-0",
        "tr-901-1-1-0.xml",
        r#"<import file="tr-900-types.xml" spec="urn:broadband-forum-org:tr-900"><component name="Handle"/><dataType name="Version"/></import>
           <component name="Stats"><object name="Stats." access="readOnly" minEntries="1" maxEntries="1">
             <parameter name="Bytes" access="readOnly" version="1.0"><syntax><unsignedInt/></syntax></parameter></object></component>
           <component name="Outer"><component ref="Stats" path="Thing.Port.{i}." version="1.1"/></component>
           <model name="Thing:1.0">
             <object name="Thing." access="readOnly" minEntries="1" maxEntries="1">
               <description>A thing.</description>
               <parameter name="Version" access="readOnly"><syntax><dataType ref="Version"/></syntax></parameter>
               <parameter name="Mode" access="readOnly"><syntax><string><size maxLength="16"/><enumeration value="On"><description>It is on.</description></enumeration><enumeration value="Off"/></string></syntax></parameter>
             </object>
             <object name="Thing.Port.{i}." access="readOnly" minEntries="0" maxEntries="unbounded"><component ref="Handle"/></object>
             <component ref="Outer"/>
             <profile name="Base:1" version="1.0"><object ref="Thing." requirement="present"/></profile>
           </model>"#,
    );
    let main = document(
        "urn:broadband-forum-org:tr-901-1-2-0",
        "tr-901-1-2-0.xml",
        r#"<import file="tr-900-types.xml"><component name="Handle" ref="_HandleReal"/></import>
           <import file="tr-901-1-1.xml" spec="urn:broadband-forum-org:tr-901-1-1"><model name="Thing:1.0"/></import>
           <model name="Thing:1.1" base="Thing:1.0">
             <object base="Thing."><description action="append">Now with a name.</description>
               <parameter base="Mode" access="readWrite" status="deprecated"><syntax><string><enumeration value="On"/><enumeration value="Off"/><enumeration value="Eco"/></string><default type="object" value="Eco"/></syntax></parameter>
               <parameter name="Name" access="readWrite" version="1.1"><syntax><string/></syntax></parameter>
             </object>
             <object base="Thing.Port.{i}." access="readWrite"/>
             <profile base="Base:1" version="1.0" status="deprecated"/>
           </model>"#,
    );
    let mut library = Library::new();
    let id = library.add(Document::from_xml(&main).unwrap().into_owned());
    assert_eq!(library.missing().len(), 2);
    library
        .load(&mut |file: &str, spec: Option<&str>| match file {
            "tr-900-types.xml" => Some(Cow::Owned(types.clone().into_bytes())),
            "tr-901-1-1.xml" => {
                assert_eq!(spec, Some("urn:broadband-forum-org:tr-901-1-1"));
                Some(Cow::Owned(base.clone()))
            }
            other => panic!("{other}"),
        })
        .unwrap();
    assert_eq!(library.missing(), []);
    (library, id)
}

#[test]
fn documents_inherit_from_each_other() {
    let (library, id) = library();
    let resolution = library.resolve(id).unwrap();
    assert_eq!(resolution.problems, []);
    let thing = &resolution.model;
    assert_eq!(thing.name, "Thing:1.1");
    let paths: Vec<&str> = thing.objects.iter().map(|object| &*object.path).collect();
    assert_eq!(paths, ["Thing.", "Thing.Port.{i}.", "Thing.Port.{i}.Stats."]);
    assert_eq!(thing.parameter_count(), 5);
    assert_eq!(thing.objects[0].description.as_deref(), Some("A thing.\nNow with a name."));

    let mode = &thing.objects[0].parameters[1];
    assert_eq!((mode.access, mode.status), (Access::ReadWrite, Status::Deprecated));
    let facets = &mode.syntax.facets;
    assert_eq!(facets.enumerations.len(), 3);
    assert_eq!(facets.enumerations[0].description.as_deref(), Some("It is on."), "texts are inherited");
    assert_eq!(facets.sizes[0].max_length, Some(16), "facets that are not given are inherited");
    assert_eq!(mode.syntax.default.as_ref().unwrap().value, "Eco");

    // The importing document replaces the virtual component, also inside the base model.
    let handle = &thing.objects[1].parameters[0];
    assert_eq!((&*handle.name, handle.access), ("Handle", Access::ReadWrite));
    assert_eq!(handle.syntax.facets.sizes[0].max_length, Some(8));
    assert_eq!(thing.objects[1].access, Access::ReadWrite);
    // The reference's version clamps the component's.
    assert_eq!(thing.objects[2].parameters[0].version.as_deref(), Some("1.1"));
    assert_eq!(thing.profiles[0].status, Status::Deprecated);

    let index = Index::new(thing);
    assert!(index.check_value("Thing.Version", "1.25", None).is_empty());
    assert_eq!(index.check_value("Thing.Version", "1.x", None)[0].kind, FindingKind::NoPatternMatch);
    assert!(library.resolve_model("Thing:1.0").unwrap().model.objects.len() == 3);
    assert_eq!(*library.resolve_model("Thing:9").unwrap_err().kind(), ErrorKind::NoSuchModel);
}

#[test]
fn owned_and_borrowed_are_equal() {
    let xml = document("urn:example-com:lamp-1-0", "lamp.xml", LAMP);
    let document = Document::from_xml(&xml).unwrap();
    assert_eq!(document.clone().into_owned(), document);
    let mut utf16 = vec![0xFF, 0xFE];
    let text = String::from_utf8(xml.clone()).unwrap().replace("UTF-8", "UTF-16");
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(Document::from_xml(&utf16).unwrap(), document);
}

#[test]
fn services_are_mounted() {
    let root = model(
        r#"<model name="Device:2.0"><object name="Device." access="readOnly" minEntries="1" maxEntries="1"/>
        <object name="Device.Services." access="readOnly" minEntries="1" maxEntries="1"/></model>"#,
    );
    let service = model(
        r#"<model name="LampService:1.0" isService="true">
        <parameter name="LampServiceNumberOfEntries" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
        <object name="LampService.{i}." access="readOnly" minEntries="0" maxEntries="unbounded"><parameter name="On" access="readWrite"><syntax><boolean/></syntax></parameter></object></model>"#,
    );
    assert!(service.is_service && service.parameter_count() == 2);
    let index = Index::with_services(&root, [("Device.Services.", &service)]);
    assert!(matches!(index.find("Device.Services.LampService.1.On"), Some(Entry::Parameter(Some(_), _))));
    assert!(matches!(
        index.find("Device.Services.LampServiceNumberOfEntries"),
        Some(Entry::Parameter(None, _))
    ));
    assert!(matches!(index.find("Device.Services."), Some(Entry::Object(_))));
    assert!(index.find("LampService.1.On").is_none());
    // A model of one device may number its rows, and be mounted in one.
    let fixed = model(
        r#"<model name="F:1.0"><object name="F.5." access="readOnly"><parameter name="On" access="readOnly"><syntax><boolean/></syntax></parameter></object></model>"#,
    );
    let index = Index::with_services(&root, [("Device.Unit.2.", &fixed)]);
    assert!(matches!(index.find("Device.Unit.2.F.5.On"), Some(Entry::Parameter(Some(_), _))));
}

/// A definition that leads back to itself is used once, and said.
#[test]
fn circles_end() {
    let parameter = r#"<parameter name="P" access="readOnly"><syntax><string/></syntax></parameter>"#;
    let object =
        format!(r#"<object name="M." access="readOnly" minEntries="1" maxEntries="1">{parameter}</object>"#);
    for (body, cycle) in [
        (format!(r#"<model name="M:1.0" base="M:1.0">{object}</model>"#), "M:1.0"),
        (
            format!(
                r#"<component name="A">{object}<component ref="B"/></component><component name="B"><component ref="A"/></component>
              <model name="M:1.0"><component ref="A"/></model>"#
            ),
            "A",
        ),
        (
            format!(
                r#"<component name="A"><object name="M." access="readOnly" minEntries="1" maxEntries="1">{parameter}<component path="X." ref="A"/></object></component>
              <model name="M:1.0"><component ref="A"/></model>"#
            ),
            "A",
        ),
    ] {
        let xml = document("urn:example-com:m", "m.xml", &body);
        let mut library = Library::new();
        let id = library.add(Document::from_xml(&xml).unwrap());
        let resolution = library.resolve(id).unwrap();
        let problems: Vec<_> = resolution.problems.iter().map(|p| (p.kind, &*p.subject)).collect();
        assert_eq!(problems, [(ProblemKind::Cycle, cycle)], "{body}");
        assert_eq!((resolution.model.object_count(), resolution.model.parameter_count()), (1, 1));
        let mut strict = Library::with_options(DecodeOptions::strict());
        let id = strict.add(Document::from_xml(&xml).unwrap());
        assert_eq!(strict.resolve(id).unwrap_err().name(), "Structure");
    }
}

#[test]
fn problems_are_reported_or_refused() {
    let body = r#"<import file="gone.xml"><component name="Gone"/></import>
      <dataType name="A" base="B"/><dataType name="B" base="A"/>
      <component name="Loop"><component ref="Nothing"/></component>
      <model name="M:1.0" base="L:1.0">
        <object base="M."><parameter base="Old"/><parameter name="P" access="readOnly" status="deleted"><syntax><dataType ref="A"/></syntax></parameter><parameter base="P" status="current"/></object>
        <object name="M.Y" access="readOnly" minEntries="1" maxEntries="1"/>
        <object name="M.X." access="readOnly" minEntries="1" maxEntries="1"/><object name="M.X." access="readOnly" minEntries="1" maxEntries="1"/>
        <component ref="Gone"/><component ref="Loop"/>
      </model>"#;
    let xml = document("urn:example-com:m", "m.xml", body);
    let mut library = Library::new();
    let id = library.add(Document::from_xml(&xml).unwrap());
    let resolution = library.resolve(id).unwrap();
    let mut kinds: Vec<String> =
        resolution.problems.iter().map(|problem| format!("{:?} {}", problem.kind, problem.subject)).collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            "Cycle A",
            "Duplicate M.X.",
            "MissingDocument gone.xml",
            "ObjectName M.Y",
            "StatusDemoted P",
            "UnknownComponent Gone",
            "UnknownComponent Nothing",
            "UnknownModel L:1.0",
            "UnknownObject M.",
            "UnknownParameter Old",
        ]
    );
    // What is only changed does not count as defined.
    assert_eq!((resolution.model.object_count(), resolution.model.parameter_count()), (2, 1));
    // Whatever names the objects have, each is found under its own.
    let index = Index::new(&resolution.model);
    for path in ["M.", "M.X.", "M.Y."] {
        assert!(matches!(index.find(path), Some(Entry::Object(_))), "{path}");
    }
    let mut strict = Library::with_options(DecodeOptions::strict());
    let id = strict.add(Document::from_xml(&xml).unwrap());
    let error = strict.resolve(id).unwrap_err();
    assert_eq!(
        (error.kind(), error.name()),
        (&ErrorKind::Problem(ProblemKind::MissingDocument), "Structure")
    );
}

#[test]
fn a_type_that_is_not_imported_is_taken_from_where_it_is() {
    let types = document(
        "urn:example-com:types",
        "types.xml",
        "<dataType name=\"Alias\"><string><size maxLength=\"64\"/></string></dataType><dataType name=\"Other\"><string/></dataType>",
    );
    let lamp = document(
        "urn:example-com:lamp-1-0",
        "lamp.xml",
        "<import file=\"types.xml\"><dataType name=\"Other\"/></import><model name=\"Lamp:1.0\"><object name=\"Lamp.\" \
         access=\"readOnly\" minEntries=\"1\" maxEntries=\"1\"><parameter name=\"Alias\" access=\"readWrite\"><syntax>\
         <dataType ref=\"Alias\"/></syntax></parameter></object></model>",
    );
    let library = |options: DecodeOptions| {
        let mut library = Library::with_options(options);
        let id = library.add(Document::from_xml(&lamp).unwrap());
        library.add(Document::from_xml(&types).unwrap());
        (library, id)
    };
    let (lenient, id) = library(DecodeOptions::lenient());
    let resolution = lenient.resolve(id).unwrap();
    let (problems, syntax) = (&resolution.problems, &resolution.model.objects[0].parameters[0].syntax);
    assert_eq!(syntax.base_type, BaseType::String);
    assert_eq!(syntax.facets.sizes[0].max_length, Some(64));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].kind, &*problems[0].subject), (ProblemKind::UnknownDataType, "Alias"));
    let (strict, id) = library(DecodeOptions::strict());
    assert!(strict.resolve(id).is_err());
}

#[test]
fn components_alone_are_a_model() {
    let xml = document(
        "urn:example-com:c",
        "c.xml",
        r#"<component name="Inner"><parameter name="A" access="readOnly"/></component>
           <component name="One"><object name="Device.One." access="readOnly" minEntries="1" maxEntries="1"><component ref="Inner"/></object></component>
           <component name="Two"><parameter name="State" access="readWrite"/><object name="Result.{i}." access="readOnly" minEntries="0" maxEntries="unbounded"/></component>
           <component name="Three"><parameter name="State" access="readWrite"/><object name="Result.{i}." access="readOnly" minEntries="0" maxEntries="unbounded"/></component>"#,
    );
    let parts = DataModel::from_xml(&xml).unwrap();
    assert_eq!((parts.object_count(), parts.parameter_count()), (3, 3));
}

#[test]
fn deviations_warn_or_refuse() {
    let xml = br#"<d:document xmlns:d="urn:example-com:dm" spec="urn:example-com:x"><model name="M:1.0">
      <object name="M." access="maybe" minEntries="1" maxEntries="1"><parameter><syntax><string><size maxLength="x"/><colour/></string></syntax></parameter><v:note xmlns:v="urn:v"><object/></v:note></object></model></d:document>"#;
    let mut warnings = Vec::new();
    let document = Document::decode(xml, &DecodeOptions::lenient(), &mut warnings).unwrap();
    let kinds: Vec<&WarningKind> = warnings.iter().map(|warning| &warning.kind).collect();
    assert_eq!(
        kinds,
        [
            &WarningKind::UnknownSchema,
            &WarningKind::InvalidValue("access"),
            &WarningKind::Missing("name"),
            &WarningKind::InvalidValue("maxLength"),
            &WarningKind::Unexpected,
        ]
    );
    assert_eq!(document.models[0].items.len(), 1);
    let error = Document::decode(xml, &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (&ErrorKind::NotADataModel, Some(0)));
}

#[test]
fn hostile_documents_end_in_errors() {
    let name = |bytes: &[u8]| Document::from_xml(bytes).map(drop).map_err(|error| error.name());
    assert_eq!(name(b"").unwrap_err(), "Truncated");
    assert_eq!(name(b"<a/>").unwrap_err(), "Unexpected");
    assert_eq!(
        name(b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><document spec='&x;'/>").unwrap_err(),
        "DtdForbidden"
    );
    assert_eq!(name(b"<document spec='&x;'/>").unwrap_err(), "UnknownEntity");
    let deep =
        [b"<document spec='x'>".as_slice(), &b"<model name='m'><object name='o'>".repeat(10_000)].concat();
    assert_eq!(name(&deep).unwrap_err(), "Limit");

    // Components that double at each level: 2^40 empty expansions.
    let mut body = String::from("<component name=\"C0\"/>");
    for level in 1..=40 {
        let below = level - 1;
        body.push_str(&format!("<component name=\"C{level}\"><component ref=\"C{below}\"/><component ref=\"C{below}\"/></component>"));
    }
    body.push_str("<model name=\"M:1.0\"><component ref=\"C40\"/></model>");
    let error = DataModel::from_xml(&document("urn:example-com:b", "b.xml", &body)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Limit(Limit::Items));
    // Components, models and types in long chains.
    let chain = |link: &dyn Fn(usize) -> String| (1..=100).map(link).collect::<String>();
    for body in [
        chain(&|n| format!("<component name=\"C{n}\"><component ref=\"C{}\"/></component>", n + 1))
            + "<component name=\"C101\"/><model name=\"M:1.0\"><component ref=\"C1\"/></model>",
        chain(&|n| format!("<model name=\"M{n}:1.0\" base=\"M{}:1.0\"/>", n - 1)),
        chain(&|n| format!("<dataType name=\"T{n}\" base=\"T{}\"/>", n + 1))
            + "<model name=\"M:1.0\"><parameter name=\"P\" access=\"readOnly\"><syntax><dataType ref=\"T1\"/></syntax></parameter></model>",
    ] {
        let error = DataModel::from_xml(&document("urn:example-com:b", "b.xml", &body)).unwrap_err();
        assert_eq!(*error.kind(), ErrorKind::Limit(Limit::Depth), "{body}");
    }
    // Too many definitions.
    let mut limits = Limits::default();
    limits.parameters = 3;
    let options = DecodeOptions::lenient().with_limits(limits);
    let error = Document::decode(&document("urn:example-com:lamp-1-0", "lamp.xml", LAMP), &options, &mut ())
        .unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Limit(Limit::Parameters));
}

#[cfg(feature = "serde")]
#[test]
fn serializes_with_totals_in_front() {
    let json = serde_json::to_string(&model(LAMP)).unwrap();
    assert!(json.starts_with(r#"{"object_count":3,"parameter_count":14,"name":"Lamp:1.2""#), "{json}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let brightness = &value["objects"][0]["parameters"][0];
    assert_eq!(brightness["access"], "readWrite");
    assert_eq!(brightness["syntax"]["base_type"], "unsignedInt");
    assert_eq!(brightness["syntax"]["facets"]["ranges"][0]["max_inclusive"], 100);
    assert_eq!(brightness.get("status"), None, "current goes without saying");
    assert_eq!(value["objects"][1]["max_entries"], "unbounded");
}
