//! The JSON forms, which `mgmt decode --json` prints.
#![cfg(all(feature = "serde", feature = "xml"))]
#![allow(clippy::unwrap_used, missing_docs)]

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
