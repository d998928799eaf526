//! Operations become the right requests, and come out of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::interface::attributes::AttributeChanges;
use lwm2m_tlv::interface::bootstrap::BootstrapParameters;
use lwm2m_tlv::interface::operation::{Method, Operation, Receiver, Request, ResponseCode, WriteMode};
use lwm2m_tlv::interface::registration::{Binding, ObjectLink, ObjectLinks, Parameters};
use lwm2m_tlv::model::CoreObjects;
use lwm2m_tlv::model::validate::FindingKind;
use lwm2m_tlv::{ContentFormat, DecodeOptions, Error, ErrorKind, Path, Version};
use std::borrow::Cow;

const TLV: Option<ContentFormat> = Some(ContentFormat::TLV);
const SENML: Option<ContentFormat> = Some(ContentFormat::SENML_CBOR);

fn changes(query: &str) -> AttributeChanges {
    AttributeChanges::from_query(query).unwrap()
}

fn bytes(payload: &'static [u8]) -> Cow<'static, [u8]> {
    Cow::Borrowed(payload)
}

fn links() -> ObjectLinks<'static> {
    let mut links = ObjectLinks::default();
    links.content_formats = vec![ContentFormat::SENML_JSON, ContentFormat::SENML_CBOR];
    links.links = vec![
        ObjectLink::new(Path::object(1)).with_version(Version::V1_2),
        ObjectLink::new(Path::instance(1, 0)),
        ObjectLink::new(Path::instance(3, 0)),
    ];
    links
}

/// Operation, receiver, method, path and query, `Observe`, success.
type Row = (Operation<'static>, Receiver, Method, &'static str, Option<u32>, &'static str);

fn rows() -> Vec<Row> {
    let (server, client, bootstrapped) = (Receiver::Server, Receiver::Client, Receiver::BootstrappedClient);
    let location = || vec![Cow::Borrowed("rd"), Cow::Borrowed("5a3f")];
    let device = Path::instance(3, 0);
    let level = Path::resource(3, 0, 9);
    vec![
        (
            Operation::BootstrapRequest(
                BootstrapParameters::new("node").with_preferred_format(ContentFormat::SENML_CBOR),
            ),
            server,
            Method::Post,
            "bs?ep=node&pct=112",
            None,
            "2.04",
        ),
        (
            Operation::BootstrapPackRequest { parameters: BootstrapParameters::new("node"), accept: SENML },
            server,
            Method::Get,
            "bspack?ep=node",
            None,
            "2.05",
        ),
        (Operation::BootstrapDiscover { path: Path::ROOT }, bootstrapped, Method::Get, "", None, "2.05"),
        (
            Operation::BootstrapRead { path: Path::object(1), accept: TLV },
            bootstrapped,
            Method::Get,
            "1",
            None,
            "2.05",
        ),
        (
            Operation::BootstrapWrite {
                path: Path::instance(0, 1),
                format: TLV,
                payload: bytes(b"\xc0\x0a"),
            },
            bootstrapped,
            Method::Put,
            "0/1",
            None,
            "2.04",
        ),
        (Operation::BootstrapDelete { path: Path::ROOT }, bootstrapped, Method::Delete, "", None, "2.02"),
        (Operation::BootstrapFinish, bootstrapped, Method::Post, "bs", None, "2.04"),
        (
            Operation::Register {
                parameters: Parameters::new("node", Version::V1_1)
                    .with_lifetime(60)
                    .with_binding(Binding::UDP.with(Binding::SMS))
                    .with_queue_mode(),
                links: links(),
            },
            server,
            Method::Post,
            "rd?ep=node&lt=60&lwm2m=1.1&b=US&Q",
            None,
            "2.01",
        ),
        (
            Operation::Update {
                location: location(),
                parameters: Parameters::default().with_lifetime(600_000),
                links: None,
            },
            server,
            Method::Post,
            "rd/5a3f?lt=600000",
            None,
            "2.04",
        ),
        (
            Operation::Update {
                location: location(),
                parameters: Parameters::default(),
                links: Some(links()),
            },
            server,
            Method::Post,
            "rd/5a3f",
            None,
            "2.04",
        ),
        (Operation::Deregister { location: location() }, server, Method::Delete, "rd/5a3f", None, "2.02"),
        (
            Operation::Send { format: SENML, payload: bytes(b"\x80") },
            server,
            Method::Post,
            "dp",
            None,
            "2.04",
        ),
        (Operation::Read { path: device, accept: TLV }, client, Method::Get, "3/0", None, "2.05"),
        (
            Operation::Discover { path: device, depth: Some(2) },
            client,
            Method::Get,
            "3/0?depth=2",
            None,
            "2.05",
        ),
        (Operation::Discover { path: Path::object(3), depth: None }, client, Method::Get, "3", None, "2.05"),
        (
            Operation::Write {
                path: device,
                mode: WriteMode::Replace,
                format: TLV,
                payload: bytes(b"\xc0\x0f"),
            },
            client,
            Method::Put,
            "3/0",
            None,
            "2.04",
        ),
        (
            Operation::Write {
                path: device,
                mode: WriteMode::PartialUpdate,
                format: TLV,
                payload: bytes(b""),
            },
            client,
            Method::Post,
            "3/0",
            None,
            "2.04",
        ),
        (
            Operation::Write {
                path: Path::resource(2, 0, 2),
                mode: WriteMode::PartialUpdate,
                format: TLV,
                payload: bytes(b"\x80\x02"),
            },
            client,
            Method::Post,
            "2/0/2",
            None,
            "2.04",
        ),
        (
            Operation::WriteAttributes { path: level, changes: changes("pmin=10&gt") },
            client,
            Method::Put,
            "3/0/9?pmin=10&gt",
            None,
            "2.04",
        ),
        (
            Operation::Execute { path: Path::resource(3, 0, 4), arguments: bytes(b"") },
            client,
            Method::Post,
            "3/0/4",
            None,
            "2.04",
        ),
        (
            Operation::Execute { path: Path::resource(5, 0, 2), arguments: bytes(b"0='x'") },
            client,
            Method::Post,
            "5/0/2",
            None,
            "2.04",
        ),
        (
            Operation::Create { path: Path::object(2), format: TLV, payload: bytes(b"\x00\x01") },
            client,
            Method::Post,
            "2",
            None,
            "2.01",
        ),
        (Operation::Delete { path: Path::instance(2, 7) }, client, Method::Delete, "2/7", None, "2.02"),
        (
            Operation::ReadComposite { format: SENML, accept: SENML, payload: bytes(b"\x80") },
            client,
            Method::Fetch,
            "",
            None,
            "2.05",
        ),
        (
            Operation::WriteComposite { format: SENML, payload: bytes(b"\x80") },
            client,
            Method::IPatch,
            "",
            None,
            "2.04",
        ),
        (
            Operation::Observe { path: level, accept: None, attributes: changes("pmax=5") },
            client,
            Method::Get,
            "3/0/9?pmax=5",
            Some(0),
            "2.05",
        ),
        (
            Operation::CancelObservation { path: level, accept: None },
            client,
            Method::Get,
            "3/0/9",
            Some(1),
            "2.05",
        ),
        (
            Operation::ObserveComposite {
                format: SENML,
                accept: SENML,
                attributes: AttributeChanges::default(),
                payload: bytes(b"\x80"),
            },
            client,
            Method::Fetch,
            "",
            Some(0),
            "2.05",
        ),
        (
            Operation::CancelObservationComposite { format: SENML, accept: None, payload: bytes(b"\x80") },
            client,
            Method::Fetch,
            "",
            Some(1),
            "2.05",
        ),
    ]
}

fn read<'r>(request: &'r Request<'_>, receiver: Receiver) -> Result<Operation<'r>, Error> {
    Operation::from_request(request, receiver, &DecodeOptions::strict(), &mut ())
}

#[test]
fn every_operation_there_and_back() {
    let mut names = Vec::new();
    for (operation, receiver, method, uri, observe, success) in rows() {
        let request = operation.to_request().unwrap();
        let mut written = request.path.join("/");
        if !request.query.is_empty() {
            written = format!("{written}?{}", request.query.join("&"));
        }
        let name = operation.name();
        assert_eq!((request.method, &*written, request.observe), (method, uri, observe), "{name}");
        assert_eq!(read(&request, receiver).unwrap(), operation, "{name}");
        assert_eq!(operation.success().to_string(), success, "{name}");
        assert!(operation.success().is_success());
        assert!(operation.failures().iter().all(|code| !code.is_success()), "{name}");
        assert!(operation.failures().contains(&ResponseCode::BAD_REQUEST), "{name}");
        // Below an alternate path.
        let below = request.clone().under("/lwm2m/x");
        assert_eq!(below.path[..2], ["lwm2m", "x"]);
        assert_eq!(below.clone().strip("/lwm2m/x"), Some(request));
        assert_eq!(below.strip("/other"), None);
        names.push(name);
    }
    names.dedup();
    assert_eq!(names.len(), 24, "every operation has a row: {names:?}");
}

#[test]
fn link_format_is_stated() {
    let register = Operation::Register { parameters: Parameters::new("node", Version::V1_1), links: links() };
    let request = register.to_request().unwrap();
    assert_eq!(request.content_format, Some(ContentFormat::LINK_FORMAT));
    assert_eq!(
        std::str::from_utf8(&request.payload).unwrap(),
        "</>;rt=\"oma.lwm2m\";ct=\"110 112\",</1>;ver=1.2,</1/0>,</3/0>"
    );
    let discover = Operation::Discover { path: Path::object(3), depth: None };
    assert_eq!(discover.to_request().unwrap().accept, Some(ContentFormat::LINK_FORMAT));
}

#[test]
fn versions() {
    let since = |name| rows().into_iter().find(|row| row.0.name() == name).unwrap().0.since();
    assert_eq!(since("Read"), Version::V1_0);
    assert_eq!(since("Send"), Version::V1_1);
    assert_eq!(since("Read-Composite"), Version::V1_1);
    assert_eq!(since("Bootstrap-Pack-Request"), Version::V1_2);
}

#[test]
fn levels_are_held() {
    let root = Path::ROOT;
    let level = Path::resource(3, 0, 9);
    for operation in [
        Operation::Read { path: root, accept: None },
        Operation::Execute { path: Path::instance(3, 0), arguments: bytes(b"") },
        Operation::Create { path: level, format: None, payload: bytes(b"") },
        Operation::Delete { path: level },
        Operation::Write {
            path: Path::object(3),
            mode: WriteMode::Replace,
            format: TLV,
            payload: bytes(b"x"),
        },
        Operation::BootstrapWrite { path: root, format: TLV, payload: bytes(b"") },
        Operation::Discover { path: Path::resource_instance(3, 0, 6, 0), depth: None },
    ] {
        let error = operation.to_request().unwrap_err();
        assert_eq!(error.name(), "Path", "{operation:?}");
    }
    // What a request cannot tell from Execute is not written.
    let write = Operation::Write {
        path: level,
        mode: WriteMode::PartialUpdate,
        format: Some(ContentFormat::TEXT),
        payload: bytes(b"5"),
    };
    assert!(matches!(write.to_request().unwrap_err().kind(), ErrorKind::NotExpressible(_)));
    assert!(Operation::Deregister { location: vec![] }.to_request().is_err());
}

fn request(method: Method, path: &'static str, query: &'static str) -> Request<'static> {
    let mut request = Request::new(method);
    request.path = path.split('/').filter(|part| !part.is_empty()).map(Cow::Borrowed).collect();
    request.query = query.split('&').filter(|part| !part.is_empty()).map(Cow::Borrowed).collect();
    request
}

#[test]
fn bad_requests() {
    let name = |request: &Request<'_>, receiver| read(request, receiver).unwrap_err().name();
    let client = Receiver::Client;
    assert_eq!(name(&request(Method::Get, "3/x", ""), client), "Path");
    assert_eq!(name(&request(Method::Get, "3/0/1/2/3", ""), client), "Path");
    assert_eq!(name(&request(Method::Get, "03", ""), client), "Path");
    assert_eq!(name(&request(Method::Get, "3/0/1", ""), Receiver::BootstrappedClient), "Path");
    assert_eq!(name(&request(Method::Fetch, "3", ""), client), "Path");
    assert_eq!(name(&request(Method::Put, "3/0/9", "foo=1"), client), "Unexpected");
    assert_eq!(name(&request(Method::Put, "3/0/9", "pmin=x"), client), "InvalidValue");
    assert_eq!(name(&request(Method::Post, "3", ""), Receiver::BootstrappedClient), "Unexpected");
    assert_eq!(name(&request(Method::Get, "rd", ""), Receiver::Server), "Unexpected");
    assert_eq!(name(&request(Method::Post, "rd", "ep=x&lwm2m=2.0"), Receiver::Server), "UnsupportedVersion");
    let mut discover = request(Method::Get, "3", "depth=4");
    discover.accept = Some(ContentFormat::LINK_FORMAT);
    assert_eq!(name(&discover, client), "OutOfRange");
    let mut observe = request(Method::Get, "3", "");
    observe.observe = Some(2);
    assert_eq!(name(&observe, client), "InvalidValue");
}

#[test]
fn operations_are_checked_against_definitions() {
    let first =
        |operation: Operation<'_>| operation.validate(&CoreObjects).first().map(|finding| finding.kind);
    let read = |path| Operation::Read { path, accept: None };
    assert_eq!(first(read(Path::resource(3, 0, 0))), None);
    assert_eq!(first(read(Path::resource(3, 0, 4))), Some(FindingKind::NotReadable));
    assert_eq!(first(read(Path::object(400))), Some(FindingKind::UnknownObject));
    let execute = Operation::Execute { path: Path::resource(3, 0, 9), arguments: bytes(b"") };
    assert_eq!(first(execute), Some(FindingKind::NotExecutable));
    let write = Operation::Write {
        path: Path::resource(3, 0, 0),
        mode: WriteMode::Replace,
        format: None,
        payload: bytes(b""),
    };
    assert_eq!(first(write), Some(FindingKind::NotWritable));
    let bootstrap =
        Operation::BootstrapWrite { path: Path::resource(0, 0, 5), format: None, payload: bytes(b"") };
    assert_eq!(first(bootstrap), None);
    assert_eq!(first(Operation::BootstrapFinish), None);
}

#[test]
fn codes() {
    for method in [Method::Get, Method::Post, Method::Put, Method::Delete, Method::Fetch, Method::IPatch] {
        assert_eq!(Method::from_code(method.code()), Some(method));
    }
    assert_eq!(Method::from_code(6), None);
    assert_eq!(ResponseCode(0x45), ResponseCode::CONTENT);
    assert_eq!(ResponseCode::PRECONDITION_FAILED.to_string(), "4.12");
    assert_eq!(ResponseCode(0x9f).name(), None);
}
