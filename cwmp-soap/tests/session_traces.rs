//! Both session machines through whole sessions as they went over the line.
//!
//! A trace is what network analysers save of a TCP stream: posts and answers of HTTP, one after the other, sessions too.
//! Those in `traces/` are our own, modelled on how devices and servers are known to talk; text in front of the first
//! post says what happens. Traces below `MGMT_CORPUS` are replayed as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use cwmp_soap::envelope::CwmpVersion;
use cwmp_soap::rpc::{EventStruct, Inform};
use cwmp_soap::session::{AcsAction, AcsSession, Cpe, CpeAction, peer_versions};
use cwmp_soap::value::EventCode;
use cwmp_soap::{Body, Envelope, Rpc};
use std::path::Path;

type Message = Option<Envelope<'static>>;

/// A post and its answer.
#[derive(Clone)]
struct Exchange {
    post: Message,
    status: u16,
    answer: Message,
}

/// The messages of HTTP in a file: start line, and the body without chunks.
fn http(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let starts = |line: &[u8]| line.starts_with(b"POST ") || line.starts_with(b"HTTP/1.");
    let mut messages: Vec<(String, Vec<u8>)> = Vec::new();
    let (mut in_header, mut chunked) = (false, false);
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let text = String::from_utf8_lossy(line).trim_end().to_owned();
        if starts(line) {
            messages.push((text, Vec::new()));
            (in_header, chunked) = (true, false);
        } else if in_header {
            in_header = !text.is_empty();
            let field = text.to_ascii_lowercase();
            chunked |= field.starts_with("transfer-encoding:") && field.contains("chunked");
        } else if let Some((_, body)) = messages.last_mut() {
            if !chunked {
                body.extend_from_slice(line);
            } else if let Ok(length) = usize::from_str_radix(&text, 16) {
                // A chunk ends with its length, which may be inside a line.
                let end = body.len() + length;
                while body.len() < end {
                    body.extend_from_slice(lines.next().expect("the rest of a chunk"));
                }
                body.truncate(end);
            }
        }
    }
    messages
}

fn envelope(body: &[u8]) -> Message {
    let body = body.trim_ascii();
    (!body.is_empty()).then(|| Envelope::from_xml(body).expect("an envelope").into_owned())
}

/// The exchanges of a trace by sessions, without those of the transport: challenges and redirections.
fn sessions(bytes: &[u8]) -> Vec<Vec<Exchange>> {
    let mut sessions: Vec<Vec<Exchange>> = Vec::new();
    let messages = http(bytes);
    for (index, (_, body)) in messages.iter().enumerate().filter(|(_, (line, _))| line.starts_with("POST")) {
        let answer = messages.get(index + 1).filter(|(line, _)| line.starts_with("HTTP"));
        let status = answer.map_or(0, |(line, _)| line.split(' ').nth(1).unwrap().parse().unwrap());
        if matches!(status, 301..=308 | 401 | 407) {
            continue;
        }
        let usable = answer.filter(|_| (200..300).contains(&status));
        let post = envelope(body);
        if sessions.is_empty() || post.as_ref().is_some_and(|post| inform(post).is_some()) {
            sessions.push(Vec::new());
        }
        let answer = usable.and_then(|(_, body)| envelope(body));
        sessions.last_mut().unwrap().push(Exchange { post, status, answer });
    }
    sessions
}

fn inform<'e>(envelope: &'e Envelope<'static>) -> Option<&'e Inform<'static>> {
    match envelope.rpc() {
        Some(Rpc::Inform(inform)) => Some(inform),
        _ => None,
    }
}

fn request(message: &Message) -> Option<&Rpc<'static>> {
    message.as_ref()?.rpc().filter(|rpc| !rpc.is_response())
}

fn id(message: &Envelope<'_>) -> String {
    message.header.id.as_deref().unwrap_or_default().trim().to_owned()
}

/// Whether two messages say the same; the sender's own numbering of requests and an Inform's order of events are its
/// affair.
#[track_caller]
fn assert_said(ours: &Message, traced: &Message, what: &str) {
    let (Some(ours), Some(traced)) = (ours, traced) else {
        assert_eq!(ours.is_some(), traced.is_some(), "{what}: {ours:?} for {traced:?}");
        return;
    };
    if request(&Some(ours.clone())).is_none() {
        assert_eq!(id(ours), id(traced), "{what}: the ID of an answer");
    }
    assert_eq!(
        ours.header.hold_requests.is_some_and(|hold| hold.value),
        traced.header.hold_requests.is_some_and(|hold| hold.value),
        "{what}: HoldRequests"
    );
    match (inform(ours), inform(traced)) {
        (Some(ours), Some(traced)) => {
            let sorted = |inform: &Inform<'static>| {
                let mut events: Vec<_> = inform
                    .event
                    .iter()
                    .map(|event| (event.event_code.as_str().to_owned(), event.command_key.to_string()))
                    .collect();
                events.sort();
                events
            };
            assert_eq!(sorted(ours), sorted(traced), "{what}: events");
            assert_eq!(ours.device_id, traced.device_id, "{what}");
            assert_eq!(ours.current_time, traced.current_time, "{what}");
            assert_eq!(ours.retry_count.value, traced.retry_count.value, "{what}: RetryCount");
            assert_eq!(ours.parameter_list, traced.parameter_list, "{what}");
        }
        _ => assert_eq!(ours.body, traced.body, "{what}"),
    }
}

/// The server's side: it gets what the device posted, and must answer what was answered.
fn replay_acs(session: &[Exchange], name: &str) {
    let mut acs = AcsSession::new(CwmpVersion::ALL);
    let mut last_sent: Message = None;
    for (step, exchange) in session.iter().enumerate() {
        let what = format!("{name}, the server's answer {step}");
        if !(200..300).contains(&exchange.status) {
            return;
        }
        let hold = |answer: &Envelope<'_>| answer.header.hold_requests.is_some_and(|hold| hold.value);
        acs.hold_requests(exchange.answer.as_ref().is_some_and(hold));
        if let Some(rpc) = request(&exchange.answer) {
            acs.request(rpc.clone());
        }
        // The device answers the number that this server gave its request.
        let mut post = exchange.post.clone();
        if let (Some(post), Some(sent), None) = (&mut post, &last_sent, request(&exchange.post)) {
            post.header.id.clone_from(&sent.header.id);
        }
        let mut actions: std::collections::VecDeque<_> = acs.handle(post).into();
        let mut sent = None;
        while let Some(action) = actions.pop_front() {
            match action {
                AcsAction::Send(envelope) => sent = Some(envelope),
                AcsAction::Informed(informed) => {
                    assert_eq!(Some(&informed), exchange.post.as_ref().and_then(inform), "{what}");
                }
                AcsAction::Call(call) => {
                    assert_eq!(Some(&call), request(&exchange.post), "{what}");
                    let answer = exchange.answer.as_ref().expect("an answer to a request");
                    actions.push_back(acs.answer(answer.body.clone()));
                }
                AcsAction::Response { .. } | AcsAction::Refused { .. } => actions.extend(acs.proceed()),
                // A device that was told to hold its requests may have some yet.
                AcsAction::Done => {
                    let next = session.get(step + 1);
                    assert!(
                        next.is_none_or(|next| request(&next.post).is_some()),
                        "{what}: the session is over"
                    );
                }
                other => panic!("{what}: {other:?}"),
            }
        }
        let sent = sent.unwrap_or_else(|| panic!("{what}: nothing was sent"));
        assert_said(&sent, &exchange.answer, &what);
        if let (Some(sent), Some(traced)) = (&sent, &exchange.answer) {
            assert_eq!(sent.header.use_cwmp_version, traced.header.use_cwmp_version, "{what}");
            assert_eq!(sent.namespace, traced.namespace, "{what}");
        }
        last_sent = sent;
    }
    if session.last().is_some_and(|last| last.answer.is_none() && last.status != 0) {
        assert!(acs.is_closed(), "{name}: the session goes on");
    }
}

/// A device as the one in the trace.
fn device(sessions: &[Vec<Exchange>]) -> Cpe {
    let first = sessions[0][0].post.as_ref().expect("an Inform");
    let mut versions = peer_versions(first);
    if first.header.supported_cwmp_versions.is_none() {
        let newest = versions[0];
        versions = CwmpVersion::ALL.iter().copied().filter(|version| *version <= newest).collect();
    }
    // It has every method but those it refuses to have; where it lists them, these.
    let exchanges: Vec<&Exchange> = sessions.iter().flatten().collect();
    let mut methods: Vec<&str> = Rpc::ALL.iter().map(|(name, _)| *name).collect();
    for pair in exchanges.windows(2) {
        match (request(&pair[0].answer), pair[1].post.as_ref().map(|post| &post.body)) {
            (Some(asked), Some(Body::Fault(fault))) if fault.code().is_some_and(|code| code.0 == 9000) => {
                methods.retain(|method| *method != asked.name());
            }
            (_, Some(Body::Rpc(Rpc::GetRPCMethodsResponse(list)))) => {
                methods = list.method_list.iter().map(|method| &**method).collect();
            }
            _ => {}
        }
    }
    let cpe = Cpe::new(inform(first).unwrap().device_id.clone(), &versions).with_methods(methods);
    match first.header.session_timeout {
        Some(seconds) => cpe.with_session_timeout(seconds.value),
        None => cpe,
    }
}

/// Something comes up in the device that it will tell the server.
fn comes_up(cpe: &mut Cpe, rpc: &Rpc<'static>) {
    if let Rpc::TransferComplete(report) = rpc {
        let known = |key: &str| cpe.transfers().iter().any(|transfer| transfer.command_key == key);
        if known(&report.command_key) {
            let (start, complete) = (report.start_time, report.complete_time);
            cpe.transfer_ended(&report.command_key, report.fault_struct.clone(), start, complete);
            return;
        }
    }
    cpe.request(rpc.clone());
}

/// The device's side: it gets what the server answered, and must post what was posted.
///
/// What is told in this session or, when its line breaks, in a later one.
fn replay_cpe(cpe: &mut Cpe, sessions: &[Vec<Exchange>], name: &str) {
    let session = &sessions[0];
    let opening = session[0].post.as_ref().and_then(inform).expect("an Inform").clone();
    let is_report = |event: &EventStruct<'_>| {
        [
            EventCode::TRANSFER_COMPLETE,
            EventCode::M_DOWNLOAD,
            EventCode::M_UPLOAD,
            EventCode::M_SCHEDULE_DOWNLOAD,
        ]
        .iter()
        .any(|code| event.event_code.is(code))
    };
    if opening.has_event(&EventCode::BOOT) {
        cpe.rebooted();
    }
    let reports = opening.event.iter().any(is_report) && !cpe.transfers().is_empty();
    if reports {
        let posts = sessions.iter().flatten().filter_map(|exchange| request(&exchange.post));
        posts.filter(|rpc| matches!(rpc, Rpc::TransferComplete(_))).for_each(|rpc| comes_up(cpe, rpc));
    }
    for event in opening.event.iter().filter(|event| !(reports && is_report(event))) {
        if !cpe.events().events().contains(event) {
            cpe.report(event.clone());
        }
    }
    let mut action = cpe.start(opening.current_time, opening.parameter_list.clone());
    for (step, exchange) in session.iter().enumerate() {
        let what = format!("{name}, the device's post {step}");
        let CpeAction::Post(posted) = &action else { panic!("{what}: {action:?}") };
        assert_said(posted, &exchange.post, &what);
        if !(200..300).contains(&exchange.status) {
            assert!(matches!(cpe.failed(), CpeAction::Retry(_)), "{what}");
            return;
        }
        // The server answers the number that this device gave its request.
        let mut answer = exchange.answer.clone();
        if let (Some(answer), Some(posted), None) = (&mut answer, posted, request(&exchange.answer)) {
            answer.header.id.clone_from(&posted.header.id);
        }
        let next = session.get(step + 1);
        let resent = next.is_some_and(|next| next.post.is_some() && next.post == exchange.post);
        if let Some(rpc) = next.and_then(|next| request(&next.post))
            && !(resent || reports && matches!(rpc, Rpc::TransferComplete(_)))
        {
            comes_up(cpe, rpc);
        }
        let mut over = false;
        for done in cpe.handle(answer) {
            match done {
                CpeAction::Call(call) => {
                    assert_eq!(Some(&call), request(&exchange.answer), "{what}");
                    let post = next.and_then(|next| next.post.clone()).expect("an answer to a request");
                    action = cpe.answer(post.body);
                }
                CpeAction::Post(_) => action = done,
                CpeAction::Done => over = true,
                CpeAction::Response(_) | CpeAction::Refused { .. } => {}
                other => panic!("{what}: {other:?}"),
            }
        }
        assert_eq!(over, next.is_none(), "{what}: over or not");
    }
    assert!(!cpe.wants_session(), "{name}: something is left to tell");
}

fn replay(path: &Path) -> usize {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let sessions = sessions(&std::fs::read(path).unwrap());
    let mut cpe = device(&sessions);
    for (index, session) in sessions.iter().enumerate() {
        let name = format!("{name}, session {index}");
        replay_acs(session, &name);
        replay_cpe(&mut cpe, &sessions[index..], &name);
    }
    sessions.len()
}

#[test]
fn traces_replay_on_both_sides() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/traces");
    let mut count = 0;
    for path in mgmt_testkit::corpus::files(&folder) {
        count += replay(&path);
    }
    assert!(count > 0, "no trace in {}", folder.display());
}

#[test]
fn traces_of_the_corpus_replay_on_both_sides() {
    let Some(folder) = mgmt_testkit::corpus::corpus("cwmp") else { return };
    for path in mgmt_testkit::corpus::files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let is_trace = [&b"POST "[..], b"HTTP/1."].iter().any(|start| bytes.starts_with(start));
        if is_trace && inform_comes_first(&bytes) {
            replay(&path);
        }
    }
}

/// Parts of sessions are no sessions.
fn inform_comes_first(bytes: &[u8]) -> bool {
    let first = http(bytes).into_iter().find(|(line, body)| line.starts_with("POST") && !body.is_empty());
    first.is_some_and(|(_, body)| {
        Envelope::from_xml(body.trim_ascii()).is_ok_and(|post| matches!(post.rpc(), Some(Rpc::Inform(_))))
    })
}
