//! Deployment units: what devices and servers write beside the schema, and what stays of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use cwmp_soap::envelope::{DuForm, Profile};
use cwmp_soap::rpc::*;
use cwmp_soap::value::FaultCode;
use cwmp_soap::{CwmpNamespace, Envelope, Rpc, Warning};
use mgmt_wire::DecodeOptions;

const UUID: &str = "0123abcd-0123-4567-89ab-0123456789ab";

fn read(body: &str) -> Result<(Rpc<'static>, Vec<&'static str>), cwmp_soap::Error> {
    let text = format!(
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:x='http://www.w3.org/2001/XMLSchema-instance' \
         xmlns:cwmp='urn:dslforum-org:cwmp-1-2'><e:Body>{body}</e:Body></e:Envelope>"
    );
    let mut warnings: Vec<Warning> = Vec::new();
    let envelope = Envelope::decode(text.as_bytes(), &DecodeOptions::lenient(), &mut warnings)?.into_owned();
    let cwmp_soap::Body::Rpc(rpc) = envelope.body else { panic!() };
    Ok((rpc, warnings.iter().map(|warning| warning.name()).collect()))
}

fn operations(inner: &str) -> (Vec<Operation<'static>>, Vec<&'static str>) {
    let (rpc, warnings) =
        read(&format!("<cwmp:ChangeDUState>{inner}<CommandKey/></cwmp:ChangeDUState>")).unwrap();
    let Rpc::ChangeDUState(rpc) = rpc else { panic!() };
    (rpc.operations, warnings)
}

fn nested() -> Profile {
    let mut profile = Profile::default();
    profile.du_form = DuForm::Nested;
    profile
}

#[test]
fn every_operation_in_both_forms() {
    let all = vec![
        Operation::Install(InstallOpStruct::new("http://example.com/a").with_username("u")),
        Operation::Update(UpdateOpStruct::new().with_uuid(UUID)),
        Operation::Uninstall(UninstallOpStruct::new(UUID)),
    ];
    let request = Envelope::new(CwmpNamespace::Cwmp12, ChangeDUState::new(all));
    for profile in [Profile::default(), nested()] {
        let written = request.encode(&profile).unwrap();
        assert_eq!(Envelope::from_xml(written.as_bytes()).unwrap().into_owned(), request, "{written}");
    }
}

#[test]
fn operations_of_other_types_are_kept() {
    let (list, warnings) = operations(
        "<Operations x:type='cwmp:X_ACME_MoveOpStruct'><Where>there</Where></Operations>\
         <Operations x:type='cwmp:UninstallOpStruct'><UUID>0123abcd-0123-4567-89ab-0123456789ab</UUID></Operations>",
    );
    assert_eq!(warnings, ["UnknownElement"]);
    let [Operation::Other(other), Operation::Uninstall(_)] = &list[..] else { panic!("{list:?}") };
    assert!(other.as_str().contains("<Where>there</Where>"));
    let request = Envelope::new(CwmpNamespace::Cwmp12, ChangeDUState::new(list.clone()));
    let written = request.to_xml().unwrap();
    assert!(
        written.contains("x:type='cwmp:X_ACME_MoveOpStruct'><Where>there</Where></Operations><Operations"),
        "{written}"
    );
    assert_eq!(Envelope::from_xml(written.as_bytes()).unwrap().to_xml().unwrap(), written);

    let (list, warnings) = operations("<Operations><MoveOpStruct/><UpdateOpStruct/></Operations>");
    assert_eq!(warnings, ["UnknownElement", "NestedStruct"]);
    assert!(matches!(&list[..], [Operation::Other(_), Operation::Update(_)]));
    let request = Envelope::new(CwmpNamespace::Cwmp12, ChangeDUState::new(list));
    assert!(
        request
            .encode(&nested())
            .unwrap()
            .contains("<Operations><MoveOpStruct/><UpdateOpStruct/></Operations>")
    );
}

#[test]
fn nothing_to_do_is_said_and_not_written() {
    let (list, warnings) = operations("");
    assert_eq!((list.len(), warnings), (0, vec!["MissingElement"]));
    let (list, warnings) = operations("<Operations/>");
    assert_eq!((list.len(), warnings), (0, vec!["MissingType"]));
    let request = Envelope::new(CwmpNamespace::Cwmp12, ChangeDUState::new(vec![]));
    assert_eq!(request.to_xml().unwrap_err().name(), "ArrayLength");
    let complete = Envelope::new(CwmpNamespace::Cwmp12, DUStateChangeComplete::new(vec![]));
    assert_eq!(complete.to_xml().unwrap_err().name(), "ArrayLength");
}

#[test]
fn results_in_all_forms() {
    let result = |fault: &str| {
        format!(
            "<UUID>{UUID}</UUID><DeploymentUnitRef/><Version>1</Version><CurrentState>Failed</CurrentState><Resolved>0</Resolved>\
             <ExecutionUnitRefList/><StartTime>2020-01-01T00:00:00Z</StartTime><CompleteTime>2020-01-01T00:00:00Z</CompleteTime>{fault}"
        )
    };
    let complete = |results: &str| {
        read(&format!(
            "<cwmp:DUStateChangeComplete>{results}<CommandKey>k</CommandKey></cwmp:DUStateChangeComplete>"
        ))
    };
    let fault = "<Fault><FaultCode>9022</FaultCode><FaultString>bad</FaultString></Fault>";
    let (plain, warnings) = complete(&format!("<Results>{}</Results>", result(fault))).unwrap();
    assert_eq!(warnings, [""; 0]);
    let Rpc::DUStateChangeComplete(rpc) = &plain else { panic!() };
    assert_eq!(rpc.results[0].fault.fault_code, FaultCode::INVALID_UUID);
    let written = Envelope::new(CwmpNamespace::Cwmp12, plain.clone()).encode(&nested()).unwrap();
    assert!(written.contains("<OpResultStruct><UUID>"), "{written}");
    assert_eq!(Envelope::from_xml(written.as_bytes()).unwrap().rpc(), Some(&plain));

    // The fault in a struct of its own, with something beside it.
    let inside = "<Fault><FaultStruct><FaultCode>9022</FaultCode><FaultString>bad</FaultString></FaultStruct><Extra/></Fault>";
    let (wrapped, warnings) = complete(&format!("<Results>{}</Results>", result(inside))).unwrap();
    assert_eq!(warnings, ["NestedStruct", "UnknownElement"]);
    let Rpc::DUStateChangeComplete(wrapped) = wrapped else { panic!() };
    assert_eq!(wrapped.results[0].fault.fault_code, rpc.results[0].fault.fault_code);
    assert_eq!(wrapped.results[0].fault.extensions.iter().count(), 1);
    // No fault, an empty one, no result.
    for (results, expected) in [
        (format!("<Results>{}</Results>", result("")), vec!["MissingElement"]),
        (format!("<Results>{}</Results>", result("<Fault/>")), vec!["MissingElement"]),
        ("<Results/>".into(), vec!["MissingElement"]),
        (String::new(), vec!["MissingElement"]),
    ] {
        let (_, warnings) = complete(&results).unwrap();
        assert_eq!(warnings, expected, "{results}");
    }
    assert_eq!(
        complete(&format!("<Results>{}</Results>", result("<Fault><FaultCode>no</FaultCode></Fault>")))
            .unwrap_err()
            .name(),
        "InvalidValue"
    );

    let autonomous =
        format!("<Results>{}<OperationPerformed>Update</OperationPerformed></Results>", result(fault));
    let (rpc, warnings) = read(&format!(
        "<cwmp:AutonomousDUStateChangeComplete>{autonomous}{autonomous}</cwmp:AutonomousDUStateChangeComplete>"
    ))
    .unwrap();
    assert_eq!(warnings, [""; 0]);
    let Rpc::AutonomousDUStateChangeComplete(complete) = &rpc else { panic!() };
    assert_eq!(complete.results.len(), 2);
    let written = Envelope::new(CwmpNamespace::Cwmp12, rpc.clone()).encode(&nested()).unwrap();
    assert_eq!(Envelope::from_xml(written.as_bytes()).unwrap().rpc(), Some(&rpc));
}

#[test]
fn secrets_of_operations_do_not_show() {
    let install = InstallOpStruct::new("http://example.com/a").with_password("s3cret");
    assert!(!format!("{:?}", Operation::Install(install)).contains("s3cret"));
}
