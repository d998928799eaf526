//! OMA Client Provisioning.

use crate::check::{assert_same, in_all_modes};
use crate::xml::is_well_formed_for_others;
use mgmt_wire::{DecodeOptions, Kind};
use omadm_syncml::bootstrap::ProvisioningDoc;
use omadm_syncml::security::{BootstrapMac, BootstrapSecret, SecurityMethod};

/// Runs the target.
pub fn run(data: &[u8]) {
    let wbxml = |options: &DecodeOptions| {
        ProvisioningDoc::decode_wbxml(data, options, &mut ()).map(|document| document.assume_unauthenticated())
    };
    let xml = |options: &DecodeOptions| {
        ProvisioningDoc::decode_xml(data, options, &mut ()).map(|document| document.assume_unauthenticated())
    };
    if let Some(document) = in_all_modes(wbxml) {
        round_trips(&document, wbxml(&DecodeOptions::strict()).is_ok());
        verifies(data);
    }
    if let Some(document) = in_all_modes(xml) {
        round_trips(&document, xml(&DecodeOptions::strict()).is_ok());
    }
}

fn round_trips(document: &ProvisioningDoc<'_>, is_strict: bool) {
    assert_same(&document.clone().into_owned(), document, "owned and borrowed differ");
    let accounts = document.dm_accounts();
    match document.to_xml() {
        Ok(written) => {
            assert!(is_well_formed_for_others(&written), "written ill-formed:\n{written}");
            let again = match ProvisioningDoc::from_xml(written.as_bytes()) {
                Ok(again) => again.assume_unauthenticated(),
                Err(error) => panic!("the XML that was written cannot be read: {error}\n{written}"),
            };
            if is_strict {
                assert_same(&again, document, &format!("written in XML and read again, it differs:\n{written}"));
                assert!(again.dm_accounts() == accounts, "other accounts");
            }
            assert_eq!(again.to_xml().ok(), Some(written), "written twice, it differs");
        }
        Err(error) => {
            let cannot = error.kind().name() == "InvalidCharacter";
            assert!(!is_strict || cannot, "strict input cannot be written: {error}");
        }
    }
    match document.to_wbxml() {
        Ok(written) => {
            let again = match ProvisioningDoc::from_wbxml(&written) {
                Ok(again) => again.assume_unauthenticated(),
                Err(error) => panic!("the WBXML that was written cannot be read: {error}\n{written:x?}"),
            };
            if is_strict {
                let what = format!("written in WBXML and read again, it differs:\n{written:x?}");
                assert_same(&again, document, &what);
                assert!(again.dm_accounts() == accounts, "other accounts");
            }
            assert_eq!(again.to_wbxml().ok(), Some(written), "written twice, it differs");
        }
        Err(error) => assert!(!is_strict, "strict input cannot be written: {error}"),
    }
}

/// The MAC is over the bytes, whatever they say.
fn verifies(body: &[u8]) {
    let secret = || BootstrapSecret::new().with_network(b"imsi".to_vec()).with_pin("1234");
    for method in [SecurityMethod::NetwPin, SecurityMethod::UserPin, SecurityMethod::UserNetwPin] {
        let mac = BootstrapMac::compute(method, &secret(), body).expect("all secrets are there");
        assert!(mac.verify(&secret(), body, &DecodeOptions::strict()).is_ok());
        let longer = [body, b"\0"].concat();
        assert!(mac.verify(&secret(), &longer, &DecodeOptions::lenient()).is_err());
    }
}
