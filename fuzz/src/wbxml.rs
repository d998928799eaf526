//! SyncML messages in WBXML, and the tokenizer on anything.

use crate::check::in_all_modes;
use crate::syncml::round_trips;
use mgmt_wire::DecodeOptions;
use omadm_syncml::message::SyncMl;
use omadm_syncml::syntax::wbxml::Tokenizer;

/// Runs the target.
pub fn run(data: &[u8]) {
    tokens(data);
    let Some(message) = in_all_modes(|options| SyncMl::decode_wbxml(data, options, &mut ())) else {
        let partial = SyncMl::partial_wbxml(data, &DecodeOptions::lenient(), &mut ());
        drop(partial.into_owned());
        return;
    };
    round_trips(&message, SyncMl::decode_wbxml(data, &DecodeOptions::strict(), &mut ()).is_ok());
}

/// Tokens follow each other without going back, and the end is final.
fn tokens(data: &[u8]) {
    let options = DecodeOptions::lenient();
    let Ok(mut tokenizer) = Tokenizer::new(data, &options) else { return };
    let mut last = tokenizer.offset();
    while let Ok(token) = tokenizer.next() {
        assert!(tokenizer.depth() <= options.limits.depth);
        if token.is_none() {
            assert_eq!(tokenizer.depth(), 0, "the end inside an element");
            break;
        }
        assert!(tokenizer.offset() >= last && tokenizer.offset() < data.len(), "tokens go back");
        last = tokenizer.offset();
    }
}
