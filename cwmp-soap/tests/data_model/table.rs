//! Tables: what they answer is what the index answers that wrote them.

use std::borrow::Cow;

use super::{LAMP, document, model};
use cwmp_soap::data_model::{
    Access, BaseType, DataModel, Entry, ErrorKind, Finding, FindingKind, Index, Parameter, Row, Status, Table,
};
use mgmt_wire::Kind as _;
use proptest::prelude::*;

/// A parameter as a table has it: without words of explanation.
pub(crate) fn without_descriptions(parameter: &Parameter<'_>) -> Parameter<'static> {
    let mut parameter = parameter.clone().into_owned();
    parameter.description = None;
    let facets = &mut parameter.syntax.facets;
    let sizes = facets.sizes.iter_mut().map(|size| &mut size.description);
    let ranges = facets.ranges.iter_mut().map(|range| &mut range.description);
    let values = facets.enumerations.iter_mut().map(|value| &mut value.description);
    let patterns = facets.patterns.iter_mut().map(|pattern| &mut pattern.description);
    let listed = parameter.syntax.list.iter_mut().flat_map(|list| &mut list.sizes);
    let listed = listed.map(|size| &mut size.description);
    sizes
        .chain(ranges)
        .chain(values)
        .chain(patterns)
        .chain(listed)
        .for_each(|description| *description = None);
    parameter
}

/// Every definition of a model is in the table as it is in the model, and every check gives the same.
pub(crate) fn assert_same(model: &DataModel<'_>) {
    let index = Index::new(model);
    let text = index.to_table().unwrap();
    let table = Table::parse(&text).unwrap();
    assert_eq!((table.model(), table.spec()), (Some(&*model.name), Some(&*model.spec)));
    let mut rows = 0;
    for object in &model.objects {
        let path = object.path.replace("{i}", "[name-1]");
        let row = table.find(&path).unwrap_or_else(|| panic!("{path}"));
        let mut wanted = object.clone();
        (wanted.description, wanted.parameters) = (None, Vec::new());
        assert_eq!(row.object().as_ref(), Some(&wanted), "{path}");
        assert!(row.parameter().is_none() && row.is_object() && row.is_table() == object.is_table());
        rows += 1 + object.parameters.len();
        assert_equal_checks(&index, &table, &path, "");
        assert_equal_checks(&index, &table, &path.replace("[name-1]", "2"), "1");
        assert_equal_checks(&index, &table, object.path.trim_end_matches("{i}."), "");
        for parameter in &object.parameters {
            let path = format!("{}{}", object.path.replace("{i}", "3"), parameter.name);
            let row = table.find(&path).unwrap_or_else(|| panic!("{path}"));
            let mut wanted = without_descriptions(parameter);
            wanted.version = parameter
                .version
                .as_ref()
                .or(object.version.as_ref())
                .map(|version| version.to_string().into());
            assert_eq!(row.parameter().as_ref(), Some(&wanted), "{path}");
            assert_accessors(&row, &wanted);
            let facets = &parameter.syntax.facets;
            let bounds = facets.ranges.iter().flat_map(|range| [range.min_inclusive, range.max_inclusive]);
            let bounds = bounds.flatten().map(|bound| bound.to_string());
            let allowed = facets.enumerations.iter().map(|value| value.value.to_string());
            let default = parameter.syntax.default.iter().map(|default| default.value.to_string());
            let texts =
                ["", "x", "-1", "101", "true", "a,b", "0001-01-01T00:00:00Z", "X_A", "12:34", &object.path];
            for value in bounds.chain(allowed).chain(default).chain(texts.map(str::to_owned)) {
                assert_equal_checks(&index, &table, &path, &value);
            }
        }
    }
    assert_eq!(table.rows().count(), rows);
    assert_eq!(table.below("").count(), rows);
    // What objects hold, from the root on, is everything, each once.
    let (mut waiting, mut listed) = (vec![String::new()], Vec::new());
    while let Some(object) = waiting.pop() {
        let children = table.children(&object).map(|row| row.path().to_owned());
        let children: Vec<String> = children.collect();
        waiting.extend(children.iter().filter(|path| path.ends_with('.')).cloned());
        listed.extend(children);
    }
    listed.sort();
    assert_eq!(listed, table.rows().map(|row| row.path().to_owned()).collect::<Vec<_>>());
}

fn assert_accessors(row: &Row<'_>, wanted: &Parameter<'_>) {
    let syntax = &wanted.syntax;
    assert_eq!(row.name(), wanted.name);
    assert_eq!(
        (row.access(), row.status(), row.version()),
        (wanted.access, wanted.status, wanted.version.clone())
    );
    assert_eq!((row.active_notify(), row.forced_inform()), (wanted.active_notify, wanted.forced_inform));
    assert_eq!((row.base_type(), row.is_list()), (Some(syntax.base_type), syntax.list.is_some()));
    assert_eq!(row.units(), syntax.facets.units);
    let values: Vec<Cow<'_, str>> = row.enumerations().collect();
    let wanted: Vec<Cow<'_, str>> =
        syntax.facets.enumerations.iter().map(|value| value.value.clone()).collect();
    assert_eq!(values, wanted);
    assert!(row.object().is_none() && !row.is_object() && !row.is_table());
}

fn assert_equal_checks(index: &Index<'_>, table: &Table<'_>, path: &str, value: &str) {
    let checks: [(&str, Vec<Finding>, Vec<Finding>); 7] = [
        ("get", index.check_get(path), table.check_get(path)),
        ("add", index.check_add(path), table.check_add(path)),
        ("delete", index.check_delete(path), table.check_delete(path)),
        ("notify", index.check_notification(path, 0), table.check_notification(path, 0)),
        ("notify", index.check_notification(path, 2), table.check_notification(path, 2)),
        ("report", index.check_value(path, value, None), table.check_value(path, value, None)),
        (
            "set",
            index.check_set(path, value, Some("xsd:string")),
            table.check_set(path, value, Some("xsd:string")),
        ),
    ];
    for (what, of_index, of_table) in checks {
        assert_eq!(of_index, of_table, "{what} {path} {value:?}");
    }
}

#[test]
fn a_table_says_what_the_model_says() {
    assert_same(&model(LAMP));
    assert_same(&model(super::tree::BRIDGE));
}

#[test]
fn a_table_is_text_to_read() {
    let text = Index::new(&model(LAMP)).to_table().unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        &lines[..3],
        ["#model\tLamp:1.2", "#spec\turn:example-com:lamp-1-0", "Lamp.\tobject\treadOnly\tcurrent\t"]
    );
    for line in [
        "Lamp.Brightness\tunsignedInt\treadWrite\tcurrent\t\tactiveNotify=forceEnabled\tforcedInform\tdataType=Percent\trange=:100\tunits=percent\tdefault(factory)=50",
        "Lamp.Colour\tstring\treadWrite\tcurrent\t\tactiveNotify=canDeny\tdataType=Colour\tenumeration=Red\tenumeration(readOnly)=Blue\tenumeration(deprecated)=Green",
        "Lamp.Rooms\tstring\treadWrite\tcurrent\t\tlist=:2\tlistSize=:12\tsize=:5",
        "Lamp.Scene.{i}.\tobject\treadWrite\tcurrent\t\tminEntries=0\tmaxEntries=unbounded\tnumEntriesParameter=SceneNumberOfEntries\tuniqueKey=Alias",
        "Lamp.Gain\tdecimal\treadWrite\tcurrent\t\trange(step=0.25)=-0.5:0.5",
    ] {
        assert!(lines.contains(&line), "{line}\n{text}");
    }
    // Windows may have changed the line ends on the way.
    let windows = text.replace('\n', "\r\n");
    let table = Table::parse(&windows).unwrap();
    assert_eq!((table.model(), table.rows().count()), (Some("Lamp:1.2"), 17));
    assert_eq!(
        table.find("Lamp.Scene.1.Alias").map(|row| row.text()),
        Table::new(&text).find("Lamp.Scene.1.Alias").map(|row| row.text())
    );
}

#[test]
fn rows_are_found_and_listed() {
    let text = Index::new(&model(super::tree::BRIDGE)).to_table().unwrap();
    let table = Table::new(&text);
    for row in table.rows() {
        assert_eq!(table.find(row.path()), Some(row));
        assert_eq!(table.find(&row.path().replace("{i}", "*")), Some(row));
    }
    assert_eq!(table.find("Device.Bridge.").map(|row| row.path()), Some("Device.Bridge.{i}."));
    assert_eq!(
        table.find("Device.Bridge.7.Port.").map(|row| row.path()),
        Some("Device.Bridge.{i}.Port.{i}.")
    );
    for path in [
        "",
        ".",
        "Device",
        "Device.Bridge",
        "Device.Bridge.1",
        "Device.Bridge.Name",
        "Device.Link",
        "Device.Boss.",
        "Device.Boss\t",
        "#model",
        "device.",
    ] {
        assert_eq!(table.find(path), None, "{path}");
    }
    let paths = |rows: Vec<Row<'_>>| rows.iter().map(|row| row.path().to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(table.children("").collect()), ["Device."]);
    assert_eq!(
        paths(table.children("Device.").collect()),
        [
            "Device.Anything",
            "Device.Boss",
            "Device.Bridge.{i}.",
            "Device.BridgeNumberOfEntries",
            "Device.Link.",
            "Device.Tables",
            "Device.Watch"
        ]
    );
    assert_eq!(paths(table.children("Device.Bridge.").collect()), ["Device.Bridge.{i}."]);
    assert_eq!(
        paths(table.children("Device.Bridge.1.Port.2.").collect()),
        ["Device.Bridge.{i}.Port.{i}.Lower", "Device.Bridge.{i}.Port.{i}.Own"]
    );
    let below = paths(table.below("Device.Bridge.[a].").collect());
    assert_eq!((below.len(), &*below[0]), (10, "Device.Bridge.{i}."));
    for path in ["Device", "Device.Bridge", "Device.Nothing.", "X."] {
        assert_eq!((table.children(path).count(), table.below(path).count()), (0, 0), "{path}");
    }
}

#[test]
fn trees_and_messages_are_checked_alike() {
    let model = model(super::tree::BRIDGE);
    let index = Index::new(&model);
    let text = index.to_table().unwrap();
    let table = Table::new(&text);
    let values = [
        ("Device.BridgeNumberOfEntries", "9"),
        ("Device.Link.Modes", "a,b"),
        ("Device.Link.Mode", "c"),
        ("Device.Boss", "Device.Nobody."),
        ("Device.Watch", "Device.Link.Mode"),
        ("Device.Tables", "Device.Bridge."),
        ("Device.Bridge.1.Alias", "x"),
        ("Device.Bridge.2.Alias", "x"),
        ("Device.Bridge.3.Alias", "y"),
        ("Device.Bridge.1.Sibling", "Device.Bridge.8"),
        ("Device.Bridge.1.First", "4"),
        ("Device.Bridge.1.Port.1.Lower", "Device.Bridge.2,Device.Bridge.1.Port.6"),
        ("Device.Bridge.1.Port.1.Own", "Device.Bridge.1.Port.1"),
    ];
    let findings = table.check_tree("", values);
    assert_eq!(findings, index.check_tree("", values));
    assert!(findings.len() >= 6, "{findings:?}");
    for (path, value) in values {
        assert_equal_checks(&index, &table, path, value);
    }
}

/// A service is mounted in the root's tree, with a parameter beside its objects and references of all scopes.
#[test]
fn services_are_in_the_table_of_their_root() {
    let root = model(
        r#"<model name="Device:2.0"><object name="Device." access="readOnly" minEntries="1" maxEntries="1"/>
        <object name="Device.Services." access="readOnly" minEntries="1" maxEntries="1" status="deprecated">
          <parameter name="Plain" access="readOnly"><syntax><boolean/></syntax></parameter></object></model>"#,
    );
    let service = model(
        r#"<model name="Phone:1.0" isService="true"><parameter name="PhoneNumberOfEntries" access="readOnly"><syntax><unsignedInt/></syntax></parameter>
        <object name="Phone.{i}." access="readWrite" minEntries="0" maxEntries="unbounded">
          <parameter name="Line" access="readWrite"><syntax><string><pathRef refType="strong" targetParent=".Line." targetType="row"/></string></syntax></parameter>
          <parameter name="Other" access="readWrite"><syntax><string><pathRef refType="weak" targetParent="Line." targetParentScope="model" targetType="row"/></string></syntax></parameter></object>
        <object name="Phone.{i}.Line.{i}." access="readWrite" minEntries="0" maxEntries="unbounded"/></model>"#,
    );
    let index = Index::with_services(&root, [("Device.Services.", &service)]);
    let text = index.to_table().unwrap();
    let table = Table::parse(&text).unwrap();
    assert!(text.contains("Device.Services.Phone.{i}.\tobject\treadWrite\tcurrent\t\tminEntries=0\tmaxEntries=unbounded\tmountedAt=2\n"), "{text}");
    let kinds = |path: &str, value: &str| {
        assert_equal_checks(&index, &table, path, value);
        table.check_set(path, value, None).into_iter().map(|finding| finding.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("Device.Services.Plain", "1"), [FindingKind::Deprecated, FindingKind::NotWritable]);
    assert_eq!(kinds("Device.Services.PhoneNumberOfEntries", "1"), [FindingKind::NotWritable]);
    assert_eq!(kinds("Device.Services.Phone.1.Line", "Device.Services.Phone.1.Line.2"), []);
    assert_eq!(kinds("Device.Services.Phone.1.Line", "Device.Services.Phone.1"), [FindingKind::WrongTarget]);
    assert_eq!(kinds("Device.Services.Phone.1.Other", "Device.Services.Phone.1.Line.2"), []);
    let values = [("Device.Services.Phone.1.Line", "Device.Services.Phone.1.Line.2")];
    assert_eq!(table.check_tree("Device.", values), index.check_tree("Device.", values));
}

#[test]
fn names_no_table_can_hold_are_refused() {
    for name in ["A B", "A&#9;B", "A.B", "", "#A", "A&#10;B"] {
        let model = model(&format!(
            r#"<model name="A:1.0"><object name="A." access="readOnly" minEntries="1" maxEntries="1">
            <parameter name="{name}" access="readOnly"><syntax><string/></syntax></parameter></object></model>"#
        ));
        match Index::new(&model).to_table() {
            // At the start of a path only.
            Ok(text) => assert!(name == "#A" && Table::parse(&text).is_ok(), "{name}: {text}"),
            Err(error) => assert_eq!(*error.kind(), ErrorKind::InvalidValue("name"), "{name}"),
        }
    }
    let model = model(
        r#"<model name="A:1.0"><object name="A.1." access="readOnly" minEntries="1" maxEntries="1"/></model>"#,
    );
    assert_eq!(Index::new(&model).to_table().unwrap_err().to_string(), "invalid value of `name` in A.{i}.");
}

#[test]
fn what_is_no_table_is_refused_and_harmless() {
    for (text, name, offset) in [
        ("B.\tobject\treadOnly\tcurrent\t\nA.\tobject\treadOnly\tcurrent\t\n", "Structure", 28),
        ("A.\tobject\treadOnly\tcurrent\t\nA.\tobject\treadOnly\tcurrent\t\n", "Structure", 28),
        ("A.\n", "Malformed", 0),
        ("\n", "Malformed", 0),
        ("A.\tobject\treadOnly\tcurrent\t\n#late\n", "Malformed", 28),
        ("A.\tobject\treadonly\tcurrent\t\n", "Malformed", 0),
        ("A.1.\tobject\treadOnly\tcurrent\t\n", "Malformed", 0),
        ("#\nA.B\tstring\treadOnly\tcurrent\t\tcolour=red\n", "Malformed", 2),
        ("A.B\tint\treadOnly\tcurrent\t\trange=1:x\n", "Malformed", 0),
        ("A.B\tint\treadOnly\tcurrent\t\tunits=s\trange=1:2\n", "Malformed", 0),
    ] {
        let error = Table::parse(text).unwrap_err();
        assert_eq!((error.kind().name(), error.offset()), (name, Some(offset)), "{text:?}");
        let table = Table::new(text);
        for row in table.rows() {
            let _ = (
                table.find(row.path()),
                row.object(),
                row.parameter(),
                table.check_set(row.path(), "1", None),
            );
            assert!(table.children(row.path()).count() <= table.rows().count());
        }
    }
    assert!(Table::parse("").is_ok() && Table::new("").find("A.").is_none());
    let broken =
        Table::new("A.B\twhat\never\tno\nA.C\tint\treadWrite\tcurrent\t\trange=x:9\tsize(\tlist=a:b");
    let row = broken.find("A.B").unwrap();
    assert_eq!(
        (row.access(), row.status(), row.base_type(), row.version()),
        (Access::ReadOnly, Status::Current, None, None)
    );
    let parameter = broken.find("A.C").unwrap().parameter().unwrap();
    assert_eq!((parameter.syntax.base_type, parameter.syntax.facets.ranges.len()), (BaseType::Int, 1));
}

/// Whatever facets have, and texts that need care: with all of them the row reads back as the definition.
#[test]
fn every_facet_is_kept() {
    let xml = document(
        "urn:example-com:all-1-0",
        "all.xml",
        r###"<model name="All:1.0"><object name="All." access="readOnly" minEntries="1" maxEntries="1" version="1.0">
        <parameter name="A" access="writeOnceReadOnly" status="obsoleted" version="1,0)" activeNotify="forceDefaultEnabled"><syntax secured="true">
          <list minItems="1" maxItems="unbounded" nestedBrackets="required" status="deprecated"><size minLength="2"/><size maxLength="9" status="deprecated"/></list>
          <string><size minLength="1" maxLength="3"/><enumeration value="a,b=(c)\ &#9;&#10;" code="-3" access="readOnly" status="deleted" optional="true" version="2.0,)"/><enumeration value=""/>
            <pattern value="[^,\s]{0,3}\)" access="readOnly" status="deprecated" version="2"/><pattern value=""/>
            <pathRef refType="strong" targetParent=".B. #.C." targetParentScope="model" targetType="row" targetDataType="string" status="deprecated"/><pathRef/>
            <enumerationRef targetParam="X" targetParamScope="object" nullValue="" status="deleted"/><units value="m/s"/></string>
          <default type="implementation" value="" status="deprecated"/></syntax></parameter>
        <parameter name="B" access="readOnly"><syntax><int><range minInclusive="-5" maxInclusive="-1" step="2" status="deprecated"/><range maxInclusive="7"/><range/>
          <instanceRef refType="strong" targetParent="#.T." targetParentScope="object" status="deprecated"/></int></syntax></parameter>
        </object>
        <object name="All.T.{i}." access="readWrite" minEntries="0" maxEntries="7" numEntriesParameter="N" enableParameter="E" discriminatorParameter="D" mountType="mountable">
          <uniqueKey functional="true"><parameter ref="A"/><parameter ref="B"/></uniqueKey><uniqueKey functional="false"><parameter ref="C"/></uniqueKey></object>
        <object name="All.Old." access="readOnly" minEntries="1" maxEntries="1" status="deleted" version=""><parameter name="Gone" access="readOnly"><syntax><dateTime/></syntax></parameter></object>
        <object base="All.Unknown." access="readOnly" minEntries="1" maxEntries="1"><parameter base="P" access="readOnly"/></object>
        </model>"###,
    );
    let model = DataModel::from_xml(&xml).unwrap();
    assert_same(&model);
    let text = Index::new(&model).to_table().unwrap();
    assert!(text.contains("\tenumeration(readOnly,deleted,optional,code=-3,version=2.0\\,\\))=a,b=(c)\\\\ \\t\\n\tenumeration="), "{text}");
    assert!(matches!(Index::new(&model).find("All.A"), Some(Entry::Parameter(..))));
}

/// Texts with the characters that cells mark, as an attribute has them.
fn text() -> impl Strategy<Value = String> {
    let careful =
        ["\\", ",", ")", "(", "=", "&#9;", "&#10;", "&#13;", "&amp;", ":", " ", "#", "é", "{i}", ""];
    let part = prop_oneof![prop::sample::select(careful.to_vec()).prop_map(str::to_owned), "[a-z0-9.]{0,4}"];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

fn status() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["current", "deprecated", "obsoleted", "deleted"])
}

/// A type with facets of all kinds.
fn syntax() -> impl Strategy<Value = String> {
    let access = prop::sample::select(vec!["readOnly", "readWrite"]);
    let value = (text(), access, status(), any::<bool>(), prop::option::of(text())).prop_map(
        |(value, access, status, optional, version)| {
            let version = version.map(|version| format!("version=\"{version}\"")).unwrap_or_default();
            format!("<enumeration value=\"{value}\" access=\"{access}\" status=\"{status}\" optional=\"{optional}\" {version}/>")
        },
    );
    let pattern = (prop::sample::select(vec!["", "a*", "[^,)]+", r"\d{1,3}(\.\d+)*", "("]), status())
        .prop_map(|(pattern, status)| format!("<pattern value=\"{pattern}\" status=\"{status}\"/>"));
    let reference = (text(), text(), status()).prop_map(|(parent, kind, status)| {
        format!("<pathRef refType=\"strong\" targetParent=\"{parent}\" targetDataType=\"{kind}\" status=\"{status}\"/>")
    });
    let size = (0_u64..9, prop::option::of(any::<u64>())).prop_map(|(least, most)| {
        let most = most.map(|most| format!("maxLength=\"{most}\"")).unwrap_or_default();
        format!("<size minLength=\"{least}\" {most}/>")
    });
    let string = prop::collection::vec(prop_oneof![value, pattern, reference, size.clone()], 0..5)
        .prop_map(|facets| format!("<string>{}</string>", facets.concat()));
    let range = (any::<i64>(), prop::option::of(0_u32..5), status()).prop_map(|(least, step, status)| {
        let step = step.map(|step| format!("step=\"{step}.5\"")).unwrap_or_default();
        format!("<range minInclusive=\"{least}\" {step} status=\"{status}\"/>")
    });
    let number =
        (prop::collection::vec(range, 0..3), prop::option::of(text())).prop_map(|(ranges, units)| {
            let units = units.map(|units| format!("<units value=\"{units}\"/>")).unwrap_or_default();
            format!("<decimal>{}{units}</decimal>", ranges.concat())
        });
    let list = prop::option::of((0_u8..3, prop::collection::vec(size, 0..2)));
    (list, prop_oneof![string, number], prop::option::of(text())).prop_map(|(list, kind, default)| {
        let list = list.map(|(least, sizes)| format!("<list minItems=\"{least}\">{}</list>", sizes.concat()));
        let default = default.map(|value| format!("<default type=\"factory\" value=\"{value}\"/>"));
        format!("<syntax>{}{kind}{}</syntax>", list.unwrap_or_default(), default.unwrap_or_default())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever a model has: its table is one, has the same definitions, and gives the same findings.
    #[test]
    fn tables_say_what_models_say(
        names in prop::collection::btree_set("[A-C]{1,2}[-a-c/]{0,1}", 1..6),
        parameters in prop::collection::btree_map("[A-D][-a-c]{0,2}", (syntax(), status(), text()), 0..5),
        is_table in any::<bool>(),
    ) {
        let row = if is_table { "{i}." } else { "" };
        let parameters: String = parameters
            .iter()
            .map(|(name, (syntax, status, version))| {
                format!("<parameter name=\"{name}\" access=\"readWrite\" status=\"{status}\" version=\"{version}\">{syntax}</parameter>")
            })
            .collect();
        // Each object inside the one before, and beside it.
        let (mut path, mut objects) = ("R.".to_owned(), String::new());
        let mut object = |path: &str| objects += &format!("<object name=\"{path}\" access=\"readOnly\" minEntries=\"0\" maxEntries=\"3\">{parameters}</object>");
        object("R.");
        for name in names {
            object(&format!("{path}{name}X."));
            path += &format!("{name}.{row}");
            object(&path);
        }
        assert_same(&model(&format!("<model name=\"R:1.0\">{objects}</model>")));
    }
}
