//! oneM2M resources and primitives in their three serializations.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::indexing_slicing)]
#![cfg(all(feature = "json", feature = "xml", feature = "cbor"))]

use mgmt_model::onem2m::{Method, Request, Resource, Response, check_request, lift};
use mgmt_model::resource::Base;
use mgmt_model::status::ResponseCode;
use mgmt_model::{ErrorKind, Mapping, Options, Value};
use proptest::prelude::*;

/// A value of every attribute of a resource, as its type has them.
fn sample(mapping: &Mapping, resource: &mgmt_model::resource::Resource) -> Resource<'static> {
    let id = mapping.resource_by_name(&resource.name).unwrap();
    let mut sample = Resource::new(resource.short.clone().into_owned());
    for (_, attribute) in mapping.attributes_of(id) {
        let short = attribute.short.clone().into_owned();
        if short.is_empty() || short.contains('.') || short == "cmlk" {
            continue;
        }
        let data_type = attribute.data_type;
        let one = match data_type.base {
            Base::Boolean | Base::Action => Value::Boolean(true),
            Base::Float => Value::Float(1.5),
            Base::Timestamp | Base::AbsRelTimestamp => Value::text("20260314T011709"),
            Base::Base64 => Value::text("AAE="),
            Base::ActionStatus => Value::Record(vec![("acn".into(), "x".into()), ("sus".into(), 3.into())]),
            Base::Enumeration(index) => Value::from(mapping.enumerations()[usize::from(index)].values[0].0),
            _ if data_type.is_number() => Value::Integer(data_type.minimum.max(2).min(data_type.maximum)),
            _ => Value::text("text"),
        };
        let value = if data_type.list { Value::List(vec![one.clone(), one]) } else { one };
        sample.attributes.push((short.into(), value));
    }
    sample
}

/// The same values after types were read from texts.
fn typed(resource: &Resource<'_>) -> Vec<(String, Value<'static>)> {
    let mapping = Mapping::built_in();
    let id = mapping.resource_by_name(&resource.name).unwrap();
    let mut typed = Vec::new();
    for (name, value) in &resource.attributes {
        let Some(attribute) = mapping.attribute_of(id, name).and_then(|id| mapping.attribute(id)) else {
            continue;
        };
        let value = attribute.data_type.coerce(value.clone(), mapping.enumerations());
        typed.push((name.to_string(), value.unwrap_or_else(|kind| panic!("{name}: {kind}")).into_owned()));
    }
    typed
}

#[test]
fn every_resource_in_every_serialization() {
    let mapping = Mapping::built_in();
    for kind in mapping.resources() {
        let resource = sample(mapping, kind);
        let all = std::slice::from_ref(&resource);
        let json = Resource::to_json(all).unwrap();
        assert_eq!(Resource::from_json(json.as_bytes()).unwrap(), all, "{json}");
        let cbor = Resource::to_cbor(all).unwrap();
        assert_eq!(Resource::from_cbor(&cbor).unwrap(), all, "{json}");
        let xml = Resource::to_xml(all).unwrap();
        let read = Resource::from_xml(xml.as_bytes()).unwrap();
        assert_eq!(typed(&read[0]), typed(&resource), "{xml}");
    }
}

/// JSON and CBOR carry any name, XML does not: refused, not written ill-formed.
#[test]
fn names_that_xml_cannot_carry_are_refused() {
    for name in ["a b", "1", "a><b", ""] {
        let resource = Resource::new(name.to_owned());
        assert!(Resource::to_xml(std::slice::from_ref(&resource)).is_err(), "{name}");
        let mut resource = Resource::new("m2m:fwr");
        resource.attributes.push((name.to_owned().into(), Value::text("x")));
        assert!(Resource::to_xml(std::slice::from_ref(&resource)).is_err(), "{name}");
        assert!(Resource::to_json(std::slice::from_ref(&resource)).is_ok(), "{name}");
    }
}

#[test]
fn xml_as_the_schema_has_it() {
    let resource = Resource::new("m2m:fwr")
        .with("url", "https://files.example/f.bin")
        .with("vr", "2.0")
        .with("rn", "fwr-1")
        .with("uds", Value::Record(vec![("sus".into(), Value::Integer(3))]))
        .with("lbl", Value::List(vec!["a".into(), "b".into()]))
        .with("fwn", Value::Null);
    let xml = Resource::to_xml(std::slice::from_ref(&resource)).unwrap();
    let body = xml.split_once("?>\n").unwrap().1;
    assert_eq!(
        body,
        "<m2m:fwr xmlns:m2m=\"http://www.onem2m.org/xml/protocols\" rn=\"fwr-1\"><lbl>a b</lbl><vr>2.0</vr><fwn/>\
         <url>https://files.example/f.bin</url><uds><sus>3</sus></uds></m2m:fwr>"
    );
    // Another prefix for the namespace, long names, several resources.
    let other = "<x:pc xmlns:x=\"http://www.onem2m.org/xml/protocols\"><x:memory><memTotal>5</memTotal></x:memory>\
                 <x:cmp><cmlk name=\"d\" type=\"1013\">cmdf</cmlk><cmlk name=\"l\" type=\"1016\">cml-1</cmlk></x:cmp></x:pc>";
    let read = Resource::from_xml(other.as_bytes()).unwrap();
    let message = lift(&read, &Options::default()).unwrap();
    let mapping = Mapping::built_in();
    assert_eq!(message.value(mapping, "memory.memTotal"), Some(&Value::Integer(5)));
    assert_eq!(
        message.value(mapping, "cmdhPolicy.mgmtLink[cmdhLimits]"),
        Some(&Value::List(vec![Value::text("cml-1")]))
    );
    for (bad, name) in [
        (
            "<m2m:fwr xmlns:m2m=\"http://www.onem2m.org/xml/protocols\"><vr>1</vr><vr>2</vr></m2m:fwr>",
            "Duplicate",
        ),
        ("<m2m:fwr><vr>1</vr></m2m:fwr>", "UnboundPrefix"),
        ("<fwr><vr>1</vr>", "Truncated"),
    ] {
        assert_eq!(Resource::from_xml(bad.as_bytes()).unwrap_err().name(), name, "{bad}");
    }
}

#[test]
fn names_that_drifted() {
    let read = Resource::from_json(
        br#"[{"m2m:firmware":{"name":"f"}},{"andi":{"devId":"7"}},{"m2m:andi":{"status":"sleeping"}}]"#,
    )
    .unwrap();
    let message = lift(&read, &Options::default()).unwrap();
    let mapping = Mapping::built_in();
    assert_eq!(message.value(mapping, "fwr.fwn"), Some(&Value::text("f")));
    assert_eq!(message.value(mapping, "andi.dvd"), Some(&Value::text("7")));
    assert_eq!(message.value(mapping, "andi.ss"), Some(&Value::text("sleeping")));
    assert_eq!(message.losses, []);
}

#[test]
fn primitives() {
    for method in [Method::Create, Method::Retrieve, Method::Update, Method::Delete, Method::Notify] {
        let request = Request::new(method, "cse/node-1", "42")
            .with_from("Cadmin")
            .with_resource_type(13)
            .with_content(Resource::new("m2m:bat").with("btl", 57));
        let json = request.to_json().unwrap();
        assert!(json.starts_with(&format!(
            r#"{{"op":{},"to":"cse/node-1","fr":"Cadmin","rqi":"42","#,
            method.number()
        )));
        assert_eq!(Request::from_json(json.as_bytes()).unwrap(), request);
        assert_eq!(Request::from_cbor(&request.to_cbor().unwrap()).unwrap(), request);
        let wrapped = format!(r#"{{"m2m:rqp":{json}}}"#);
        assert_eq!(Request::from_json(wrapped.as_bytes()).unwrap(), request);
    }
    let response =
        Response::new(ResponseCode(2000), "42").with_content(Resource::new("m2m:bat").with("btl", 57));
    let json = response.to_json().unwrap();
    assert_eq!(json, r#"{"rsc":2000,"rqi":"42","pc":{"m2m:bat":{"btl":57}}}"#);
    assert_eq!(Response::from_json(json.as_bytes()).unwrap(), response);
    assert_eq!(Response::from_cbor(&response.to_cbor().unwrap()).unwrap(), response);
    assert_eq!(Request::from_json(br#"{"op":9,"to":"x","rqi":"1"}"#).unwrap_err().name(), "UnknownEnum");
    assert_eq!(Request::from_json(br#"{"op":2,"to":"x"}"#).unwrap_err().name(), "Missing");
}

#[test]
fn what_requests_may_give() {
    let mapping = Mapping::built_in();
    let check = |method, content: &str| {
        let content = Resource::from_json(content.as_bytes()).unwrap().remove(0).into_owned();
        check_request(&Request::new(method, "x", "1").with_content(content), mapping)
    };
    assert_eq!(check(Method::Create, r#"{"m2m:mem":{"mgd":1003,"mma":1,"mmt":2}}"#), Ok(()));
    assert_eq!(
        check(Method::Create, r#"{"m2m:mem":{"mma":1}}"#),
        Err(ErrorKind::Missing("mandatory attribute"))
    );
    assert_eq!(check(Method::Update, r#"{"m2m:mem":{"mma":1}}"#), Ok(()));
    assert_eq!(check(Method::Update, r#"{"m2m:dvi":{"man":"x"}}"#), Err(ErrorKind::Unexpected("attribute")));
    assert_eq!(check(Method::Update, r#"{"m2m:fwr":{"url":null}}"#), Ok(()));
    assert_eq!(
        check(Method::Update, r#"{"m2m:bat":{"btl":101}}"#),
        Err(ErrorKind::OutOfRange("unsignedInt"))
    );
    assert_eq!(check(Method::Update, r#"{"m2m:swr":{"in":true,"un":true}}"#), Err(ErrorKind::Conflict));
    assert_eq!(check(Method::Update, r#"{"m2m:bat":{"xyz":1}}"#), Err(ErrorKind::NoMapping));
}

fn any_value() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e12_f64..1e12).prop_filter("a fraction", |n| n.fract() != 0.0).prop_map(Value::Float),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..4)
                .prop_map(|map| Value::Record(map.into_iter().map(|(k, v)| (k.into(), v)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn json_and_cbor_agree(value in any_value()) {
        let resource = [Resource::new("acme:x").with("a", value)];
        let json = Resource::to_json(&resource).unwrap();
        prop_assert_eq!(&Resource::from_json(json.as_bytes()).unwrap()[..], &resource[..]);
        let cbor = Resource::to_cbor(&resource).unwrap();
        prop_assert_eq!(&Resource::from_cbor(&cbor).unwrap()[..], &resource[..]);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(resources) = Resource::from_cbor(&bytes)
            && let Ok(again) = Resource::to_cbor(&resources)
        {
            prop_assert_eq!(Resource::from_cbor(&again).unwrap(), resources);
        }
        let _ = Resource::from_json(&bytes);
        let _ = Resource::from_xml(&bytes);
    }
}

/// XML has texts only; what they are is in the tables, so that the same resource comes out of each serialization.
#[test]
#[cfg(all(feature = "json", feature = "xml", feature = "cbor"))]
fn the_same_from_every_serialization() {
    for json in [
        r#"{"m2m:fwr":{"vr":"5","url":"https://f.example/1","ud":true,"uds":{"acn":"https://f.example/1","sus":3}}}"#,
        r#"{"m2m:bat":{"btl":20,"bts":1}}"#,
        r#"{"m2m:cml":{"od":1,"lec":[2,3],"lqet":[{"min":1,"max":2}],"lda":[true,false]}}"#,
        r#"{"m2m:mgc":{"cmt":4,"exra":{"dld":[{"ftyp":"1 Firmware Upgrade Image","url":"https://f.example/1","fsi":100,"dss":5}]},"exe":true}}"#,
        r#"{"m2m:mem":{"ct":"20260102T030405","lbl":["17","true"],"mma":18446744073709551615,"mmt":1}}"#,
        r#"{"dcfg:wific":{"ssid":"1","wcrds":{"enct":3,"wpap":"12345678"},"scan":false,"scanr":["7"]}}"#,
        r#"[{"m2m:rbo":{"rbo":true,"far":false}},{"m2m:unknown":{"a":"1"}}]"#,
    ] {
        let read = Resource::from_json(json.as_bytes()).unwrap();
        let xml = Resource::to_xml(&read).unwrap();
        let again = Resource::from_xml(xml.as_bytes()).unwrap();
        assert_eq!(Resource::to_json(&again).unwrap(), json, "{xml}");
        let cbor = Resource::to_cbor(&again).unwrap();
        assert_eq!(Resource::to_json(&Resource::from_cbor(&cbor).unwrap()).unwrap(), json);
    }
    // What the type does not allow stays as it is said.
    let odd = b"<m2m:bat xmlns:m2m=\"http://www.onem2m.org/xml/protocols\"><btl>full</btl><bts/></m2m:bat>";
    let read = Resource::from_xml(odd).unwrap();
    assert_eq!(Resource::to_json(&read).unwrap(), r#"{"m2m:bat":{"btl":"full","bts":null}}"#);
}
