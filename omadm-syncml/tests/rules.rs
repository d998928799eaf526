//! Each rule of the profiles is broken by a message made for it; containers, and fragments made by hand.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::unreachable, missing_docs)]

use mgmt_wire::DecodeOptions;
use omadm_syncml::message::{
    Add, Alert, Command, Container, Copy, Cred, Data, Delete, Exec, Get, Item, Meta, Move, Profile, Replace,
    Rule, Status, SyncBody, SyncHdr, SyncMl,
};
use omadm_syncml::syntax::{Attribute, Fragment, Name, Node, Tag};

fn message(commands: Vec<Command<'static>>) -> SyncMl<'static> {
    let mut body = SyncBody::new().with_final();
    body.commands = commands;
    SyncMl::new(SyncHdr::dm12("1", 1_u32, "device", "server"), body)
}

fn item() -> Item<'static> {
    Item::at("./a").with_data("v")
}

fn alert(code: &'static str, items: Vec<Item<'static>>) -> Command<'static> {
    let mut alert = Alert::new("1").with_data(code);
    alert.items = items;
    alert.into()
}

/// A command, and the rule of DM 1.2 that it alone breaks.
fn breaches() -> Vec<(Command<'static>, Rule)> {
    let mut no_resp = Replace::new("1").with_item(item());
    no_resp.no_resp = true;
    let mut archive = Delete::new("1").with_item(item());
    archive.archive = true;
    let mut lang = Get::new("1").with_item(item());
    lang.lang = Some("en".into());
    let mut cred = Add::new("1").with_item(item());
    cred.cred = Some(Box::new(Cred::new("x")));
    let mut chunk = Replace::new("1");
    chunk.items = vec![item().with_more_data(), item()];
    let mut exec = Exec::new("1");
    exec.items = vec![item(), item()];
    let mut copy = Copy::new("1");
    copy.items = vec![Item::at("./a")];
    let get = || Command::from(Get::new("2").with_item(item()));
    vec![
        (no_resp.into(), Rule::NotUsed),
        (archive.into(), Rule::NotUsed),
        (lang.into(), Rule::NotUsed),
        (Command::Other(Fragment::element(Name::new("", "Vendor"), "x")), Rule::NotUsed),
        (cred.into(), Rule::CredOutsideHeader),
        (Replace::new("").with_item(item()).into(), Rule::MissingCmdId),
        (Replace::new(" 0 ").with_item(item()).into(), Rule::ZeroCmdId),
        (Command::Atomic(Container::new("1").with_command(get())), Rule::InAtomic),
        (Command::Sequence(Container::new("1")), Rule::EmptyContainer),
        (Add::new("1").with_item(Item::new()).into(), Rule::MissingTarget),
        (Replace::new("1").with_item(Item::new()).into(), Rule::MissingTarget),
        (copy.into(), Rule::MissingSource),
        (exec.into(), Rule::SeveralExecItems),
        (Status::new("1", "1", "0", "SyncHdr", "99").into(), Rule::StatusCode),
        (Status::new("1", "1", "0", "SyncHdr", "OK").into(), Rule::StatusCode),
        (alert("4711", Vec::new()), Rule::AlertCode),
        (alert("1226", Vec::new()), Rule::GenericAlert),
        (alert("1226", vec![item()]), Rule::GenericAlert),
        (alert("1101", vec![item()]), Rule::InteractionText),
        (chunk.into(), Rule::ChunkNotLast),
        (Get::new("1").with_item(Item::at("/a")).into(), Rule::AbsoluteUri),
    ]
}

#[test]
fn each_rule_is_found_where_it_is_broken_and_alone() {
    let mut found: Vec<Rule> = Vec::new();
    for (command, rule) in breaches() {
        let findings = message(vec![command.clone()]).validate(Profile::Dm12);
        let rules: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [rule], "{command:?}");
        let finding = findings.first().unwrap();
        assert!(finding.place.contains("[1]"), "{}", finding.place);
        let said = finding.to_string();
        assert!(said.starts_with(&finding.place) && said.contains(rule.text()), "{said}");
        assert!(rule.clause().is_none_or(|clause| said.ends_with(&format!("({clause})"))), "{said}");
        assert!(rule.status().0 >= 400);
        found.push(rule);
    }

    // Those that take a whole message.
    let same = || Command::from(Replace::new("1").with_item(item()));
    let chunk = Command::from(Replace::new("1").with_item(item().with_more_data()));
    let mut deep = Container::new("9").with_command(Get::new("10").with_item(item()));
    for id in 1..9_u32 {
        deep = Container::new(id.to_string()).with_command(Command::Sequence(deep));
    }
    let later = Command::from(Get::new("2").with_item(item()));
    for (commands, rule) in [
        (vec![same(), same()], Rule::DuplicateCmdId),
        (vec![chunk.clone(), later], Rule::ChunkNotLast),
        (vec![Command::Sequence(deep)], Rule::Nesting),
    ] {
        let rules: Vec<Rule> =
            message(commands).validate(Profile::Dm12).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [rule]);
        found.push(rule);
    }
    assert!(message(vec![chunk]).validate(Profile::Dm12).is_empty());

    let mut correlated = Exec::new("1").with_item(item());
    correlated.correlator = Some("c".into());
    for (header, command, profile, expected) in [
        (
            SyncHdr::dm12("1", 1_u32, "a", "b"),
            Command::from(correlated),
            Profile::Dm11,
            vec![Rule::VerDtd, Rule::VerProto, Rule::NotInVersion],
        ),
        (
            SyncHdr::new("1.1", "DM/1.2", "1", 1_u32, "a", "b"),
            same(),
            Profile::Dm12,
            vec![Rule::VerDtd, Rule::VersionsDiffer],
        ),
        (SyncHdr::new("1.2", "DM/1.3", "1", 1_u32, "a", "b"), same(), Profile::Dm13, vec![]),
        (SyncHdr::new("1.1", "DM/1.1", "1", 1_u32, "a", "b"), same(), Profile::Dm11, vec![]),
    ] {
        let message = SyncMl::new(header, SyncBody::new().with_command(command));
        let rules: Vec<Rule> = message.validate(profile).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, expected);
        found.extend(rules);
    }
    let unchecked: Vec<&Rule> = Rule::ALL.iter().filter(|rule| !found.contains(rule)).collect();
    assert!(unchecked.is_empty(), "{unchecked:?}");

    let mut silent = SyncHdr::dm12("1", 1_u32, "a", "b");
    silent.no_resp = true;
    let findings = SyncMl::new(silent, SyncBody::new()).validate(Profile::Dm12);
    assert_eq!(
        findings.first().map(|finding| (finding.rule, &*finding.place)),
        Some((Rule::NotUsed, "SyncHdr"))
    );
    let moved = message(vec![Move::new("1").with_item(item()).into()]).validate(Profile::Dm11);
    assert!(moved.iter().any(|finding| finding.rule == Rule::NotInVersion));
}

const SYNC: &str = "<Sync><CmdID>3</CmdID><NoResp/><Cred><Data>c</Data></Cred><Target><LocURI>./t</LocURI></Target>\
     <Source><LocURI>./s</LocURI></Source><Meta><Type xmlns='syncml:metinf'>a/b</Type></Meta>\
     <NumberOfChanges>2</NumberOfChanges><Add><CmdID>4</CmdID><Item><Target><LocURI>./a</LocURI></Target></Item></Add>\
     </Sync>";

fn with_body(body: &str) -> String {
    let whole = message(Vec::new()).to_xml().unwrap();
    whole.replace("<Final/>", &format!("{body}<Final/>"))
}

#[test]
fn sync_holds_what_its_content_model_has() {
    let xml = with_body(SYNC);
    let message = SyncMl::decode_xml(xml.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap();
    let Some(Command::Sync(sync)) = message.body.commands.first() else { unreachable!() };
    assert_eq!((&*sync.cmd_id, sync.no_resp, sync.number_of_changes), ("3", true, Some(2)));
    assert_eq!(sync.cred.as_ref().unwrap().data.text(), Some("c"));
    assert_eq!(sync.target.as_ref().unwrap().loc_uri, "./t");
    assert_eq!(sync.source.as_ref().unwrap().loc_uri, "./s");
    assert_eq!(sync.meta.as_ref().unwrap().type_.as_deref(), Some("a/b"));
    assert_eq!(sync.commands.len(), 1);
    let again = message.to_xml().unwrap();
    assert_eq!(SyncMl::from_xml(again.as_bytes()).unwrap(), message);
    let wbxml = message.to_wbxml().unwrap();
    assert_eq!(SyncMl::from_wbxml(&wbxml).unwrap(), message);
    assert_eq!(message.clone().into_owned(), message);
}

#[test]
fn sync_tells_order_and_repetition() {
    let late = with_body(&SYNC.replace("<NoResp/>", "").replace("<Add>", "<NoResp/><Add>"));
    let mut warnings: Vec<mgmt_wire::Warning<omadm_syncml::WarningKind>> = Vec::new();
    let read = SyncMl::decode_xml(late.as_bytes(), &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(matches!(read.body.commands.first(), Some(Command::Sync(sync)) if sync.no_resp));
    assert!(SyncMl::decode_xml(late.as_bytes(), &DecodeOptions::strict(), &mut ()).is_err());
    for twice in [
        "<CmdID>3</CmdID>",
        "<NoResp/>",
        "<Cred><Data>c</Data></Cred>",
        "<Target><LocURI>./t</LocURI></Target>",
        "<Source><LocURI>./s</LocURI></Source>",
        "<Meta><Type xmlns='syncml:metinf'>a/b</Type></Meta>",
        "<NumberOfChanges>2</NumberOfChanges>",
    ] {
        let xml = with_body(&SYNC.replace(twice, &[twice, twice].concat()));
        assert_eq!(SyncMl::from_xml(xml.as_bytes()).unwrap_err().name(), "Duplicate", "{twice}");
    }
    // Atomic has no credentials: they are kept as something unexpected.
    let atomic = with_body(&SYNC.replace("Sync>", "Atomic>"));
    let read = SyncMl::from_xml(atomic.as_bytes()).unwrap();
    let Some(Command::Atomic(atomic)) = read.body.commands.first() else { unreachable!() };
    assert!(atomic.cred.is_none());
    assert_eq!(atomic.extensions.elements().len(), 4);
}

#[test]
fn fragments_are_made_from_values_and_by_hand() {
    let meta = Meta::of("b64", "syncml:auth-md5").with_next_nonce("Tm9uY2U=");
    let fragment = Fragment::of(Tag::Meta, &meta);
    assert_eq!(fragment.name().map(Name::local), Some("Meta"));
    assert_eq!(fragment.text(), "b64syncml:auth-md5Tm9uY2U=");
    assert!(matches!(fragment.nodes().last(), Some(Node::End)));

    // A whole message with attributes, bytes and markers becomes a fragment, and the same document.
    let data = Data::from("v").with_attribute(Attribute::new(Name::new("urn:a", "p:k"), "x"));
    let binary = Item::at("./b").with_meta(Meta::of("bin", "x/y")).with_data(vec![0_u8, 1, 0xFF]);
    let mut replace = Replace::new("1").with_item(Item::at("./a").with_data(data)).with_item(binary);
    replace.no_resp = true;
    replace.extensions.push_element(Fragment::element(Name::new("urn:v", "v:Note"), "hello"));
    let message = message(vec![replace.into()]);
    let fragment = Fragment::of(Tag::SyncML, &message);
    let wbxml = fragment.to_wbxml(omadm_syncml::syntax::wbxml::WbxmlStyle::default()).unwrap();
    assert_eq!(SyncMl::from_wbxml(&wbxml).unwrap(), message);
    let xml = fragment.to_xml(mgmt_wire::xml::Style::default()).unwrap();
    assert_eq!(SyncMl::from_xml(xml.as_bytes()).unwrap(), message);
}

#[test]
fn documents_are_whole() {
    let options = DecodeOptions::default();
    for (xml, name) in [("", "Truncated"), ("<a/><b/>", "TrailingData"), ("<a>", "Truncated")] {
        let error = Fragment::decode_xml(xml.as_bytes(), &options, &mut ()).unwrap_err();
        assert_eq!(error.name(), name, "{xml}");
    }
    // In another encoding, and with something to say about it.
    let utf16: Vec<u8> = "\u{FEFF}<a>\u{E9}</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Fragment::decode_xml(&utf16, &options, &mut ()).unwrap().text(), "\u{E9}");
    let error = Fragment::decode_wbxml(b"\x03\x01\x6A\x00", &options, &mut ()).unwrap_err();
    assert_eq!(error.name(), "Truncated");
}
