//! Device descriptions (DDF) and serialized trees (TNDS) in WBXML.

use crate::check::{assert_same, in_all_modes};
use crate::xml::is_well_formed_for_others;
use mgmt_wire::DecodeOptions;
use omadm_syncml::tree::MgmtTree;

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| MgmtTree::decode_wbxml(data, options, &mut ());
    let Some(tree) = in_all_modes(decode) else { return };
    assert_same(&tree.clone().into_owned(), &tree, "owned and borrowed differ");
    let is_strict = decode(&DecodeOptions::strict()).is_ok();
    match tree.to_wbxml() {
        Ok(written) => {
            let again = match MgmtTree::from_wbxml(&written) {
                Ok(again) => again,
                Err(error) => panic!("what was written cannot be read: {error}\n{written:x?}"),
            };
            if is_strict {
                assert_same(&again, &tree, &format!("written and read again, it differs:\n{written:x?}"));
            }
            assert_eq!(again.to_wbxml().ok().as_ref(), Some(&written), "written twice, it differs");
        }
        Err(error) => assert!(!is_strict, "strict input cannot be written: {error}"),
    }
    // Bytes become base64 in XML; after that nothing changes any more.
    if let Ok(written) = tree.to_xml() {
        assert!(is_well_formed_for_others(&written), "written ill-formed:\n{written}");
        let again = match MgmtTree::from_xml(written.as_bytes()) {
            Ok(again) => again,
            Err(error) => panic!("the XML that was written cannot be read: {error}\n{written}"),
        };
        assert_eq!(again.to_xml().ok(), Some(written), "written twice, it differs");
    }
    let fragment = tree.to_fragment();
    let again = MgmtTree::from_fragment(&fragment, &DecodeOptions::default(), &mut ());
    assert!(!is_strict || again.is_ok(), "what is put into an item cannot be read: {again:?}");
}
