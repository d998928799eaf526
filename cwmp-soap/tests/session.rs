//! The two session machines, rule by rule.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use cwmp_soap::envelope::CwmpVersion;
use cwmp_soap::rpc::*;
use cwmp_soap::session::{AcsAction, AcsSession, Cpe, CpeAction, RetryPolicy};
use cwmp_soap::value::{DateTime, EventCode, FaultCode};
use cwmp_soap::{Body, CwmpNamespace, Envelope, Fault, Rpc};
use std::time::Duration;

fn cpe(versions: &[CwmpVersion]) -> Cpe {
    let mut cpe = Cpe::new(DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN-1"), versions);
    cpe.report(EventStruct::new(EventCode::PERIODIC, ""));
    cpe
}

fn posted(action: CpeAction) -> Option<Envelope<'static>> {
    match action {
        CpeAction::Post(post) => post,
        other => panic!("{other:?}"),
    }
}

fn only<T>(mut actions: Vec<T>) -> T {
    assert_eq!(actions.len(), 1);
    actions.pop().unwrap()
}

fn informed(cpe: &mut Cpe) -> Envelope<'static> {
    posted(cpe.start(DateTime::UNKNOWN, vec![])).unwrap()
}

fn confirm(inform: &Envelope<'_>) -> Envelope<'static> {
    inform.reply(InformResponse::new().with_max_envelopes(1))
}

fn call(rpc: impl Into<Body<'static>>) -> Envelope<'static> {
    Envelope::new(CwmpNamespace::Cwmp10, rpc).with_id("acs-1")
}

#[test]
fn an_inform_carries_what_it_must() {
    let mut cpe = cpe(CwmpVersion::ALL).with_session_timeout(40);
    let inform = informed(&mut cpe);
    assert_eq!(inform.namespace, CwmpNamespace::Cwmp12);
    assert_eq!(inform.header.supported_cwmp_versions.as_deref(), Some("1.0,1.1,1.2,1.3,1.4"));
    assert_eq!(inform.header.session_timeout.unwrap(), 40);
    let Some(Rpc::Inform(rpc)) = inform.rpc() else { panic!() };
    assert_eq!((rpc.max_envelopes.value, rpc.retry_count.value), (1, 0));
    assert!(rpc.has_event(&EventCode::PERIODIC));

    let old =
        informed(&mut Cpe::new(DeviceIdStruct::default(), &[CwmpVersion::V1_0]).with_session_timeout(40));
    assert_eq!(old.namespace, CwmpNamespace::Cwmp10);
    assert_eq!((old.header.session_timeout, old.header.supported_cwmp_versions), (None, None));
}

#[test]
fn nothing_to_say_means_an_empty_post_and_then_the_end() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    let inform = informed(&mut cpe);
    assert_eq!(only(cpe.handle(Some(confirm(&inform)))), CpeAction::Post(None));
    assert!(cpe.events().is_empty());
    assert_eq!(only(cpe.handle(None)), CpeAction::Done);
    assert!(cpe.handle(None).is_empty());
}

#[test]
fn a_device_holds_its_requests_while_it_is_told_to() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    cpe.request(RequestDownload::new("2 Web Content", vec![]));
    let inform = informed(&mut cpe);
    let mut answer = confirm(&inform);
    answer.header.hold_requests = Some(true.into());
    assert_eq!(only(cpe.handle(Some(answer))), CpeAction::Post(None));
    // A call of the ACS, still holding.
    let mut reboot = call(Reboot::new("k"));
    reboot.header.hold_requests = Some(true.into());
    assert_eq!(only(cpe.handle(Some(reboot))), CpeAction::Call(Reboot::new("k").into()));
    let response = posted(cpe.answer(RebootResponse::new())).unwrap();
    assert_eq!(response.header.id.as_deref(), Some("acs-1"));
    // The empty answer releases it.
    let request = posted(only(cpe.handle(None))).unwrap();
    assert_eq!(request.rpc().unwrap().name(), "RequestDownload");
    let answer = request.reply(RequestDownloadResponse::new());
    let actions = cpe.handle(Some(answer));
    assert_eq!(actions[0], CpeAction::Response(RequestDownloadResponse::new().into()));
    assert_eq!(actions[1], CpeAction::Post(None));
    assert_eq!(only(cpe.handle(None)), CpeAction::Done);
}

#[test]
fn fault_8005_has_the_same_message_sent_again() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    let inform = informed(&mut cpe);
    for _ in 0..3 {
        let again =
            posted(only(cpe.handle(Some(inform.reply(Fault::new(FaultCode::RETRY_REQUEST)))))).unwrap();
        assert_eq!(again, inform);
    }
    let failed = only(cpe.handle(Some(inform.reply(Fault::new(FaultCode::RETRY_REQUEST)))));
    assert!(matches!(failed, CpeAction::Retry(_)));
}

#[test]
fn failures_lengthen_the_wait_and_count() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    cpe.report(EventStruct::new(EventCode::CONNECTION_REQUEST, ""));
    for failures in 1..=3_u32 {
        let inform = informed(&mut cpe);
        let Some(Rpc::Inform(rpc)) = inform.rpc() else { panic!() };
        assert_eq!(rpc.retry_count.value, failures - 1);
        assert_eq!(rpc.event.len(), if failures == 1 { 2 } else { 1 });
        let CpeAction::Retry(window) = cpe.failed() else { panic!() };
        assert_eq!(window.from, Duration::from_secs(5 << (failures - 1)));
        assert!(cpe.wants_session());
    }
    let inform = informed(&mut cpe);
    cpe.handle(Some(confirm(&inform)));
    assert!(!cpe.wants_session());
    let CpeAction::Retry(window) = cpe.failed() else { panic!() };
    assert_eq!(window.from, Duration::from_secs(5));
}

#[test]
fn answers_must_carry_the_id() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    let inform = informed(&mut cpe);
    let wrong = confirm(&inform).with_id("other");
    assert!(matches!(only(cpe.handle(Some(wrong))), CpeAction::Retry(_)));

    let inform = informed(&mut cpe);
    let id = format!("\n  {} ", inform.header.id.as_deref().unwrap());
    assert_eq!(only(cpe.handle(Some(confirm(&inform).with_id(id)))), CpeAction::Post(None));
}

#[test]
fn unknown_methods_and_the_question_for_methods_are_answered_here() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]).with_methods(["GetRPCMethods", "Reboot"]);
    let inform = informed(&mut cpe);
    cpe.handle(Some(confirm(&inform)));
    let refused = posted(only(cpe.handle(Some(call(FactoryReset::new()))))).unwrap();
    assert_eq!(refused.fault().unwrap().code(), Some(FaultCode::METHOD_NOT_SUPPORTED));
    let methods = posted(only(cpe.handle(Some(call(GetRPCMethods::new()))))).unwrap();
    let Some(Rpc::GetRPCMethodsResponse(methods)) = methods.rpc() else { panic!() };
    assert_eq!(methods.method_list, ["GetRPCMethods", "Reboot"]);
}

#[test]
fn transfers_are_remembered_until_their_report_is_confirmed() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]).with_methods(["Download", "Upload", "CancelTransfer"]);
    let inform = informed(&mut cpe);
    cpe.handle(Some(confirm(&inform)));
    let download = Download::new("a", "2 Web Content", "http://example.com");
    cpe.handle(Some(call(download.clone())));
    cpe.answer(DownloadResponse::new(Status::LATER));
    cpe.handle(Some(call(Download::new("done", "2 Web Content", "http://example.com"))));
    cpe.answer(DownloadResponse::new(Status::DONE));
    cpe.handle(Some(call(Upload::new("b", "2 Vendor Log File", "http://example.com"))));
    cpe.answer(UploadResponse::new(Status::LATER));
    assert_eq!(cpe.transfers().iter().map(|t| t.command_key.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    cpe.handle(Some(call(CancelTransfer::new("b"))));
    cpe.answer(CancelTransferResponse::new());
    assert_eq!(cpe.handle(None), [CpeAction::Done]);

    assert!(!cpe.transfer_ended("b", FaultStruct::success(), DateTime::UNKNOWN, DateTime::UNKNOWN));
    let fault = FaultStruct::new(FaultCode::FILE_CORRUPTED, "bad checksum");
    assert!(cpe.transfer_ended("a", fault, DateTime::UNKNOWN, DateTime::UNKNOWN));
    assert!(cpe.wants_session());
    // The session breaks before the report is confirmed: events and report come again.
    for _ in 0..2 {
        let inform = informed(&mut cpe);
        let Some(Rpc::Inform(rpc)) = inform.rpc() else { panic!() };
        assert!(rpc.has_event(&EventCode::TRANSFER_COMPLETE));
        assert_eq!(rpc.event[1], EventStruct::new(EventCode::M_DOWNLOAD, "a"));
        let report = posted(only(cpe.handle(Some(confirm(&inform))))).unwrap();
        assert!(matches!(report.rpc(), Some(Rpc::TransferComplete(_))));
        cpe.failed();
    }
    let inform = informed(&mut cpe);
    let report = posted(only(cpe.handle(Some(confirm(&inform))))).unwrap();
    let Some(Rpc::TransferComplete(rpc)) = report.rpc() else { panic!() };
    assert_eq!(rpc.fault_struct.fault_code, FaultCode::FILE_CORRUPTED);
    assert_eq!(cpe.handle(Some(report.reply(TransferCompleteResponse::new()))), [CpeAction::Post(None)]);
    assert!(cpe.transfers().is_empty());
}

#[test]
fn a_refused_request_is_not_sent_again() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    cpe.request(Kicked::new("", "", "", ""));
    let inform = informed(&mut cpe);
    let request = posted(only(cpe.handle(Some(confirm(&inform))))).unwrap();
    let fault = Fault::new(FaultCode::ACS_METHOD_NOT_SUPPORTED);
    let actions = cpe.handle(Some(request.reply(fault.clone())));
    assert_eq!(actions[0], CpeAction::Refused { request: Kicked::new("", "", "", "").into(), fault });
    assert_eq!(actions[1], CpeAction::Post(None));
}

#[test]
fn a_report_of_a_transfer_the_device_was_not_asked_for_ends_too() {
    let mut cpe = cpe(&[CwmpVersion::V1_0]);
    cpe.request(TransferComplete::new("elsewhere", FaultStruct::success()));
    let inform = informed(&mut cpe);
    let request = posted(only(cpe.handle(Some(confirm(&inform))))).unwrap();
    let actions = cpe.handle(Some(request.reply(TransferCompleteResponse::new())));
    assert_eq!(actions[0], CpeAction::Response(TransferCompleteResponse::new().into()));
    assert_eq!(actions[1], CpeAction::Post(None));
    assert!(cpe.handle(None) == [CpeAction::Done] && !cpe.wants_session());
    // A request in the place of a response ends the session.
    cpe.request(TransferComplete::new("elsewhere", FaultStruct::success()));
    let inform = informed(&mut cpe);
    let request = posted(only(cpe.handle(Some(confirm(&inform))))).unwrap();
    assert!(matches!(only(cpe.handle(Some(request.reply(Reboot::new(""))))), CpeAction::Retry(_)));
}

fn opened(versions: &[CwmpVersion], inform: Envelope<'static>) -> (AcsSession, Vec<AcsAction>) {
    let mut session = AcsSession::new(versions);
    let actions = session.handle(Some(inform));
    (session, actions)
}

fn sent(action: &AcsAction) -> &Envelope<'static> {
    match action {
        AcsAction::Send(Some(envelope)) => envelope,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_server_answers_an_inform_in_its_namespace_and_version() {
    let inform = informed(&mut cpe(CwmpVersion::ALL));
    let (session, actions) = opened(&CwmpVersion::ALL[..4], inform.clone());
    assert!(matches!(&actions[0], AcsAction::Informed(_)));
    let response = sent(&actions[1]);
    assert_eq!((response.namespace, &response.header.id), (CwmpNamespace::Cwmp12, &inform.header.id));
    assert_eq!(response.header.version_in_use(), Some(CwmpVersion::V1_3));
    assert_eq!(session.version_in_use(), Some(CwmpVersion::V1_3));

    let (_, actions) = opened(&[CwmpVersion::V1_4], informed(&mut cpe(&[CwmpVersion::V1_0])));
    assert_eq!(sent(&actions[0]).fault().unwrap().code(), Some(FaultCode::VERSION_INCOMPATIBLE));
    assert_eq!(actions[1], AcsAction::Done);
}

#[test]
fn the_server_may_refuse_an_inform() {
    let mut device = cpe(&[CwmpVersion::V1_0]);
    let inform = informed(&mut device);
    let (mut session, _) = opened(CwmpVersion::ALL, inform.clone());
    session.request(Reboot::new(""));
    // Later: the device sends the same Inform in the same session, which then goes on as usual.
    let refusal = only(session.refuse(Fault::new(FaultCode::RETRY_REQUEST)));
    assert_eq!(sent(&refusal).header.id, inform.header.id);
    assert_eq!((session.version_in_use(), session.is_closed()), (None, false));
    let again = posted(only(device.handle(Some(sent(&refusal).clone()))));
    assert_eq!(again, Some(inform.clone()));
    let actions = session.handle(again);
    assert!(matches!(&actions[0], AcsAction::Informed(_)));
    assert_eq!(only(device.handle(Some(sent(&actions[1]).clone()))), CpeAction::Post(None));
    assert_eq!(sent(&session.handle(None)[0]).rpc(), Some(&Reboot::new("").into()));
    // It has gone on: too late to refuse.
    assert!(matches!(only(session.refuse(Fault::new(FaultCode::RETRY_REQUEST))), AcsAction::Broken(_)));

    // Never: the session is over for both, and the event stays with the device.
    let mut device = cpe(&[CwmpVersion::V1_0]);
    let (mut session, _) = opened(CwmpVersion::ALL, informed(&mut device));
    let actions = session.refuse(Fault::new(FaultCode::ACS_REQUEST_DENIED));
    assert_eq!(sent(&actions[0]).fault().unwrap().code(), Some(FaultCode::ACS_REQUEST_DENIED));
    assert_eq!(actions[1..], [AcsAction::Done]);
    assert!(session.is_closed());
    assert!(matches!(only(device.handle(Some(sent(&actions[0]).clone()))), CpeAction::Retry(_)));
    assert!(device.wants_session());
    assert!(matches!(session.handle(Some(inform))[..], [AcsAction::Broken(_)]));
    let refused = AcsSession::new(CwmpVersion::ALL).refuse(Fault::new(FaultCode::ACS_REQUEST_DENIED));
    assert!(matches!(refused[..], [AcsAction::Broken(_)]));
}

#[test]
fn the_server_asks_one_thing_at_a_time() {
    let (mut session, _) = opened(CwmpVersion::ALL, informed(&mut cpe(&[CwmpVersion::V1_0])));
    session.request(Reboot::new("1"));
    session.request(FactoryReset::new());
    let actions = session.handle(None);
    let reboot = sent(&actions[0]).clone();
    assert_eq!(actions.len(), 1);
    let actions = session.handle(Some(reboot.reply(RebootResponse::new())));
    let response = RebootResponse::new().into();
    assert_eq!(only(actions), AcsAction::Response { request: Reboot::new("1").into(), response });
    let reset = sent(&session.proceed()[0]).clone();
    let fault = Fault::new(FaultCode::REQUEST_DENIED);
    let actions = session.handle(Some(reset.reply(fault.clone())));
    assert_eq!(only(actions), AcsAction::Refused { request: FactoryReset::new().into(), fault });
    assert_eq!(session.proceed(), [AcsAction::Send(None), AcsAction::Done]);
    assert!(session.is_closed());
}

#[test]
fn held_requests_come_after_the_empty_answer() {
    let mut session = AcsSession::new(CwmpVersion::ALL);
    session.hold_requests(true);
    let inform = informed(&mut cpe(&[CwmpVersion::V1_0]));
    let actions = session.handle(Some(inform));
    assert_eq!(sent(&actions[1]).header.hold_requests.unwrap(), true);
    assert_eq!(session.handle(None), [AcsAction::Send(None), AcsAction::Done]);
    let late = Envelope::new(CwmpNamespace::Cwmp10, Kicked::new("", "", "", "")).with_id("9");
    assert!(matches!(only(session.handle(Some(late))), AcsAction::Call(Rpc::Kicked(_))));
    let AcsAction::Send(Some(answer)) = session.answer(KickedResponse::new("http://example.com")) else {
        panic!()
    };
    assert_eq!(answer.header.id.as_deref(), Some("9"));
}

#[test]
fn broken_rules_break_the_session() {
    let broken = |actions: Vec<AcsAction>| matches!(actions.last(), Some(AcsAction::Broken(_)));
    assert!(broken(AcsSession::new(CwmpVersion::ALL).handle(None)));
    assert!(broken(AcsSession::new(CwmpVersion::ALL).handle(Some(call(Kicked::new("", "", "", ""))))));
    let (mut session, _) = opened(CwmpVersion::ALL, informed(&mut cpe(&[CwmpVersion::V1_0])));
    session.request(Reboot::new(""));
    let reboot = sent(&session.handle(None)[0]).clone();
    for wrong in [
        Some(reboot.reply(FactoryResetResponse::new())),
        Some(reboot.reply(RebootResponse::new()).with_id("x")),
        Some(reboot.reply(Body::Empty)),
        None,
    ] {
        assert!(broken(session.clone().handle(wrong)));
    }
    assert!(broken(session.clone().proceed()));
    assert!(matches!(session.answer(RebootResponse::new()), AcsAction::Broken(_)));
}

#[test]
fn every_kind_of_transfer_is_reported_with_its_event() {
    let mut cpe = cpe(&[CwmpVersion::V1_2])
        .with_methods(["Upload", "ScheduleDownload", "CancelTransfer"])
        .with_retry(RetryPolicy { minimum_wait: 1, multiplier: 3_000 });
    let inform = informed(&mut cpe);
    let mut answer = confirm(&inform);
    answer.header.use_cwmp_version = Some("1.2".into());
    cpe.handle(Some(answer));
    assert_eq!(cpe.version_in_use(), Some(CwmpVersion::V1_2));
    cpe.handle(Some(call(Upload::new("u", "2 Vendor Log File", "http://example.com"))));
    cpe.answer(UploadResponse::new(Status::LATER));
    let window = TimeWindowStruct::new(0, 60, "1 At Any Time");
    cpe.handle(Some(call(ScheduleDownload::new("s", "2 Web Content", "http://example.com", vec![window]))));
    cpe.answer(ScheduleDownloadResponse::new());
    // Refused, it is no transfer; and what cannot be cancelled stays one.
    cpe.handle(Some(call(Upload::new("no", "2 Vendor Log File", "http://example.com"))));
    cpe.answer(Fault::new(FaultCode::UPLOAD_FAILURE));
    cpe.handle(Some(call(CancelTransfer::new("s"))));
    cpe.answer(Fault::new(FaultCode::CANCEL_NOT_PERMITTED));
    cpe.handle(None);
    for key in ["u", "s"] {
        assert!(cpe.transfer_ended(key, FaultStruct::success(), DateTime::UNKNOWN, DateTime::UNKNOWN));
    }
    let inform = informed(&mut cpe);
    let Some(Rpc::Inform(rpc)) = inform.rpc() else { panic!() };
    let events: Vec<_> =
        rpc.event.iter().map(|event| (event.event_code.as_str(), &*event.command_key)).collect();
    assert_eq!(events, [("7 TRANSFER COMPLETE", ""), ("M Upload", "u"), ("M ScheduleDownload", "s")]);
    let CpeAction::Retry(window) = cpe.failed() else { panic!() };
    assert_eq!((window.from, window.to), (Duration::from_secs(1), Duration::from_secs(3)));
}

#[test]
fn answers_that_answer_nothing_end_the_session() {
    // A result nobody asked for.
    let mut idle = cpe(&[CwmpVersion::V1_0]);
    assert!(matches!(idle.answer(RebootResponse::new()), CpeAction::Retry(_)));
    // An answer with the ID of another request, an empty one, an empty envelope.
    for wrong in [1, 2, 3] {
        let mut cpe = cpe(&[CwmpVersion::V1_0]);
        cpe.request(Kicked::new("", "", "", ""));
        let inform = informed(&mut cpe);
        let request = posted(only(cpe.handle(Some(confirm(&inform))))).unwrap();
        let answer = match wrong {
            1 => Some(request.reply(KickedResponse::new("")).with_id("other")),
            2 => Some(request.reply(Body::Empty)),
            _ => None,
        };
        assert!(matches!(only(cpe.handle(answer)), CpeAction::Retry(_)));
        assert!(cpe.wants_session(), "the request stays");
    }
}
