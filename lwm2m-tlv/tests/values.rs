//! Values, nodes, times and look-ups as a program uses them.
#![cfg(all(feature = "alloc", feature = "serde"))]
#![allow(clippy::unwrap_used, missing_docs)]

use lwm2m_tlv::interface::registration::{Binding, ObjectLink, ObjectLinks, Parameters};
use lwm2m_tlv::model::{
    Difference, Model, ObjectDefinition, Operations, Registry, ResourceDefinition, ResourceType,
};
use lwm2m_tlv::{DecodeOptions, Node, Objlnk, Path, Timestamp, Types, Value, ValueType, Version};

fn all() -> [Value<'static>; 9] {
    [
        Value::from("text"),
        Value::from(-5_i64),
        Value::from(5_u64),
        Value::from(1.5_f64),
        Value::from(true),
        Value::from(vec![1_u8, 2]),
        Value::Time(1_367_491_215),
        Value::from(Objlnk::new(3, 0)),
        Value::Corelnk("</3/0>".into()),
    ]
}

#[test]
fn each_value_gives_what_it_holds_and_nothing_else() {
    let types: Vec<ValueType> = all().iter().map(Value::value_type).collect();
    assert_eq!(
        types,
        [
            ValueType::String,
            ValueType::Integer,
            ValueType::Unsigned,
            ValueType::Float,
            ValueType::Boolean,
            ValueType::Opaque,
            ValueType::Time,
            ValueType::Objlnk,
            ValueType::Corelnk,
        ]
    );
    for value in all() {
        let kind = value.value_type();
        let is = |kinds: &[ValueType]| kinds.contains(&kind);
        assert_eq!(value.as_str().is_some(), is(&[ValueType::String, ValueType::Corelnk]), "{kind}");
        assert_eq!(value.as_bytes(), is(&[ValueType::Opaque]).then_some(&[1_u8, 2][..]));
        let integers = [ValueType::Integer, ValueType::Unsigned, ValueType::Time];
        assert_eq!(value.as_i64().is_some(), is(&integers), "{kind}");
        // -5 is no unsigned number.
        assert_eq!(value.as_u64().is_some(), is(&[ValueType::Unsigned, ValueType::Time]), "{kind}");
        let numbers = [ValueType::Integer, ValueType::Unsigned, ValueType::Float];
        assert_eq!(value.as_f64().is_some(), is(&numbers), "{kind}");
        assert_eq!(value.as_bool(), is(&[ValueType::Boolean]).then_some(true));
        assert_eq!(value.as_objlnk(), is(&[ValueType::Objlnk]).then_some(Objlnk::new(3, 0)));
        assert_eq!(value.clone().into_owned(), value);
    }
}

#[test]
fn numbers_are_given_only_where_they_are_exact() {
    assert_eq!(Value::from(u64::MAX).as_i64(), None);
    assert_eq!(Value::from(u64::MAX).as_f64(), None);
    assert_eq!(Value::from(1_u64 << 53).as_f64(), Some(9_007_199_254_740_992.0));
    assert_eq!(Value::from((1_i64 << 53) + 1).as_f64(), None);
    for (value, number) in [
        (Value::from(7_i8), 7),
        (Value::from(7_i16), 7),
        (Value::from(7_i32), 7),
        (Value::from(7_u8), 7),
        (Value::from(7_u16), 7),
        (Value::from(7_u32), 7),
    ] {
        assert_eq!(value.as_i64(), Some(number));
    }
    assert_eq!(Value::from(0.5_f32).as_f64(), Some(0.5));
    assert_eq!(Value::from(String::from("a")).as_str(), Some("a"));
    assert_eq!(Value::from(&b"a"[..]).as_bytes(), Some(&b"a"[..]));
}

#[test]
fn object_links_are_two_identifiers() {
    assert!(Objlnk::NULL.is_null());
    assert_eq!(Objlnk::NULL.target(), None);
    assert_eq!(Objlnk::new(65_535, 0).target(), Some(Path::instance(65_535, 0)));
    let json = serde_json::to_string(&Objlnk::new(3, 1)).unwrap();
    assert_eq!(json, "\"3:1\"");
    assert_eq!(serde_json::from_str::<Objlnk>(&json).unwrap(), Objlnk::new(3, 1));
    for bad in ["\"3\"", "\"3:65536\"", "\"03:1\"", "\"3:\"", "\"3:x\"", "3"] {
        assert!(serde_json::from_str::<Objlnk>(bad).is_err(), "{bad}");
    }
    for kind in ValueType::ALL {
        assert_eq!(kind.to_string(), kind.name());
        let json = serde_json::to_string(kind).unwrap();
        assert_eq!(json.trim_matches('"'), kind.name());
    }
}

#[test]
fn nodes_keep_time_and_device() {
    let node = Node::new(Path::resource(3, 0, 9), 100_i64)
        .with_time(Timestamp::Relative(-2.5))
        .with_prefix(String::from("dev1"));
    assert_eq!((node.prefix(), node.value()), (Some("dev1"), Some(&Value::Integer(100))));
    assert_eq!(node.clone().into_owned(), node);
    for empty in [Node::empty(Path::instance(3, 0)), Node::none(Path::resource(3, 0, 4))] {
        assert_eq!(empty.value(), None);
        assert_eq!(empty.clone().into_owned(), empty);
    }
    assert_eq!(Timestamp::from_senml(-1.0), Timestamp::Relative(-1.0));
    assert_eq!(Timestamp::from_senml(1.4e9), Timestamp::Absolute(1.4e9));
    assert_eq!(Timestamp::Relative(-2.5).resolve(10.0), 7.5);
    assert_eq!(Timestamp::Absolute(3.0).resolve(10.0), 3.0);
    assert!(Timestamp::Relative(0.0).is_relative() && !Timestamp::Absolute(0.0).is_relative());
    assert_eq!(Timestamp::Absolute(-2.9).whole_seconds(), Some(-2));
    assert_eq!(Timestamp::Absolute(f64::NAN).whole_seconds(), None);
    assert_eq!(Timestamp::Absolute(1e19).whole_seconds(), None);
}

#[test]
fn registration_parameters_come_back_as_they_were() {
    let parameters = Parameters::new("node 1", Version::V1_1)
        .with_lifetime(60)
        .with_binding(Binding::UDP.with(Binding::SMS))
        .with_queue_mode();
    assert_eq!(parameters.to_query(), ["ep=node 1", "lt=60", "lwm2m=1.1", "b=US", "Q"]);
    let read = Parameters::decode(parameters.to_query(), &DecodeOptions::strict(), &mut ()).unwrap();
    assert_eq!(read, parameters);
    assert_eq!(read.into_owned(), parameters);

    // In 1.0 the queue mode is a letter, behind the transport it is for.
    for (binding, written) in [
        (Some(Binding::UDP.with(Binding::SMS)), "b=UQS"),
        (Some(Binding::UDP), "b=UQ"),
        (Some(Binding::SMS), "b=SQ"),
        (None, "b=UQ"),
    ] {
        let mut old = Parameters::new("a", Version::V1_0).with_queue_mode();
        old.binding = binding;
        assert_eq!(old.to_query(), ["ep=a", "lwm2m=1.0", written]);
        let read = Parameters::from_query("ep=a&lwm2m=1.0").unwrap();
        assert!(!read.queue_mode);
        assert!(Parameters::decode(old.to_query(), &DecodeOptions::strict(), &mut ()).unwrap().queue_mode);
    }

    let read = Parameters::from_query("ep=a%20b&sms=%2b491&pid=1,x&x-vendor=1&flag&Q").unwrap();
    assert_eq!(read.endpoint.as_deref(), Some("a b"));
    assert_eq!(read.sms_number.as_deref(), Some("+491"));
    assert_eq!(read.other, ["x-vendor=1", "flag"]);
    assert_eq!(read.to_query(), ["ep=a b", "Q", "sms=+491", "pid=1,x", "x-vendor=1", "flag"]);
    assert_eq!(Parameters::from_query("").unwrap(), Parameters::default());
}

#[test]
fn wrong_registration_parameters_are_refused() {
    for (query, kind) in [
        ("ep", "InvalidValue"),
        ("ep=", "InvalidValue"),
        ("lt", "InvalidValue"),
        ("lt=x", "InvalidValue"),
        ("lt=4294967296", "OutOfRange"),
        ("lwm2m", "InvalidValue"),
        ("lwm2m=one", "InvalidValue"),
        ("lwm2m=2.0", "UnsupportedVersion"),
        ("b", "InvalidValue"),
        ("b=UU", "InvalidValue"),
        ("b=X", "InvalidValue"),
        ("b=UQQ", "InvalidValue"),
        ("b=", "InvalidValue"),
        ("Q=1", "InvalidValue"),
        ("sms", "InvalidValue"),
        ("sms=", "InvalidValue"),
        ("ep=a&ep=b", "Duplicate"),
        ("ep=a&&lt=1", "Syntax"),
        ("ep=%2", "Syntax"),
        ("ep=%zz", "Syntax"),
        ("ep=%ff", "Syntax"),
    ] {
        let error = Parameters::from_query(query).unwrap_err();
        assert_eq!(error.name(), kind, "{query}");
    }
    // A version in quotes is a deviation.
    assert_eq!(Parameters::from_query("lwm2m=\"1.1\"").unwrap().version, Some(Version::V1_1));
    assert!(Parameters::decode(["lwm2m=\"1.1\""], &DecodeOptions::strict(), &mut ()).is_err());
}

#[test]
fn object_links_are_written_as_they_are_read() {
    let mut links = ObjectLinks::default();
    links.root = Some("/lwm2m".into());
    links.links = vec![
        ObjectLink::new(Path::object(3)).with_version(Version::V1_1),
        ObjectLink::new(Path::instance(3, 0)),
        ObjectLink::new(Path::instance(3303, 1)).with_prefix("dev1"),
    ];
    let payload = links.to_payload();
    let payload = payload.unwrap();
    assert_eq!(ObjectLinks::from_payload(payload.as_bytes()).unwrap(), links, "{payload}");
    assert!(ObjectLinks::from_payload(b"</a>;rt=\"oma.lwm2m\",</b>;rt=\"oma.lwm2m\"").is_err());
    assert!(ObjectLinks::from_payload(b"</3>;ver=x").is_err());
    assert!(ObjectLinks::from_payload(b"</>;ct=x;rt=\"oma.lwm2m\"").is_err());
}

fn resource(id: u16, kind: ValueType) -> ResourceDefinition {
    ResourceDefinition::new(id, "Name", Operations::RW, ResourceType::Known(kind))
}

#[test]
fn a_registry_serves_the_version_that_is_nearest() {
    let path = Path::resource(3303, 0, 1);
    let definition = |version, kind| {
        let mut definition = ObjectDefinition::new(3303, "Temperature", [resource(1, kind)]);
        definition.version = version;
        definition
    };
    let mut registry = Registry::empty();
    assert!(registry.object(3).is_none() && registry.newest(3303).is_none());
    registry
        .extend([definition(Version::V1_0, ValueType::Float), definition(Version::V1_1, ValueType::Integer)]);
    assert_eq!(registry.iter().count(), 2);
    let replaced = registry.add(definition(Version::V1_1, ValueType::String)).unwrap();
    assert_eq!(replaced.resources.first().unwrap().value_type(), Some(ValueType::Integer));

    assert_eq!(registry.value_type(path), Some(ValueType::String));
    assert_eq!(registry.multiple(path), Some(false));
    assert_eq!(registry.multiple(Path::resource(3303, 0, 2)), None);
    let old = registry.at(|id| (id == 3303).then_some(Version::V1_0));
    assert_eq!((old.value_type(path), old.multiple(path)), (Some(ValueType::Float), Some(false)));
    assert_eq!(old.value_type(Path::resource(3304, 0, 1)), None);
    assert!(Model::object(&&old, 3303).is_some(), "a reference is a model too");
    assert!(registry.definition(3303, "2.0".parse().unwrap()).is_none(), "another major version");
    // Compiled-in definitions stand below the added ones.
    let with_core = Registry::default();
    assert_eq!(with_core.value_type(Path::resource(3, 0, 9)), Some(ValueType::Integer));
    assert!(with_core.iter().count() > 30);
}

#[test]
fn versions_of_an_object_are_compared() {
    let old = ObjectDefinition::new(1, "A", [resource(0, ValueType::String), resource(1, ValueType::Float)]);
    let mut changed = resource(1, ValueType::Integer);
    changed.operations = Operations::R;
    changed.multiple = true;
    changed.mandatory = !changed.mandatory;
    changed.units = "s".into();
    let mut new = ObjectDefinition::new(1, "A", [changed, resource(2, ValueType::Time)]);
    new.multiple = !old.multiple;
    new.mandatory = !old.mandatory;
    assert_eq!(
        old.differences(&new),
        [
            Difference::ObjectMultiplicity,
            Difference::ObjectPresence,
            Difference::Removed(0),
            Difference::Operations(1),
            Difference::Type(1),
            Difference::Multiplicity(1),
            Difference::Presence(1),
            Difference::Units(1),
            Difference::Added(2),
        ]
    );
    assert!(old.differences(&old).is_empty());
    assert_eq!(new.differences(&old).last(), Some(&Difference::Removed(2)));
}
