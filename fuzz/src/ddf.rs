//! Device descriptions (DDF) and serialized trees (TNDS).

use crate::check::{assert_same, in_all_modes};
use crate::xml::is_well_formed_for_others;
use mgmt_wire::DecodeOptions;
use omadm_syncml::tree::MgmtTree;

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| MgmtTree::decode(data, options, &mut ());
    let Some(tree) = in_all_modes(decode) else { return };
    assert_same(&tree.clone().into_owned(), &tree, "owned and borrowed differ");
    let Ok(written) = tree.to_xml() else {
        let strict = MgmtTree::decode(data, &DecodeOptions::strict(), &mut ());
        assert!(strict.is_err(), "strict input cannot be written: {:?}", tree.to_xml());
        return;
    };
    assert!(is_well_formed_for_others(&written), "written ill-formed:\n{written}");
    let again = match MgmtTree::from_xml(written.as_bytes()) {
        Ok(again) => again,
        Err(error) => panic!("what was written cannot be read: {error}\n{written}"),
    };
    if MgmtTree::decode(data, &DecodeOptions::strict(), &mut ()).is_ok() {
        assert_same(&again, &tree, &format!("written and read again, it differs:\n{written}"));
    }
    // What lenient reading accepts may come out repaired, and then stays as it is.
    assert_eq!(again.to_xml().ok(), Some(written), "written twice, it differs");
}
