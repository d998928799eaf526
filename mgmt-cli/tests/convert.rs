//! `mgmt convert`: every pair of formats of one protocol says the same; imports beside a data model; where input is
//! text of another encoding.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{both, json_of, mgmt, refused, sample, samples, stderr};
use serde_json::json;

/// The formats of each protocol that any message of it can take, and a sample.
const FAMILIES: &[(&str, &[&str])] = &[
    ("syncml-devinfo.xml", &["syncml", "syncml-wbxml"]),
    ("pump.ddf.xml", &["ddf", "ddf-wbxml"]),
    ("bootstrap.cp.xml", &["cp", "cp-wbxml"]),
    ("cwmp-inform.xml", &["cwmp"]),
    ("wake.pkg0", &["notification"]),
    ("registration.link", &["link-format"]),
    ("report.bulk.json", &["bulk-json", "bulk-csv"]),
    ("report.ipdr.xml", &["ipdr-xml", "ipdr-xdr"]),
    ("senml-device.json", &["senml-json", "senml-cbor", "lwm2m-cbor", "lwm2m-json"]),
    ("onem2m-firmware.json", &["onem2m-json", "onem2m-xml", "onem2m-cbor"]),
];

#[test]
fn every_pair_of_a_protocol() {
    for (name, formats) in FAMILIES {
        let bytes = std::fs::read(samples().join(name)).unwrap();
        for from in *formats {
            let (there, _) = both(&["convert", "-f", formats[0], "-t", from], &bytes);
            let here = json_of(&["decode", "-f", from, "--json"], &there);
            for to in *formats {
                let title = format!("{name}: {from} -> {to}");
                let (again, _) = both(&["convert", "-f", from, "-t", to], &there);
                let decoded = json_of(&["decode", "-f", to, "--json"], &again);
                // A report in lines of text has no types.
                if formats[0] == "bulk-json" {
                    assert!(decoded.to_string().contains("Device."), "{title}: {decoded}");
                } else {
                    assert_eq!(decoded, here, "{title}");
                }
                // What is canonical stays as it is.
                let (twice, _) = both(&["convert", "-f", to, "-t", to], &again);
                assert_eq!(twice, again, "{title}");
            }
        }
    }
}

#[test]
fn tlv_and_single_values() {
    let tlv = std::fs::read(samples().join("device.tlv")).unwrap();
    let (json, _) = both(&["convert", "-f", "lwm2m-tlv", "-p", "/3/0", "-t", "senml-json"], &tlv);
    let (back, _) = both(&["convert", "-f", "senml-json", "-p", "/3/0", "-t", "lwm2m-tlv"], &json);
    assert_eq!(back, tlv);
    for to in ["lwm2m-text", "cbor", "senml-cbor", "lwm2m-tlv"] {
        let (there, _) = both(&["convert", "-f", "lwm2m-text", "-p", "/3/0/9", "-t", to], b"57");
        let nodes = json_of(&["decode", "-f", to, "-p", "/3/0/9", "--json"], &there);
        assert_eq!(nodes, json!([{"path": "/3/0/9", "type": "integer", "value": 57}]), "{to}");
    }
    let (opaque, _) =
        both(&["convert", "-f", "lwm2m-opaque", "-p", "/0/0/3", "-t", "lwm2m-opaque"], b"\x01\x02");
    assert_eq!(opaque, b"\x01\x02");
    let line = refused(&mgmt(&["convert", "-f", "lwm2m-tlv", "-p", "/3/0", "-t", "lwm2m-text"], &tlv));
    assert!(line.starts_with("NotExpressible: "), "{line}");
}

/// An instance without resources is there in TLV and LwM2M CBOR; other formats cannot say so.
#[test]
fn an_empty_instance() {
    let convert =
        |path: &str, to: &str| both(&["convert", "-f", "lwm2m-tlv", "-p", path, "-t", to], &[0x00, 0x02]);
    for to in ["senml-json", "senml-cbor", "lwm2m-json"] {
        let (_, errors) = convert("/3", to);
        assert_eq!(errors, format!("loss: /3/2: {to} has no form for an empty instance\n"));
    }
    for to in ["lwm2m-tlv", "lwm2m-cbor"] {
        let (bytes, errors) = convert("/3", to);
        assert_eq!(errors, "", "{to}");
        let nodes = json_of(&["decode", "-f", to, "-p", "/3", "--json"], &bytes);
        assert_eq!(nodes[0]["path"], "/3/2", "{to}");
    }
}

#[test]
fn links_keep_their_form() {
    let text = "</3/0>;ver=1.1;obs,</1>;rt=\"a b\";rt=c;rt=d,</5>";
    let (out, _) = both(&["convert", "-f", "link-format", "-t", "link-format"], text.as_bytes());
    assert_eq!(String::from_utf8(out).unwrap(), text);
    let links = json_of(&["decode", "-f", "link-format", "--json"], text.as_bytes());
    assert_eq!(links[1]["attributes"]["rt"], json!(["a b", "c", "d"]), "{links}");
}

#[test]
fn documents_of_one_form() {
    let output = mgmt(&["convert", "-t", "bbf-dm", &sample("hilltop.dm.xml")], b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr(&output).contains("one form only"));
}

#[test]
fn definitions_in_canonical_form() {
    let file = sample("greenhouse.object.xml");
    let (xml, _) = both(&["convert", "-t", "lwm2m-object", &file], b"");
    let read = |file: &str, stdin: &[u8]| json_of(&["decode", "-f", "lwm2m-object", "--json", file], stdin);
    assert_eq!(read("-", &xml), read(&file, b""));
    let (again, _) = both(&["convert", "-f", "lwm2m-object", "-t", "lwm2m-object"], &xml);
    assert_eq!(again, xml);
}

/// What stands before the path of the request stands before what is relative to it, and is not written with it.
#[test]
fn devices_behind_a_gateway() {
    let node = |path: &str| json!([{"path": path, "type": "integer", "value": 57}]);
    let tlv = [0xc1, 9, 57];
    for (format, payload) in [
        ("lwm2m-tlv", &tlv[..]),
        ("lwm2m-text", b"57"),
        ("cbor", &[0x18, 57]),
        ("lwm2m-json", br#"{"e":[{"n":"","v":57}]}"#),
    ] {
        let read = ["decode", "-f", format, "-p", "/d01/3/0/9", "--json"];
        assert_eq!(json_of(&read, payload), node("/d01/3/0/9"), "{format}");
        let (cbor, _) = both(&["convert", "-f", format, "-p", "/d01/3/0/9", "-t", "lwm2m-cbor"], payload);
        assert_eq!(cbor, [0xa1, 0x84, 0x63, b'd', b'0', b'1', 3, 0, 9, 0x18, 57], "{format}");
        let (back, _) = both(&["convert", "-p", "/d01/3/0", "-t", "lwm2m-tlv"], &cbor);
        assert_eq!(back, tlv, "{format}");
    }
    // The gateway's own battery is not the device's.
    let own = json_of(&["decode", "-p", "/d01/3/0", "--json"], br#"[{"n":"/3/0/9","v":57}]"#);
    assert_eq!(own, node("/3/0/9"));
    for path in ["3/0/9", "/3/0/9/", "/03/0/9"] {
        assert_eq!(json_of(&["decode", "-p", path, "--json"], b"57"), node("/3/0/9"), "{path}");
        assert_eq!(mgmt(&["decode", "-p", path, "--strict"], b"57").status.code(), Some(2), "{path}");
    }
}

/// A resource to execute among values to write is a record without a value, not one of null, which these formats do not
/// have.
#[test]
fn an_execute_among_values() {
    let text = br#"[{"bn":"/3/0/","n":"13","v":5},{"n":"4"}]"#;
    let (cbor, _) = both(&["convert", "-t", "lwm2m-cbor"], text);
    for from in [("senml-json", &text[..]), ("lwm2m-cbor", &cbor)] {
        let (json, _) = both(&["convert", "-f", from.0, "-t", "senml-json"], from.1);
        assert_eq!(json, text, "{}", from.0);
    }
    let (senml, _) = both(&["convert", "-t", "senml-cbor"], text);
    let (back, _) = both(&["convert", "-f", "senml-cbor", "-t", "lwm2m-cbor"], &senml);
    assert_eq!(back, cbor);
    let line = refused(&mgmt(&["decode", "-f", "senml-json"], br#"[{"n":"/3/0/4","v":null}]"#));
    assert!(line.starts_with("Type: "), "{line}");
}

/// SenML of other worlds: names instead of paths, base fields and units as they were when it is written.
#[test]
fn senml_without_paths() {
    let text = br#"[{"bn":"urn:dev:mac:0024befffe804ff1/","bt":1700000000,"bu":"Cel"},{"n":"temp","v":21.5},{"n":"on","vb":true,"t":1},{"n":"drift","s":7}]"#;
    let nodes = json_of(&["decode", "--json"], text);
    let name = |last: &str| format!("urn:dev:mac:0024befffe804ff1/{last}");
    assert_eq!(
        nodes,
        json!([
            {"path": name("temp"), "type": "float", "value": 21.5, "time": 1_700_000_000, "unit": "Cel"},
            {"path": name("on"), "type": "boolean", "value": true, "time": 1_700_000_001, "unit": "Cel"},
            {"path": name("drift"), "type": "none", "value": null, "time": 1_700_000_000, "sum": 7, "unit": "Cel"},
        ])
    );
    let (cbor, _) = both(&["convert", "-t", "senml-cbor"], text);
    assert_eq!(json_of(&["decode", "--json"], &cbor), nodes);
    let (back, _) = both(&["convert", "-t", "senml-json"], &cbor);
    assert_eq!(json_of(&["decode", "--json"], &back), nodes);
    for args in [&["convert", "-t", "lwm2m-cbor"][..], &["translate", "-t", "onem2m-json"]] {
        let line = refused(&mgmt(args, text));
        assert!(line.starts_with("Path: "), "{line}");
    }
    // At a path, and where a name may be meant for one, it is LwM2M.
    assert!(refused(&mgmt(&["decode", "-p", "/3"], text)).starts_with("Path: "));
    for name in ["/3/0/-1", "3//0", "/a b", "x y"] {
        let pack = format!(r#"[{{"n":"{name}","v":1}}]"#);
        let line = refused(&mgmt(&["decode", "-f", "senml-json"], pack.as_bytes()));
        assert!(line.starts_with("Path: ") || line.starts_with("InvalidName: "), "{line}");
    }
}

#[test]
fn tlv_of_one_object_without_a_path() {
    let json = br#"[{"n":"/3/0/9","v":57},{"n":"/3/1/9","v":58}]"#;
    let (tlv, _) = both(&["convert", "-t", "lwm2m-tlv"], json);
    assert_eq!(tlv, [0x03, 0, 0xc1, 9, 57, 0x03, 1, 0xc1, 9, 58]);
    let two = br#"[{"n":"/3/0/9","v":57},{"n":"/6/0/0","v":1.5}]"#;
    let line = refused(&mgmt(&["convert", "-t", "lwm2m-tlv"], two));
    assert!(line.starts_with("NotExpressible: "), "{line}");
    for (format, payload) in [("lwm2m-tlv", &tlv[..]), ("cbor", &[0x18, 57]), ("lwm2m-text", b"57")] {
        let line = refused(&mgmt(&["decode", "-f", format], payload));
        assert!(line.starts_with("Path: ") && line.contains("-p"), "{line}");
    }
}

/// Documents that a data model imports are looked for in its folder, the latest version of a name among them; a name
/// with a path in it is not followed.
#[test]
fn imports_beside_a_data_model() {
    let folder = std::env::temp_dir().join(format!("mgmt-cli-imports-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let document = |inner: &str| {
        format!(
            "<dm:document xmlns:dm=\"urn:broadband-forum-org:cwmp:datamodel-1-5\" spec=\"urn:example:test-1-0\">{inner}</dm:document>"
        )
    };
    let component = document(
        "<component name=\"Own\"><object name=\"Own.\" access=\"readOnly\" minEntries=\"1\" maxEntries=\"1\">\
         <parameter name=\"Level\" access=\"readOnly\"><syntax><int/></syntax></parameter></object></component>",
    );
    std::fs::write(folder.join("tr-999-1-2-0.xml"), component).unwrap();
    let model = |file: &str| {
        document(&format!(
            "<import file=\"{file}\" spec=\"urn:example:test-1-0\"><component name=\"Own\"/></import>\
             <model name=\"Test:1.0\"><component path=\"Test.\" ref=\"Own\"/>\
             <object name=\"Test.\" access=\"readOnly\" minEntries=\"1\" maxEntries=\"1\"/></model>"
        ))
    };
    for (file, found) in [
        ("tr-999-1-2-0.xml", true),
        ("tr-999-1-2.xml", true),
        ("../tr-999-1-2-0.xml", false),
        ("other.xml", false),
    ] {
        let path = folder.join("model.xml");
        std::fs::write(&path, model(file)).unwrap();
        let output = mgmt(&["decode", "--json", "-f", "bbf-dm", &path.to_string_lossy()], b"");
        assert_eq!(output.status.code(), Some(0), "{file}: {}", stderr(&output));
        let decoded: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let missing = stderr(&output).contains("MissingDocument");
        assert_eq!(
            (decoded["parameter_count"] == 1, missing),
            (found, !found),
            "{file}: {}",
            stderr(&output)
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A report in the format it came in keeps its layout and separators; in another it has the usual ones.
#[test]
fn layouts_of_reports() {
    let convert =
        |to: &str, text: &str| String::from_utf8(both(&["convert", "-t", to], text.as_bytes()).0).unwrap();
    let nested = r#"{"Report":[{"CollectionTime":1,"Device":{"A":{"1":{"B":2}}}}]}"#;
    let flat = r#"{"Report":[{"CollectionTime":1,"Device.A.1.B":2}]}"#;
    let rows =
        "ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n1,Device.A.1.B,2,unsignedInt\r\n";
    let columns = "ReportTimestamp,Device.A.1.B\r\n1,2\r\n";
    for (to, same) in [("bulk-json", nested), ("bulk-json", flat), ("bulk-csv", rows), ("bulk-csv", columns)]
    {
        assert_eq!(convert(to, same), same);
    }
    assert_eq!(convert("bulk-csv", &columns.replace(',', ";")), columns.replace(',', ";"));
    assert_eq!(convert("bulk-json", rows), flat);
    assert_eq!(both(&["convert", "-t", "bulk-json", "-o", "-"], rows.as_bytes()).0, flat.as_bytes());
    // An IPDR document keeps what it says of itself.
    let document = std::fs::read_to_string(samples().join("report.ipdr.xml")).unwrap();
    let again = convert("ipdr-xml", &document);
    for attribute in
        ["docId=\"", "creationTime=\"", "IPDRRecorderInfo=\"", "version=\"3", "endTime=\"", "count=\""]
    {
        let value = |text: &str| text.split(attribute).nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(value(&again), value(&document), "{attribute}");
    }
    assert_eq!(convert("bulk-csv", nested), columns);
}

/// Documents in UTF-16 and with a DOCTYPE are found by what is in them.
#[test]
fn other_encodings_are_recognised() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><!DOCTYPE SyncML PUBLIC \"-//a//b\" \"c\">\
                <SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
                <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source>\
                <LocURI>s</LocURI></Source></SyncHdr><SyncBody><Final/></SyncBody></SyncML>";
    let units: Vec<u16> = std::iter::once(0xFEFF).chain(text.encode_utf16()).collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let first = json_of(&["decode", "--json"], &little);
    assert_eq!(first["SyncHdr"]["VerProto"], "DM/1.2");
    assert_eq!(first, json_of(&["decode", "--json"], &big));
    // With an internal subset it is recognised, and refused for it.
    let subset = b"<!DOCTYPE SyncML [<!ENTITY a \"b\">]><SyncML xmlns=\"SYNCML:SYNCML1.2\"/>";
    assert!(refused(&mgmt(&["decode"], subset)).starts_with("DtdForbidden: "));
}

/// Parts of messages, as documentation prints them: nothing of them is lost on the way.
#[test]
fn a_message_in_parts_is_converted_whole() {
    let header = "<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>7F</SessionID><MsgID>1</MsgID>\
        <Target><LocURI>t</LocURI></Target><Source><LocURI>s</LocURI></Source></SyncHdr>";
    let body = "<SyncBody xmlns='SYNCML:SYNCML1.2'><Get><CmdID>1</CmdID><Item/></Get><Final/></SyncBody>";
    for (text, parts) in
        [(format!("{header}\n{body}"), ["7F", "<Final/>"]), (body.to_owned(), ["<Get>", "<Final/>"])]
    {
        let (wbxml, _) = both(&["convert", "-t", "syncml-wbxml"], text.as_bytes());
        let (xml, _) = both(&["convert", "-t", "syncml"], &wbxml);
        let xml = String::from_utf8(xml).unwrap();
        assert!(parts.iter().all(|part| xml.contains(part)), "{xml}");
    }
}
