//! `ChangeDUState`: the ACS installs, updates and removes software.

use super::facet::{COMMAND_KEY, Facet};
use super::table::record;
use super::{Extensions, Operation};
use alloc::borrow::Cow;
use alloc::vec::Vec;

const OPERATIONS: Facet = Facet::NONE.items(1, usize::MAX);

record! {
    /// The ACS installs, updates and removes deployment units (ACS to CPE, from CWMP 1.2).
    ChangeDUState {
        /// At least one, in the order in which they are done.
        operations: "Operations" Vec<Operation<'a>> [OPERATIONS], new;
        /// Comes back with `DUStateChangeComplete`; at most 32 characters.
        command_key: "CommandKey" Option<Cow<'a, str>> [COMMAND_KEY], with_command_key(Cow<'a, str>);
    }

    /// The operations will be done.
    ChangeDUStateResponse {}
}
