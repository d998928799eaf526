//! CWMP envelopes, both directions.

use crate::check::{assert_same, in_all_modes};
use crate::xml::is_well_formed_for_others;
use cwmp_soap::{Envelope, ErrorKind};
use mgmt_wire::DecodeOptions;

/// Runs the target.
pub fn run(data: &[u8]) {
    let decode = |options: &DecodeOptions| Envelope::decode(data, options, &mut ());
    let Some(envelope) = in_all_modes(decode) else { return };
    assert_same(&envelope.clone().into_owned(), &envelope, "owned and borrowed differ");
    let written = match envelope.to_xml() {
        Ok(written) => written,
        // Values that lenient reading keeps as they came, and strict writing refuses.
        Err(error) if may_be_refused(error.kind()) => return,
        Err(error) => panic!("what was read cannot be written: {error}"),
    };
    assert!(is_well_formed_for_others(&written), "written ill-formed:\n{written}");
    let again = match Envelope::from_xml(written.as_bytes()) {
        Ok(again) => again,
        Err(error) => panic!("what was written cannot be read: {error}\n{written}"),
    };
    let twice = again.to_xml();
    if Envelope::decode(data, &DecodeOptions::strict(), &mut ()).is_ok() {
        assert_same(&again, &envelope, &format!("written and read again, it differs:\n{written}"));
        assert_eq!(twice.as_ref().ok(), Some(&written), "written twice, it differs");
    }
    // What lenient reading accepts may come out repaired (a kept element finds prefixes declared that were not), and
    // then stays as it is.
    let twice = twice.expect("what was written is written again");
    let thrice = Envelope::from_xml(twice.as_bytes()).and_then(|envelope| envelope.to_xml());
    assert_eq!(thrice.ok(), Some(twice), "written three times, it differs");
}

fn may_be_refused(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidValue(_) | ErrorKind::OutOfRange(_) | ErrorKind::ArrayLength(_) | ErrorKind::Missing(_)
    )
}
