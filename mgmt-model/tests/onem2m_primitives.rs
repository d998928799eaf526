//! Primitives of the five operations in the three serializations, out of the model and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![cfg(all(feature = "json", feature = "xml", feature = "cbor"))]

use mgmt_model::onem2m::{self, Method, Request, Resource, Response};
use mgmt_model::status::ResponseCode;
use mgmt_model::{Instance, Mapping, Message, Operation, Options, Reading, Target, Value};

fn attribute(name: &str) -> mgmt_model::AttributeId {
    Mapping::built_in().find_attribute(name).unwrap()
}

fn second(name: &str) -> Target {
    Target::new(attribute(name)).with_instance(Instance::index(1))
}

/// Every operation of the model that oneM2M has a primitive for.
fn operations() -> Vec<(Operation<'static>, Method)> {
    let software = Mapping::built_in().resource_by_name("software").unwrap();
    let name = Reading::new(attribute("software.softwareName"), "meter").with_instance(Instance::index(1));
    vec![
        (Operation::Read(vec![second("swr.vr"), second("swr.swn")]), Method::Retrieve),
        (Operation::Write(vec![name.clone()]), Method::Update),
        (Operation::Execute { action: second("swr.act"), arguments: vec![] }, Method::Update),
        (
            Operation::Create { resource: software, instance: Some(Instance::index(1)), values: vec![name] },
            Method::Create,
        ),
        (Operation::Delete { resource: software, instance: Instance::index(1) }, Method::Delete),
        (Operation::Observe(vec![second("swr.acts")]), Method::Create),
        (Operation::CancelObserve(vec![second("swr.acts")]), Method::Delete),
        (Operation::Discover(Some(software)), Method::Retrieve),
    ]
}

#[test]
fn every_operation_in_every_serialization_and_back() {
    let options = Options::default();
    for (operation, method) in operations() {
        let message = Message::request(vec![operation.clone()]);
        let lowered = onem2m::lower_request(&message, "cse-1/node-7", &options);
        assert_eq!(lowered.losses, [], "{operation:?}");
        let [request] = &lowered.output[..] else { panic!("{lowered:?}") };
        assert_eq!(request.operation, method);
        let json = request.to_json().unwrap();
        assert_eq!(Request::from_json(json.as_bytes()).unwrap(), *request);
        let cbor = request.to_cbor().unwrap();
        assert_eq!(Request::from_cbor(&cbor).unwrap(), *request);
        let xml = request.to_xml().unwrap();
        let from_xml = Request::from_xml(xml.as_bytes()).unwrap();
        assert_eq!(from_xml.other, request.other, "{xml}");
        assert_eq!((&from_xml.to, &from_xml.attributes), (&request.to, &request.attributes), "{xml}");
        // The model reads the same from each.
        let back = onem2m::lift_request(request, &options).unwrap();
        let back_xml = onem2m::lift_request(&from_xml, &options).unwrap();
        assert_eq!((&back.operations, &back.losses), (&back_xml.operations, &back_xml.losses), "{xml}");
        assert_eq!(back.losses, [], "{json}");
        match (&operation, &back.operations[..]) {
            (Operation::Discover(_), [Operation::Discover(_)]) => {}
            // A cancelled subscription is of the whole resource.
            (Operation::CancelObserve(_), [Operation::CancelObserve(targets)]) => {
                assert!(targets.iter().all(|target| target.instance == Instance::index(1)));
            }
            (_, [one]) => assert_eq!(said(one), said(&operation)),
            other => panic!("{other:?}"),
        }
    }
}

/// The operation without where it was read from.
fn said(operation: &Operation<'_>) -> String {
    let text = format!("{operation:?}");
    let mut shown = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("origin: ") {
        shown.push_str(before);
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    shown + rest
}

#[test]
fn subscription_as_the_schema_has_it() {
    let message = Message::request(vec![Operation::Observe(vec![second("swr.acts"), second("swr.ins")])]);
    let options = Options::default();
    let lowered = onem2m::lower_request(&message, "cse-1/node-7", &options).output;
    assert_eq!(
        lowered[0].to_json().unwrap(),
        concat!(
            r#"{"op":1,"to":"cse-1/node-7/swr-1","rqi":"1-1","ty":23,"pc":{"m2m:sub":{"rn":"sub-1","#,
            r#""enc":{"atr":["acts","ins"],"net":[1]},"nu":["urn:mgmt-model:server"],"nct":2}}}"#
        )
    );
}

#[test]
fn notifications() {
    let options = Options::default();
    let unit = Resource::new("m2m:swr").with("vr", "1.5");
    let requests = onem2m::notify(vec![unit], "acs", "cse-1/node-7/swr-1/sub-1", &options);
    let json = requests[0].to_json().unwrap();
    let xml = requests[0].to_xml().unwrap();
    let cbor = requests[0].to_cbor().unwrap();
    for request in [
        Request::from_json(json.as_bytes()).unwrap(),
        Request::from_xml(xml.as_bytes()).unwrap(),
        Request::from_cbor(&cbor).unwrap(),
    ] {
        let message = onem2m::lift_request(&request, &options).unwrap();
        let version = message.value_of(Mapping::built_in(), "swr.vr", &Instance::index(1));
        assert_eq!((version, message.losses.len()), (Some(&Value::text("1.5")), 0), "{xml}");
    }
    // Several in one, and what is about the subscription itself.
    let several = br#"{"op":5,"to":"acs","rqi":"n1","pc":{"m2m:agn":{"sgn":[{"nev":{"rep":{"m2m:bat":{"btl":57}},"net":1}},{"sud":true}]}}}"#;
    let request = Request::from_json(several).unwrap();
    let message = onem2m::lift_request(&request, &options).unwrap();
    assert_eq!(message.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
    assert_eq!(message.losses[0].name, "sgn.sud");
}

#[test]
fn responses() {
    let ok = Response::new(ResponseCode::OK, "r1").with_content(Resource::new("m2m:bat").with("btl", 57));
    let xml = ok.to_xml().unwrap();
    assert!(xml.contains("<rsc>2000</rsc><rqi>r1</rqi><pc><m2m:bat><btl>57</btl></m2m:bat></pc>"), "{xml}");
    let back = Response::from_xml(xml.as_bytes()).unwrap();
    assert_eq!((back.status, &*back.request_identifier), (ResponseCode::OK, "r1"));
    let read = onem2m::lift(&[back.content.unwrap()], &Options::default()).unwrap();
    assert_eq!(read.value(Mapping::built_in(), "bat.btl"), Some(&Value::Integer(57)));
    // What a discovery answers is no resource: kept, and written again.
    let list = br#"{"rsc":2000,"rqi":"r2","pc":{"m2m:uril":["cse-1/node-7/bat","cse-1/node-7/mem"]}}"#;
    let response = Response::from_json(list).unwrap();
    assert_eq!(response.content, None);
    assert_eq!(response.to_json().unwrap().as_bytes(), list);
    let xml = response.to_xml().unwrap();
    assert_eq!(Response::from_xml(xml.as_bytes()).unwrap(), response, "{xml}");
}

#[test]
fn refusals() {
    for (xml, kind) in [
        ("<rqp/>", "Type"),
        ("<m2m:rqp xmlns:m2m='http://www.onem2m.org/xml/protocols'/>", "Missing"),
        ("<m2m:rqp xmlns:m2m='http://www.onem2m.org/xml/protocols'><op>9</op></m2m:rqp>", "UnknownEnum"),
        ("<m2m:rqp xmlns:m2m='http://www.onem2m.org/xml/protocols'><op>x</op></m2m:rqp>", "InvalidValue"),
    ] {
        assert_eq!(Request::from_xml(xml.as_bytes()).unwrap_err().name(), kind, "{xml}");
    }
    let both = br#"{"op":3,"to":"n/rbo","rqi":"1","pc":{"m2m:rbo":{"rbo":true,"far":true}}}"#;
    let request = Request::from_json(both).unwrap();
    assert_eq!(
        onem2m::lift_request(&request, &Options::default()).unwrap_err(),
        mgmt_model::ErrorKind::Conflict
    );
    let unknown = Request::new(Method::Delete, "cse-1/elsewhere", "1");
    assert_eq!(
        onem2m::lift_request(&unknown, &Options::default()).unwrap().losses[0].name,
        "cse-1/elsewhere"
    );
}
