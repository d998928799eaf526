//! OMA Client Provisioning: both encodings, the MAC, the account.
#![cfg(all(feature = "xml", feature = "auth"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use mgmt_wire::{DecodeOptions, Warning};
use omadm_syncml::WarningKind;
use omadm_syncml::bootstrap::{Characteristic, Content, Parm, ProvisioningDoc};
use omadm_syncml::object::AuthLevel;

const ACCOUNT: &str = r#"<?xml version="1.0"?>
<!DOCTYPE wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" "http://www.wapforum.org/DTD/prov.dtd">
<wap-provisioningdoc version="1.1">
  <characteristic type="NAPDEF">
    <parm name="NAPID" value="INTERNET"/>
    <parm name="BEARER" value="GSM-GPRS"/>
    <parm name="NAP-ADDRTYPE" value="APN"/>
    <parm name="INTERNET"/>
    <characteristic type="NAPAUTHINFO"><parm name="AUTHTYPE" value="PAP"/></characteristic>
  </characteristic>
  <characteristic type="APPLICATION">
    <parm name="APPID" value="w7"/>
    <parm name="PROVIDER-ID" value="com.example.dm"/>
    <parm name="NAME" value="Example &amp; Sons"/>
    <parm name="TO-NAPID" value="INTERNET"/>
    <characteristic type="APPADDR">
      <parm name="ADDR" value="https://dm.example/dm"/>
      <parm name="ADDRTYPE" value="IPV4"/>
      <characteristic type="PORT"><parm name="PORTNBR" value="8443"/></characteristic>
    </characteristic>
    <characteristic type="APPAUTH">
      <parm name="AAUTHLEVEL" value="APPSRV"/>
      <parm name="AAUTHTYPE" value="DIGEST"/>
      <parm name="AAUTHNAME" value="device-1"/>
      <parm name="AAUTHSECRET" value="s3cret"/>
      <parm name="AAUTHDATA" value="bm9uY2U="/>
    </characteristic>
    <characteristic type="APPAUTH">
      <parm name="AAUTHLEVEL" value="CLIENT"/>
      <parm name="AAUTHTYPE" value="HTTP-BASIC"/>
    </characteristic>
  </characteristic>
</wap-provisioningdoc>
"#;

fn account() -> ProvisioningDoc<'static> {
    ProvisioningDoc::from_xml(ACCOUNT.as_bytes()).unwrap().assume_unauthenticated()
}

#[test]
fn both_encodings_carry_the_same() {
    let document = account();
    let wbxml = document.to_wbxml().unwrap();
    assert_eq!(&wbxml[..5], [0x03, 0x0B, 0x6A, 0x00, 0xC5]);
    assert!(wbxml.len() * 4 < ACCOUNT.len() * 2, "tokens, not text");
    assert_eq!(ProvisioningDoc::from_wbxml(&wbxml).unwrap().assume_unauthenticated(), document);
    let xml = document.to_xml().unwrap();
    assert_eq!(ProvisioningDoc::from_xml(xml.as_bytes()).unwrap().assume_unauthenticated(), document);
    let strict = ProvisioningDoc::decode_wbxml(&wbxml, &DecodeOptions::strict(), &mut ());
    assert_eq!(strict.unwrap().assume_unauthenticated(), document);
}

#[test]
fn values_are_concatenated_from_tokens_and_strings() {
    // type=APPAUTH; AAUTHTYPE = "HTTP-" "BASIC"; a parm without value; the attribute page changes inside the list
    // and stays changed.
    let bytes = [
        0x03, 0x0B, 0x6A, 0x00, 0xC5, 0x46, 0x01, 0xC6, 0x00, 0x01, 0x57, 0x01, 0x87, 0x33, 0x06, 0x91, 0x92,
        0x01, 0x87, 0x36, 0x06, 0x03, b'w', 0x00, 0x03, b'7', 0x00, 0x01, 0x87, 0x00, 0x00, 0x14, 0x01, 0x01,
        0x01,
    ];
    let document = ProvisioningDoc::from_wbxml(&bytes).unwrap().assume_unauthenticated();
    assert_eq!(document.version.as_deref(), Some("1.0"));
    let auth = document.characteristics("APPAUTH").next().unwrap();
    assert_eq!(auth.value("AAUTHTYPE"), Some("HTTP-BASIC"));
    assert_eq!(auth.value("APPID"), Some("w7"));
    assert_eq!(auth.value("INTERNET"), Some(""));
    assert_eq!(auth.parms().last(), Some(&Parm::flag("INTERNET")));
}

#[test]
fn vendor_tokens_are_read_and_not_written() {
    // characteristic type=WLAN with name=SSID: tokens of Nokia's dictionary.
    let bytes = [
        0x03, 0x0B, 0x6A, 0x00, 0x45, 0xC6, 0x5E, 0x01, 0x87, 0x73, 0x06, 0x03, b'n', 0x00, 0x01, 0x01, 0x01,
    ];
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    let document = ProvisioningDoc::decode_wbxml(&bytes, &DecodeOptions::lenient(), &mut warnings).unwrap();
    let document = document.assume_unauthenticated();
    assert_eq!(document.characteristics("WLAN").next().unwrap().value("SSID"), Some("n"));
    assert_eq!(warnings.len(), 2);
    assert!(warnings.iter().all(|warning| warning.kind == WarningKind::VendorProvisioningToken));
    let written = document.to_wbxml().unwrap();
    let strict = ProvisioningDoc::decode_wbxml(&written, &DecodeOptions::strict(), &mut ());
    assert_eq!(strict.unwrap().assume_unauthenticated(), document);
    let refused = ProvisioningDoc::decode_wbxml(&bytes, &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!(refused.name(), "UnknownToken");
}

#[test]
fn w7_becomes_an_account() {
    let accounts = account().dm_accounts();
    assert_eq!(accounts.len(), 1);
    let account = &accounts[0];
    assert_eq!(account.server_id, "com.example.dm");
    assert_eq!(account.name.as_deref(), Some("Example & Sons"));
    assert_eq!(account.connections, ["INTERNET"]);
    assert_eq!(account.addresses[0].addr, "https://dm.example/dm");
    assert_eq!(account.addresses[0].ports, [8443]);
    assert_eq!(account.auth[0].level, AuthLevel::Client);
    assert_eq!(account.auth[0].secret.as_deref(), Some("s3cret"));
    assert_eq!(account.auth[1].level, AuthLevel::Server);
}

#[test]
fn an_account_becomes_w7() {
    let read = account();
    let accounts = read.dm_accounts();
    let written = ProvisioningDoc::new().with_dm_account(&accounts[0]);
    assert_eq!(written.characteristics("APPLICATION").next(), read.characteristics("APPLICATION").next());
    let wbxml = written.to_wbxml().unwrap();
    assert_eq!(ProvisioningDoc::from_wbxml(&wbxml).unwrap().assume_unauthenticated().dm_accounts(), accounts);
}

#[test]
fn secrets_stay_out_of_debug() {
    let text = format!("{:?}", account());
    assert!(text.contains("device-1") && !text.contains("s3cret") && !text.contains("bm9uY2U="), "{text}");
}

#[test]
fn unknown_content_is_kept() {
    let xml = r#"<wap-provisioningdoc version="1.0" extra="1"><vendor a="b"><x>1</x></vendor><characteristic type="A" other="2"><parm name="N" value="V" more="3"/></characteristic></wap-provisioningdoc>"#;
    let document = ProvisioningDoc::from_xml(xml.as_bytes()).unwrap().assume_unauthenticated();
    assert!(matches!(document.content[0], Content::Other(_)));
    let written = document.to_xml().unwrap();
    assert!(written.ends_with(xml), "{written}");
    let wbxml = document.to_wbxml().unwrap();
    let read = ProvisioningDoc::from_wbxml(&wbxml).unwrap().assume_unauthenticated();
    assert_eq!(read.to_xml().unwrap(), written);
}

#[test]
fn characteristics_nest_so_deep_and_no_deeper() {
    let nested = |depth: usize| {
        let document = format!(
            "<wap-provisioningdoc>{}{}</wap-provisioningdoc>",
            "<characteristic type=\"A\">".repeat(depth),
            "</characteristic>".repeat(depth)
        );
        ProvisioningDoc::from_xml(document.as_bytes())
            .map(|document| document.assume_unauthenticated().to_wbxml())
    };
    assert!(nested(8).unwrap().is_ok());
    assert_eq!(nested(9).unwrap_err().name(), "Limit");
    let mut inner = Characteristic::new("A");
    for _ in 0..9 {
        inner = Characteristic::new("A").with_characteristic(inner);
    }
    assert_eq!(ProvisioningDoc::new().with_characteristic(inner).to_xml().unwrap_err().name(), "Limit");
}

#[test]
fn corpus() {
    let Some(folder) = mgmt_testkit::corpus("omadm") else {
        mgmt_testkit::corpus::skip("MGMT_CORPUS", "provisioning documents");
        return;
    };
    let mut seen = 0;
    for file in mgmt_testkit::files(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        if bytes.starts_with(&[0x03, 0x0B]) {
            let document = ProvisioningDoc::from_wbxml(&bytes).unwrap().assume_unauthenticated();
            let again = document.to_wbxml().unwrap();
            assert_eq!(
                ProvisioningDoc::from_wbxml(&again).unwrap().assume_unauthenticated(),
                document,
                "{file:?}"
            );
            let xml = document.to_xml().unwrap();
            assert_eq!(ProvisioningDoc::from_xml(xml.as_bytes()).unwrap().assume_unauthenticated(), document);
            seen += 1;
        } else if file.extension().is_some_and(|end| end == "syncml") {
            let document = ProvisioningDoc::from_xml(&bytes).unwrap().assume_unauthenticated();
            let wbxml = document.to_wbxml().unwrap();
            assert_eq!(ProvisioningDoc::from_wbxml(&wbxml).unwrap().assume_unauthenticated(), document);
            seen += 1;
        }
    }
    assert!(seen > 0, "the corpus holds provisioning documents");
}

#[test]
fn what_only_nokia_has_is_refused_by_its_token() {
    // `<characteristic type="LOGINSCRIPT">`, on code page 1.
    let document = b"\x03\x0B\x6A\x00\x45\x86\x00\x01\x5A\x01\x01";
    let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
    ProvisioningDoc::decode_wbxml(document, &DecodeOptions::lenient(), &mut warnings).unwrap();
    assert_eq!(warnings, [Warning::new(WarningKind::VendorProvisioningToken, 8)]);
    let error = ProvisioningDoc::decode_wbxml(document, &DecodeOptions::strict(), &mut ()).unwrap_err();
    assert_eq!(*error.kind(), omadm_syncml::ErrorKind::UnknownToken { page: 1, token: 0x5A });
}
