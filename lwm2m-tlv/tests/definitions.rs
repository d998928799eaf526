//! OMA definition files: own samples, and the whole registry when `MGMT_CORPUS` names the folder it lies in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::model::{
    Bounds, DefinitionFile, Difference, Model, ObjectDefinition, Operations, Registry, ResourceType,
    core_object,
};
use lwm2m_tlv::{DecodeOptions, ErrorKind, Path, Types, ValueType, Version, Warning, WarningKind};
use mgmt_testkit::{corpus, files};

/// A file as vendors write them; `{item}` and `{object}` are filled in.
fn sample(object: &str, items: &str) -> Vec<u8> {
    format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<LWM2M xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"http://openmobilealliance.org/tech/profiles/LWM2M.xsd\">\r\n\
         <Object ObjectType=\"MODefinition\"><Name>Pump</Name><Description1><![CDATA[A <pump> & more]]></Description1>\
         <ObjectID>33001</ObjectID>{object}<MultipleInstances>Multiple</MultipleInstances>\
         <Mandatory>Optional</Mandatory><Resources>{items}</Resources><Description2></Description2></Object></LWM2M>"
    )
    .into_bytes()
}

fn item(id: u16, operations: &str, kind: &str, range: &str) -> String {
    format!(
        "<Item ID=\"{id}\"><Name>R{id}</Name><Operations>{operations}</Operations>\
         <MultipleInstances>Single</MultipleInstances><Mandatory>Optional</Mandatory><Type>{kind}</Type>\
         <RangeEnumeration>{range}</RangeEnumeration><Units>Cel</Units><Description>d</Description></Item>"
    )
}

const URN: &str = "<ObjectURN>urn:oma:lwm2m:x:33001</ObjectURN>";

type Read = Result<(ObjectDefinition, Vec<Warning>), ErrorKind>;

fn read(xml: &[u8], options: &DecodeOptions) -> Read {
    let mut warnings = Vec::new();
    let file = DefinitionFile::decode(xml, options, &mut warnings).map_err(|error| error.into_kind())?;
    Ok((file.into_objects().remove(0), warnings))
}

fn both(xml: &[u8]) -> (Read, Read) {
    (read(xml, &DecodeOptions::strict()), read(xml, &DecodeOptions::lenient()))
}

#[test]
fn an_object() {
    let items =
        [item(7, "RW", "Float", "-40..125"), item(0, "R", "Unsigned Integer", ""), item(3, "E", "", "")];
    let (strict, lenient) = both(&sample(URN, &items.concat()));
    let (object, warnings) = lenient.unwrap();
    assert_eq!(warnings, []);
    assert_eq!(strict.unwrap().0, object);
    assert_eq!(
        (object.id, object.version, object.multiple, object.mandatory),
        (33001, Version::V1_0, true, false)
    );
    assert_eq!(object.description, "A <pump> & more");
    assert_eq!(object.urn, "urn:oma:lwm2m:x:33001");
    let ids: Vec<u16> = object.resources.iter().map(|resource| resource.id).collect();
    assert_eq!(ids, [0, 3, 7], "by identifier");
    let resource = object.resource(7).unwrap();
    assert_eq!(resource.operations, Operations::RW);
    assert_eq!(resource.value_type(), Some(ValueType::Float));
    assert_eq!(resource.range.as_ref().unwrap().bounds, Bounds::Between(-40.0, 125.0));
    assert_eq!((&*resource.units, &*resource.name), ("Cel", "R7"));
    assert_eq!(object.resource(0).unwrap().value_type(), Some(ValueType::Unsigned));
    assert_eq!(object.resource(3).unwrap().resource_type, ResourceType::None);
    assert!(object.resource(1).is_none());
}

#[test]
fn deviations() {
    let reordered = "<Item ID=\"1\"><Name>N</Name><Type>Integer</Type><Operations>R</Operations>\
                     <Mandatory>Optional</Mandatory><MultipleInstances>Single</MultipleInstances>\
                     <Description>d</Description><Units></Units></Item>";
    let good = item(1, "R", "Integer", "");
    let cases: &[(&str, &str, ErrorKind, &[WarningKind])] = &[
        (
            URN,
            reordered,
            ErrorKind::Structure("order of elements"),
            &[WarningKind::ElementOrder, WarningKind::MissingElement],
        ),
        (URN, &item(1, "R", "Flaot", ""), ErrorKind::InvalidValue("Type"), &[WarningKind::UnknownType]),
        (URN, &item(1, "E", "Integer", ""), ErrorKind::InvalidValue("Type"), &[WarningKind::TypedExecutable]),
        (URN, &item(1, "R", "", ""), ErrorKind::InvalidValue("Type"), &[WarningKind::UntypedResource]),
        (
            URN,
            &[good.clone(), good.clone()].concat(),
            ErrorKind::Duplicate(1),
            &[WarningKind::DuplicateIdentifier],
        ),
        (
            URN,
            &good.replace("Optional", "No"),
            ErrorKind::InvalidValue("Mandatory"),
            &[WarningKind::MandatoryWord],
        ),
        (
            &format!("{URN}<ObjectVersion></ObjectVersion>"),
            &good,
            ErrorKind::InvalidValue("ObjectVersion"),
            &[WarningKind::EmptyVersion],
        ),
        (
            &format!("{URN}<ObjectVersion>1.1</ObjectVersion>"),
            &good,
            ErrorKind::InvalidValue("ObjectURN"),
            &[WarningKind::UrnVersion],
        ),
        (
            &format!("{URN}<Vendor>x</Vendor>"),
            &good,
            ErrorKind::Unexpected("element"),
            &[WarningKind::UnknownElement],
        ),
        (&format!("{URN}{URN}"), &good, ErrorKind::Unexpected("element"), &[WarningKind::RepeatedElement]),
        ("", &good, ErrorKind::Missing("ObjectURN"), &[WarningKind::MissingElement]),
    ];
    for (object, items, error, expected) in cases {
        let (strict, lenient) = both(&sample(object, items));
        assert_eq!(strict.unwrap_err(), *error, "{expected:?}");
        let kinds: Vec<WarningKind> = lenient.unwrap().1.into_iter().map(|warning| warning.kind).collect();
        assert_eq!(kinds, *expected);
    }
    // Free text is no deviation that strict mode refuses.
    let (strict, lenient) = both(&sample(URN, &item(1, "R", "Integer", "8-Bits")));
    assert_eq!(strict.unwrap().1[0].kind, WarningKind::RangeText);
    assert_eq!(lenient.unwrap().0.resource(1).unwrap().range.as_ref().unwrap().text, "8-Bits");
}

/// The schema collapses white space around numbers.
#[test]
fn white_space_around_values() {
    let items = item(7, " RW ", " Float ", " -40..125 ").replace("\"7\"", "\" 7\n\"");
    let (strict, lenient) = both(&sample(URN, &items));
    assert_eq!(strict.unwrap().0.resources[0].id, 7);
    let plain = read(&sample(URN, &item(7, "RW", "Float", "-40..125")), &DecodeOptions::strict());
    assert_eq!(lenient.unwrap().0, plain.unwrap().0);
}

#[test]
fn refusals() {
    let errors = |xml: &[u8]| {
        let (strict, lenient) = both(xml);
        let strict = strict.unwrap_err();
        assert_eq!(strict, lenient.unwrap_err());
        strict
    };
    assert_eq!(errors(&sample(URN, &item(1, "RWX", "Float", ""))), ErrorKind::InvalidValue("Operations"));
    assert_eq!(errors(&sample(URN, "<Item ID='x'/>")), ErrorKind::InvalidValue("ID"));
    assert_eq!(errors(&sample(URN, "<Item ID='70000'/>")), ErrorKind::OutOfRange("ID"));
    assert_eq!(errors(b"<LWM2M/>"), ErrorKind::Missing("Object"));
    assert_eq!(errors(b"<html/>"), ErrorKind::Unexpected("root element"));
    assert_eq!(errors(b"<LWM2M><Object/></LWM2M>"), ErrorKind::Missing("ObjectID"));
    assert!(matches!(
        errors(b"<!DOCTYPE LWM2M [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><LWM2M/>"),
        ErrorKind::Xml(_)
    ));
    let mut options = DecodeOptions::lenient();
    options.limits.nodes = 1;
    let two = sample(URN, &[item(1, "R", "Float", ""), item(2, "R", "Float", "")].concat());
    assert!(matches!(read(&two, &options), Err(ErrorKind::Limit(_))));
}

#[test]
fn registry_look_up() {
    let at = |minor| Version { major: 1, minor };
    let object = |version: Version, kind| {
        let resource =
            lwm2m_tlv::model::ResourceDefinition::new(0, "R", Operations::R, ResourceType::Known(kind));
        ObjectDefinition::new(33001, "Pump", [resource]).with_version(version)
    };
    let mut registry = Registry::new();
    assert_eq!(registry.add(object(at(0), ValueType::Integer)), None);
    registry.add(object(at(2), ValueType::Float));
    registry.add(object(Version { major: 2, minor: 0 }, ValueType::String));
    assert!(registry.add(object(at(2), ValueType::Time)).is_some(), "replaced");
    let found = |version| registry.definition(33001, version).map(|object| object.version);
    assert_eq!(found(at(2)), Some(at(2)));
    assert_eq!(found(at(1)), Some(at(0)), "the nearest older minor");
    assert_eq!(found(at(9)), Some(at(2)));
    assert_eq!(found(Version { major: 3, minor: 0 }), None, "never another major");
    assert_eq!(registry.newest(33001).unwrap().version, Version { major: 2, minor: 0 });
    assert_eq!(registry.value_type(Path::resource(33001, 0, 0)), Some(ValueType::String));
    let client = registry.at(|id| (id == 33001).then_some(at(2)));
    assert_eq!(client.value_type(Path::resource(33001, 0, 0)), Some(ValueType::Time));
    assert!(client.object(3).is_none(), "not registered");
    // An added version goes before a compiled-in one only where it serves better.
    let mut device = core_object(3, at(0)).unwrap().clone();
    device.name = "Own Device".into();
    registry.add(device);
    assert_eq!(registry.definition(3, at(0)).unwrap().name, "Own Device");
    assert_eq!(registry.definition(3, at(2)).unwrap().name, "Device");
    assert_eq!(registry.newest(3).unwrap().name, "Own Device");
    assert!(Registry::empty().newest(3).is_none());
}

fn registry_files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let Some(corpus) = corpus("lwm2m") else { return Vec::new() };
    files(&corpus.join(folder))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn every_registry_file_loads() {
    let mut registry = Registry::empty();
    for (path, xml) in registry_files("registry").into_iter().chain(registry_files("leshan/models-core")) {
        let mut warnings = Vec::new();
        let file = DefinitionFile::decode(&xml, &DecodeOptions::lenient(), &mut warnings)
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        for warning in &warnings {
            assert!(warning.offset <= xml.len(), "{path}");
        }
        // Strict mode refuses exactly what lenient mode reports, but for ranges.
        let strict = DefinitionFile::decode(&xml, &DecodeOptions::strict(), &mut ());
        let deviates = warnings.iter().any(|warning| warning.kind != WarningKind::RangeText);
        assert_eq!(strict.is_err(), deviates, "{path}: {warnings:?}");
        match file {
            DefinitionFile::Objects(objects) => {
                assert!(!objects.is_empty(), "{path}");
                registry.extend(objects);
            }
            DefinitionFile::CommonResources(resources) => {
                assert!(resources.iter().any(|resource| resource.name == "ObjectVersion"), "{path}");
            }
            DefinitionFile::Index(entries) => {
                assert!(entries.iter().any(|entry| entry.id == 3 && entry.version == "1.2"), "{path}");
            }
            DefinitionFile::Units(units) => assert!(!units.is_empty(), "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
    // The compiled-in tables say the same as the registry, wherever it has the object and version.
    for definition in registry.iter() {
        let Some(core) =
            core_object(definition.id, definition.version).filter(|core| core.version == definition.version)
        else {
            continue;
        };
        let name = format!("/{} {}", definition.id, definition.version);
        assert_eq!((core.multiple, core.mandatory), (definition.multiple, definition.mandatory), "{name}");
        assert_eq!(core.urn, definition.urn, "{name}");
        let differences = definition.differences(core);
        // Ranges and units of old versions were tidied; see data/resources.tsv.
        let real: Vec<&Difference> = differences
            .iter()
            .filter(|difference| !matches!(difference, Difference::Range(_) | Difference::Units(_)))
            .collect();
        assert!(real.is_empty(), "{name}: {real:?}");
    }
}

/// What is written is read back in strict mode, with nothing to report but ranges.
fn comes_back(objects: &[&ObjectDefinition]) {
    let xml = DefinitionFile::to_xml(objects).unwrap();
    let mut warnings = Vec::new();
    let read = DefinitionFile::decode(xml.as_bytes(), &DecodeOptions::strict(), &mut warnings);
    let read = read.unwrap_or_else(|error| panic!("{error}: {xml}")).into_objects();
    assert!(read.iter().eq(objects.iter().copied()), "{xml}");
    assert!(warnings.iter().all(|warning| warning.kind == WarningKind::RangeText), "{warnings:?}");
}

#[test]
fn definitions_are_written() {
    let core: Vec<&ObjectDefinition> = lwm2m_tlv::model::CORE_OBJECTS.iter().collect();
    comes_back(&core);
    for (path, xml) in registry_files("registry") {
        for object in DefinitionFile::from_xml(&xml).unwrap().into_objects() {
            match DefinitionFile::to_xml(&[&object]) {
                Ok(_) => comes_back(&[&object]),
                // What strict mode would not read is not written.
                Err(error) => {
                    assert!(
                        DefinitionFile::decode(&xml, &DecodeOptions::strict(), &mut ()).is_err(),
                        "{path}: {error}"
                    );
                }
            }
        }
    }
    let resource = |operations, resource_type| {
        lwm2m_tlv::model::ResourceDefinition::new(1, "R", operations, resource_type)
    };
    let error = |object: ObjectDefinition| DefinitionFile::to_xml(&[object]).unwrap_err().into_kind();
    let good = resource(Operations::R, ResourceType::Known(ValueType::Float));
    for wrong in [
        resource(Operations::E, ResourceType::Known(ValueType::Float)),
        resource(Operations::R, ResourceType::None),
        resource(Operations::R, ResourceType::Other("Flaot".into())),
    ] {
        assert_eq!(error(ObjectDefinition::new(33001, "Pump", [wrong])), ErrorKind::InvalidValue("Type"));
    }
    let mut object = ObjectDefinition::new(33001, "Pump", [good.clone()]);
    object.resources = vec![good.clone(), good.clone()].into();
    assert_eq!(error(object), ErrorKind::Duplicate(1));
    let mut object = ObjectDefinition::new(33001, "Pump", [good.clone()]).with_version(Version::V1_1);
    assert!(DefinitionFile::to_xml(&[&object]).unwrap().contains(">urn:oma:lwm2m:x:33001:1.1<"));
    object.urn = "urn:oma:lwm2m:x:33001".into();
    assert_eq!(error(object.clone()), ErrorKind::InvalidValue("ObjectURN"));
    object.urn = "".into();
    object.name = "\u{1}".into();
    assert!(matches!(error(object), ErrorKind::Xml(_)));
    assert_eq!(
        DefinitionFile::to_xml::<ObjectDefinition>(&[]).unwrap_err().into_kind(),
        ErrorKind::Missing("Object")
    );
}

#[cfg(feature = "serde")]
#[test]
fn definitions_through_serde() {
    for object in lwm2m_tlv::model::CORE_OBJECTS {
        let json = serde_json::to_string(object).unwrap();
        assert_eq!(&serde_json::from_str::<ObjectDefinition>(&json).unwrap(), object);
    }
    let json = serde_json::to_value(core_object(3, Version::V1_1).unwrap()).unwrap();
    assert_eq!((&json["ObjectVersion"], &json["Resources"][9]["Type"]), (&"1.1".into(), &"Integer".into()));
    // Order is made whole.
    let mut json = json;
    json["Resources"].as_array_mut().unwrap().reverse();
    assert_eq!(
        &serde_json::from_value::<ObjectDefinition>(json.clone()).unwrap(),
        core_object(3, Version::V1_1).unwrap()
    );
    for (member, wrong) in [("Operations", "RX"), ("RangeEnumeration", "")] {
        let mut json = json.clone();
        json["Resources"][0][member] = wrong.into();
        assert!(serde_json::from_value::<ObjectDefinition>(json).is_err(), "{member}");
    }
}

#[test]
fn external_entities_are_refused() {
    for (path, xml) in registry_files("leshan/models-test") {
        if path.contains("xxe") {
            let error = DefinitionFile::from_xml(&xml).unwrap_err();
            assert_eq!(error.name(), "DtdForbidden", "{path}");
        }
    }
}
