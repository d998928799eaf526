//! The JSON forms, which `mgmt decode --json` prints.
#![cfg(all(feature = "serde", feature = "xml"))]
#![allow(clippy::unwrap_used, missing_docs)]

use omadm_syncml::message::SyncMl;
use omadm_syncml::object::DevInfo;
use omadm_syncml::security::{Notification, UiMode};
use omadm_syncml::tree::{AccessType, Acl, MgmtTree, NodeState, Timestamp};
use serde_json::json;

#[test]
fn descriptions() {
    let ddf = MgmtTree::from_xml(
        b"<MgmtTree><VerDTD>1.2</VerDTD><Man>M</Man><Node><NodeName>A</NodeName><DFProperties><AccessType><Get/><Add/>\
        </AccessType><DFFormat><node/></DFFormat><Occurrence><ZeroOrN>4</ZeroOrN></Occurrence><Scope><Permanent/></Scope>\
        <DFType><DDFName/></DFType></DFProperties><Node><NodeName/><RTProperties><Type><MIME>a/b</MIME></Type>\
        </RTProperties><Value>v</Value></Node></Node></MgmtTree>",
    )
    .unwrap();
    assert_eq!(
        serde_json::to_value(&ddf).unwrap(),
        json!({
            "VerDTD": "1.2",
            "Man": "M",
            "Node": [{
                "NodeName": "A",
                "DFProperties": {
                    "AccessType": ["Add", "Get"],
                    "DFFormat": "node",
                    "Occurrence": {"ZeroOrN": 4},
                    "Scope": "Permanent",
                    "DFType": [{"DDFName": ""}]
                },
                "Node": [{"NodeName": "", "RTProperties": {"Type": {"MIME": "a/b"}}, "Value": "v"}]
            }]
        })
    );
}

#[test]
fn notifications() {
    let notification =
        Notification::new(0xAB, "dm.example").with_ui_mode(UiMode::UserInteraction).with_vendor(&[1u8][..]);
    assert_eq!(
        serde_json::to_value(&notification).unwrap(),
        json!({
            "digest": "00000000000000000000000000000000",
            "version": "1.1",
            "ui-mode": "user-interaction",
            "initiator": "server",
            "sessionid": "AB",
            "server-identifier": "dm.example",
            "vendor-specific": "01"
        })
    );
}

#[test]
fn nodes_and_views_come_back() {
    let mut node = NodeState::leaf("v")
        .with_acl(Acl::parse("Get=*").unwrap().into_owned())
        .with_access([AccessType::Get]);
    node.tstamp = Timestamp::parse("20240229T120000Z");
    let value = serde_json::to_value(&node).unwrap();
    assert_eq!(
        (&value["ACL"], &value["TStamp"], &value["Value"]),
        (&json!("Get=*"), &json!("20240229T120000Z"), &json!("v"))
    );
    assert_eq!(serde_json::from_value::<NodeState>(value).unwrap(), node);
    let mut info = DevInfo::default();
    info.model = Some("One".into());
    let value = serde_json::to_value(&info).unwrap();
    assert_eq!(value, json!({"Mod": "One"}));
    assert_eq!(serde_json::from_value::<DevInfo>(value).unwrap(), info);
}

#[test]
fn messages_come_back_with_all_that_vendors_add() {
    let text = "<SyncML xmlns=\"SYNCML:SYNCML1.2\" xmlns:v=\"urn:example:v\"><SyncHdr><VerDTD>1.2</VerDTD>\
        <VerProto>DM/1.2</VerProto><SessionID v:a=\"1\">1</SessionID><MsgID>1</MsgID><Target><LocURI>T</LocURI></Target>\
        <Source><LocURI>S</LocURI></Source><v:X><v:Y/>t</v:X></SyncHdr><SyncBody><Replace><CmdID/><Item v:b=\"2\">\
        <Target><LocURI v:c=\"3\">./a</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\" v:d=\"4\">xml</Format></Meta>\
        <Data v:e=\"5\"><MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD></MgmtTree></Data></Item></Replace>\
        <Final v:f=\"6\"/></SyncBody></SyncML>";
    let message = SyncMl::from_xml(text.as_bytes()).unwrap();
    let value = serde_json::to_value(&message).unwrap();
    let format = &value["SyncBody"]["commands"][0]["Replace"]["Item"][0]["Meta"]["extensions"];
    let attribute = json!({"name": {"namespace": "urn:example:v", "name": "v:d"}, "value": "4"});
    assert_eq!(format, &json!({"leaves": [{"element": "Format", "attributes": [attribute]}]}));
    assert_eq!(serde_json::from_value::<SyncMl<'_>>(value).unwrap(), message);
    let wbxml = message.to_wbxml().unwrap();
    assert_eq!(SyncMl::from_wbxml(&wbxml).unwrap(), message);
    let written = message.to_xml().unwrap();
    assert_eq!(SyncMl::from_xml(written.as_bytes()).unwrap(), message, "{written}");
    for at in 1..=6 {
        assert_eq!(written.matches(&format!("=\"{at}\"")).count(), 1, "{written}");
    }
}
