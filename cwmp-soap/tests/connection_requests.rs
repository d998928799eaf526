//! Connection requests as peers write them, and what is none.
#![cfg(feature = "connection-request")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

use cwmp_soap::connection_request::http::{DigestAuthorization, DigestChallenge};
use cwmp_soap::connection_request::notification::{Notification, datagram, sign, split_datagram, verify};
use cwmp_soap::connection_request::udp::UdpConnectionRequest;
use cwmp_soap::connection_request::xmpp::{Content, Stanza};
use cwmp_soap::value::{Value, ValueType};

fn notification() -> Notification<'static> {
    let mut sample = Notification::new(1_350_000_000, "joe", "nonce", "00D09E", "Gateway", "SN-1");
    sample.parameters.push(("Device.X_ACME_Level".into(), Value::unsigned_int(3)));
    sample.parameters.push(("Device.X_ACME_Password".into(), Value::string("s3cret")));
    sample.parameters.push(("Device.X_ACME_Empty".into(), Value::string("")));
    sample
}

#[test]
fn notifications_come_back_and_hide_what_is_secret() {
    let sample = notification();
    let xml = sample.to_xml().unwrap();
    assert_eq!(Notification::from_xml(&xml).unwrap(), sample);
    let shown = format!("{sample:?}");
    assert!(!shown.contains("joe") && !shown.contains("s3cret") && shown.contains("Level"), "{shown}");
    assert_eq!(shown.matches("<redacted>").count(), 1, "{shown}");
    let renamed = xml.replacen("Notification", "Other", 1).replace("</Notification>", "</Other>");
    assert!(renamed.contains("<Other") && Notification::from_xml(&renamed).is_err());
    let bad = Notification::new(0, "\u{1}", "", "", "", "");
    assert_eq!(bad.to_xml().unwrap_err().name(), "InvalidCharacter");
}

#[test]
fn notifications_as_devices_write_them() {
    let xml = sample_with(
        "<Param><Name>Device.A</Name><Value type='xsd:int'>1</Value></Param><Later><More/></Later>",
    );
    let read = Notification::from_xml(&xml).unwrap();
    assert_eq!(read.parameters[0].1.value_type, ValueType::Unspecified);
    assert_eq!(read.parameters[0].1.text, "1");
    for (wrong, error) in [
        ("<Other/>".to_owned(), "Missing"),
        (sample_with("").replace("<TS>1</TS>", "<TS>soon</TS>"), "InvalidValue"),
        (sample_with("").replace("<TS>1</TS>", ""), "Missing"),
        (sample_with("").replace("<UN>u</UN>", ""), "Missing"),
        (sample_with("").replace("<OUI>00D09E</OUI>", "<OUI><b/></OUI>"), "Unexpected"),
        (sample_with("<Value>1</Value>"), "Missing"),
        (format!("<!DOCTYPE a>{}", sample_with("")), "DtdForbidden"),
    ] {
        assert_eq!(Notification::from_xml(&wrong).unwrap_err().name(), error, "{wrong}");
    }
}

fn sample_with(more: &str) -> String {
    format!(
        "<n:Notification xmlns:n='urn:broadband-forum-org:cwmp:lwnotif-1-0'><TS>1</TS><UN>u</UN><CN/>\
         <OUI>00D09E</OUI><ProductClass>P</ProductClass><SerialNumber>S</SerialNumber>{more}</n:Notification>"
    )
}

#[test]
fn datagrams_with_misspelled_fields() {
    let body = notification().to_xml().unwrap();
    let sent = datagram(&body, "acs.example.com:7547", "/lwn", "password");
    let loose = sent
        .replace("Content-Length", "Content-Lenght")
        .replace("HTTP/1.1", "/HTTPS/1.1")
        .replace("\r\n", "\n");
    for text in [&sent, &loose] {
        let (body, signature) = split_datagram(text).unwrap();
        assert!(verify(body, &signature.to_lowercase(), "password") && !verify(body, signature, "other"));
    }
    assert!(!verify(&body, "", "password") && !verify(&body, &sign(&body, "password")[1..], "password"));
    assert_eq!(split_datagram("POST / HTTP/1.1\r\n\r\n<a/>"), None);
    assert_eq!(split_datagram("<a/>"), None);
}

#[test]
fn udp_requests_carry_any_text_and_show_none() {
    let request = UdpConnectionRequest::sign(7, 8, "jo e&=%\u{FC}", "n=1", "pass");
    let datagram = request.to_datagram("cpe.example.com:7547");
    assert!(datagram.contains("un=jo%20e%26%3D%25%C3%BC"), "{datagram}");
    let read = UdpConnectionRequest::parse(datagram.as_bytes()).unwrap();
    assert_eq!(
        (read.username.as_str(), read.cnonce.as_str(), read.timestamp, read.id),
        ("jo e&=%\u{FC}", "n=1", 7, 8)
    );
    assert!(read.verify("pass") && !read.verify("Pass"));
    assert!(!format!("{read:?}").contains("jo e") && format!("{read:?}").contains("timestamp: 7"));
    let line = |query: &str| format!("GET http://h?{query} HTTP/1.1\r\n\r\n");
    for wrong in [
        line("ts=1&id=2&un=u&cn=c"),
        line("ts=1&id=2&un=%zz&cn=c&sig=0"),
        line("ts=1&id=2&un=%e&cn=c&sig=0"),
        line("ts=1&id=2&un=%FF&cn=c&sig=0"),
        line("ts=-1&id=2&un=u&cn=c&sig=0"),
        line("ts=+1&id=2&un=u&cn=c&sig=0"),
        line("ts=1&id=+2&un=u&cn=c&sig=0"),
        line("ts=1&id=18446744073709551616&un=u&cn=c&sig=0"),
        line("ts=1&id=2&un=u&cn=c&sig=0").replace("HTTP/1.1", "HTTP/2"),
        line("ts=1&id=2&un=u&cn=c&sig=0").replace("HTTP/1.1", "HTTP/1.1 more"),
        line("ts=1&id=2&un=u&cn=c&sig=0").replace("GET", "POST"),
        "GET http://h HTTP/1.1".to_owned(),
    ] {
        assert_eq!(UdpConnectionRequest::parse(wrong.as_bytes()), None, "{wrong}");
    }
    assert_eq!(UdpConnectionRequest::parse(b"\xFF"), None);
    let unsigned = UdpConnectionRequest::parse(line("ts=1&id=2&un=u&cn=c&sig=00").as_bytes()).unwrap();
    assert!(!unsigned.verify("pass"));
}

#[test]
fn digests_in_the_forms_of_peers() {
    let challenge =
        DigestChallenge::parse("digest realm=\"a\\\"b\", nonce=n , opaque=\"o\", qop=\"auth\", stale=TRUE")
            .unwrap();
    assert_eq!(
        (challenge.realm.as_str(), challenge.opaque.as_deref(), challenge.stale),
        ("a\"b", Some("o"), true)
    );
    let shown = challenge.to_string();
    assert_eq!(DigestChallenge::parse(&shown).unwrap(), challenge, "{shown}");
    let answer = challenge.authorize("GET", "/cr", "joe", "s3cret", "c\"n", 1);
    let header = answer.to_string();
    let read = DigestAuthorization::parse(&header).unwrap();
    assert_eq!(read, answer);
    assert!(read.verify("GET", "s3cret") && !read.verify("POST", "s3cret") && !read.verify("GET", "s3cre"));
    let shown = format!("{read:?}");
    assert!(!shown.contains("joe") && !shown.contains(&read.response) && shown.contains("/cr"), "{shown}");
    let upper = header.replace(&read.response, &read.response.to_uppercase());
    assert!(DigestAuthorization::parse(&upper).unwrap().verify("GET", "s3cret"));
    for wrong in [
        "Basic am9lOnMzY3JldA==",
        "Digest",
        "Digest realm=\"open",
        "Digest realm=\"r\", nonce=\"n\", uri=\"/\", response=\"0\", qop=auth-int, nc=1, cnonce=\"c\", username=\"u\"",
        "Digest realm=\"r\", nonce=\"n\", uri=\"/\", response=\"0\", qop=auth, username=\"u\"",
        "Digest realm=\"r\", nonce=\"n\", uri=\"/\", username=\"u\"",
    ] {
        assert_eq!(DigestAuthorization::parse(wrong), None, "{wrong}");
    }
    assert_eq!(DigestChallenge::parse("Digest realm=\"r\""), None);
}

#[test]
fn stanzas_with_foreign_parts() {
    let request = Stanza::from_xml(
        "<iq xmlns='jabber:client' from='a@x' to='b@x' id='7' type='get'><connectionRequest \
         xmlns='urn:broadband-forum-org:cwmp:xmppConnReq-1-0'><username>u</username><password>p</password>\
         </connectionRequest></iq>",
    )
    .unwrap();
    let refused = request.reply(Content::Refused("service-unavailable".into()));
    let read = refused.to_xml().unwrap();
    assert_eq!(Stanza::from_xml(&read).unwrap(), refused);
    let accepted = request.reply(Content::Accepted);
    assert_eq!((accepted.from.as_ref(), accepted.to.as_ref(), accepted.id.as_ref()), ("b@x", "a@x", "7"));
}
