//! `DUStateChangeComplete`: the device reports the end of a `ChangeDUState`.

use super::facet::{COMMAND_KEY, Facet};
use super::table::record;
use super::{Extensions, OpResultStruct};
use alloc::borrow::Cow;
use alloc::vec::Vec;

const RESULTS: Facet = Facet::NONE.items(1, usize::MAX);

record! {
    /// The device reports the end of a `ChangeDUState` (CPE to ACS, from CWMP 1.2).
    DUStateChangeComplete {
        /// One result for each operation, in their order.
        results: "Results" Vec<OpResultStruct<'a>> [RESULTS], new;
        /// That of the `ChangeDUState`.
        command_key: "CommandKey" Option<Cow<'a, str>> [COMMAND_KEY], with_command_key(Cow<'a, str>);
    }

    /// The ACS has taken note.
    DUStateChangeCompleteResponse {}
}
