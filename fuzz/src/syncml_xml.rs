//! SyncML messages in XML.

use crate::check::in_all_modes;
use crate::syncml::round_trips;
use mgmt_wire::DecodeOptions;
use omadm_syncml::message::SyncMl;

/// Runs the target.
pub fn run(data: &[u8]) {
    let Some(message) = in_all_modes(|options| SyncMl::decode_xml(data, options, &mut ())) else {
        // Whatever could be read must be usable all the same.
        let partial = SyncMl::partial_xml(data, &DecodeOptions::lenient(), &mut ());
        drop(partial.into_owned());
        return;
    };
    round_trips(&message, SyncMl::decode_xml(data, &DecodeOptions::strict(), &mut ()).is_ok());
}
