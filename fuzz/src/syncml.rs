//! What the SyncML targets share.

use crate::check::assert_same;
use crate::xml::is_well_formed_for_others;
use mgmt_wire::{DecodeOptions, Kind};
use omadm_syncml::message::SyncMl;

/// Writes a message in both encodings and reads it back. `exact`: strict reading took it, so nothing may change.
pub(crate) fn round_trips(message: &SyncMl<'_>, exact: bool) {
    assert_same(&message.clone().into_owned(), message, "owned and borrowed differ");
    let strict = DecodeOptions::strict();
    // Bytes that XML cannot carry may stand in WBXML.
    if let Ok(xml) = message.to_xml() {
        assert!(is_well_formed_for_others(&xml), "written ill-formed:\n{xml}");
        let again = match SyncMl::from_xml(xml.as_bytes()) {
            Ok(again) => again,
            Err(error) => panic!("the XML that was written cannot be read: {error}\n{xml}"),
        };
        if exact {
            assert_same(&again, message, &format!("written in XML and read again, it differs:\n{xml}"));
            assert!(SyncMl::decode_xml(xml.as_bytes(), &strict, &mut ()).is_ok(), "no longer strict:\n{xml}");
        }
        assert_eq!(again.to_xml().ok().as_ref(), Some(&xml), "written twice, it differs");
    } else if let Err(error) = message.to_xml() {
        let cannot = error.kind().name() == "InvalidCharacter";
        assert!(!exact || cannot, "strict input cannot be written: {error}");
    }
    match message.to_wbxml() {
        Ok(wbxml) => {
            let again = match SyncMl::from_wbxml(&wbxml) {
                Ok(again) => again,
                Err(error) => panic!("the WBXML that was written cannot be read: {error}\n{wbxml:x?}"),
            };
            if exact {
                assert_same(
                    &again,
                    message,
                    &format!("written in WBXML and read again, it differs:\n{wbxml:x?}"),
                );
            }
            assert_eq!(again.to_wbxml().ok(), Some(wbxml), "written twice, it differs");
        }
        Err(error) => assert!(!exact, "strict input cannot be written: {error}"),
    }
}
