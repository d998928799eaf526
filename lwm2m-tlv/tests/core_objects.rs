//! The compiled-in objects are what `data/` says: `src/model/core_objects/tables/` is generated from it, and this
//! test generates it anew and compares (`BLESS=1` writes it).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::model::{
    Bounds, CORE_OBJECTS, CoreObjects, Model, Operations, Range, core_object, core_version,
};
use lwm2m_tlv::{Path, Types, ValueType, Version};
use std::fmt::Write as _;

const OBJECTS: &str = include_str!("../data/objects.tsv");
const RESOURCES: &str = include_str!("../data/resources.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

fn constant(kind: &str) -> String {
    match kind {
        "-" => "UNTYPED".to_owned(),
        kind => {
            assert!(ValueType::ALL.iter().any(|known| known.name() == kind), "type {kind}");
            kind.to_uppercase()
        }
    }
}

fn range(text: &'static str) -> String {
    match Range::parse(text).map(|range| range.bounds) {
        None => "None".to_owned(),
        Some(Bounds::Between(low, high)) => format!("between({text:?}, {low:?}, {high:?})"),
        Some(Bounds::OneOf(numbers)) => format!("one_of({text:?}, &{numbers:?})"),
        Some(_) => format!("text({text:?})"),
    }
}

/// The files of tables: name, what the objects are, the first and the last of them.
const FAMILIES: [(&str, &str, u16, u16); 5] = [
    ("enabler", "The objects of the LwM2M enabler's first version", 0, 7),
    ("management", "Device management and connectivity profiles", 8, 16),
    ("extension", "Application data, security and bearers of later versions", 17, 27),
    (
        "further",
        "The objects of the 500s: configuration, detectors, SIM provisioning, measurements",
        500,
        511,
    ),
    ("cmdh", "The oneM2M CMDH policies", 2048, 2057),
];

const HEAD: &str =
    "// Generated from data/objects.tsv and data/resources.tsv by tests/core_objects.rs; do not edit.\n";

/// File names and contents.
fn generate() -> Vec<(String, String)> {
    let mut families: Vec<String> = FAMILIES.iter().map(|_| String::new()).collect();
    let mut objects = String::new();
    let mut newest: Vec<(u16, usize)> = Vec::new();
    let mut count = 0;
    for (index, row) in rows(OBJECTS).enumerate() {
        let [id, at, lwm2m, instances, presence, name] = row[..] else { panic!("{row:?}") };
        let number: u16 = id.parse().unwrap();
        let at = version(at);
        let lwm2m = version(lwm2m);
        let mut resources = String::new();
        let mut number_of_resources = 0;
        for row in rows(RESOURCES) {
            let [object, resource, since, until, name, operations, instances, presence, kind, allowed, units] =
                row[..]
            else {
                panic!("{row:?}")
            };
            if object != id || version(since) > at || (!until.is_empty() && version(until) < at) {
                continue;
            }
            let operations = if operations == "-" { "NONE" } else { operations };
            writeln!(
                resources,
                "    resource({resource}, {name:?}, Operations::{operations}, {instances}, {presence}, {}, {}, {units:?}),",
                constant(kind),
                range(allowed),
            )
            .unwrap();
            number_of_resources += 1;
        }
        let table = format!("RESOURCES_{number}_{}_{}", at.major, at.minor);
        let family = FAMILIES.iter().position(|family| (family.2..=family.3).contains(&number)).unwrap();
        write!(
            families[family],
            "\npub(super) static {table}: [ResourceDefinition; {number_of_resources}] = [\n{resources}];\n"
        )
        .unwrap();
        let class = if number < 1024 { "oma" } else { "ext" };
        let urn = if at == Version::V1_0 {
            format!("urn:oma:lwm2m:{class}:{number}")
        } else {
            format!("urn:oma:lwm2m:{class}:{number}:{at}")
        };
        writeln!(
            objects,
            "    object({number}, ({}, {}), ({}, {}), {instances}, {presence}, {name:?}, {urn:?}, &{table}),",
            at.major, at.minor, lwm2m.major, lwm2m.minor,
        )
        .unwrap();
        match newest.last_mut() {
            Some(last) if last.0 == number => last.1 = index,
            _ => newest.push((number, index)),
        }
        count += 1;
    }
    let mut out = String::from(HEAD);
    let mut sorted = FAMILIES;
    sorted.sort();
    for (name, what, ..) in sorted {
        writeln!(out, "/// {what}.\nmod {name};").unwrap();
    }
    out.push_str("\nuse super::{M, O, ObjectDefinition, S, object};\n");
    for (name, ..) in sorted {
        writeln!(out, "use {name}::*;").unwrap();
    }
    write!(
        out,
        "\n#[rustfmt::skip]\n\
         pub(super) static OBJECTS: [ObjectDefinition; {count}] = [\n{objects}];\n"
    )
    .unwrap();
    write!(
        out,
        "\n/// Object identifier and index of its newest version.\npub(super) static NEWEST: [(u16, u8); {}] = [\n",
        newest.len()
    )
    .unwrap();
    for (id, index) in newest {
        writeln!(out, "    ({id}, {index}),").unwrap();
    }
    out.push_str("];\n");
    let files = FAMILIES.iter().zip(families).map(|((name, ..), tables)| {
        let used = [
            "BOOLEAN",
            "CORELNK",
            "FLOAT",
            "INTEGER",
            "M",
            "O",
            "OBJLNK",
            "OPAQUE",
            "Operations",
            "ResourceDefinition",
            "S",
            "STRING",
            "TIME",
            "UNSIGNED",
            "UNTYPED",
            "between",
            "one_of",
            "resource",
            "text",
        ];
        let words: Vec<&str> =
            tables.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        let used: Vec<&str> = used.into_iter().filter(|name| words.contains(name)).collect();
        let file = format!(
            "{HEAD}#![cfg_attr(rustfmt, rustfmt_skip)]\n\nuse super::super::{{\n    {},\n}};\n{tables}",
            used.join(", ")
        );
        (format!("{name}.rs"), file)
    });
    files.chain([("mod.rs".to_owned(), out)]).collect()
}

#[test]
fn tables_are_fresh() {
    for (name, generated) in generate() {
        let path = format!("{}/src/model/core_objects/tables/{name}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &generated).unwrap();
        }
        let present = std::fs::read_to_string(&path).unwrap();
        assert!(present == generated, "{path} is stale: run this test with BLESS=1");
    }
}

#[test]
fn objects_and_resources_are_in_order() {
    assert!(
        CORE_OBJECTS.windows(2).all(|pair| (pair[0].id, pair[0].version) < (pair[1].id, pair[1].version))
    );
    for object in CORE_OBJECTS {
        assert!(object.resources.windows(2).all(|pair| pair[0].id < pair[1].id), "{}", object.id);
        for resource in object.resources.iter() {
            let path = Path::resource(object.id, 0, resource.id);
            assert_eq!(resource.operations.executable(), resource.value_type().is_none(), "{path}");
            assert_eq!(
                resource.range,
                resource.range.as_ref().and_then(|range| Range::parse(range.text.clone()))
            );
        }
    }
    // Every row of the data belongs to a version that exists.
    for row in rows(RESOURCES) {
        let id: u16 = row[0].parse().unwrap();
        for column in [row[2], row[3]] {
            assert!(
                column.is_empty()
                    || core_object(id, version(column)).is_some_and(|o| o.version == version(column))
            );
        }
    }
}

#[test]
fn every_object_asked_for_is_there() {
    // The registry has no definition of 17 and 18, and no object 506.
    let wanted = (0..=16).chain(19..=27).chain(500..=505).chain(507..=511).chain(2048..=2057);
    let wanted: Vec<u16> = wanted.collect();
    let mut found: Vec<u16> = CORE_OBJECTS.iter().map(|object| object.id).collect();
    found.dedup();
    assert_eq!(found, wanted);
    for id in wanted {
        let newest = CoreObjects.object(id).unwrap();
        assert_eq!(newest.id, id);
        assert_eq!(Some(newest.version), CORE_OBJECTS.iter().filter(|o| o.id == id).map(|o| o.version).max());
    }
    assert!(
        CoreObjects.object(17).is_none()
            && CoreObjects.object(18).is_none()
            && CoreObjects.object(65535).is_none()
    );
}

#[test]
fn versions_differ_where_they_should() {
    let resource = |object, minor, id| core_object(object, Version { major: 1, minor }).unwrap().resource(id);
    assert!(resource(0, 0, 13).is_none() && resource(0, 1, 13).is_some());
    assert_eq!(resource(1, 1, 14).unwrap().operations, Operations::NONE);
    assert_eq!(resource(1, 2, 14).unwrap().operations, Operations::RW);
    assert_eq!(
        core_object(21, Version::V1_1).unwrap().resource(0).unwrap().value_type(),
        Some(ValueType::String)
    );
    assert_eq!(CoreObjects.value_type(Path::resource(21, 0, 0)), Some(ValueType::Opaque));
    assert!(core_object(10, Version::V1_0).unwrap().resource(6).is_some());
    assert!(core_object(10, Version::V1_1).unwrap().resource(6).is_none());
    assert_eq!(core_version(3, Version::V1_1), Some(Version::V1_1));
    assert_eq!(core_version(3303, Version::V1_1), None);
    assert_eq!(core_version(0, Version { major: 2, minor: 0 }), None);
}
