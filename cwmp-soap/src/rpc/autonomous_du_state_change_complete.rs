//! `AutonomousDUStateChangeComplete`: the device reports changes that the ACS did not ask for.

use super::facet::Facet;
use super::table::record;
use super::{AutonOpResultStruct, Extensions};
use alloc::vec::Vec;

const RESULTS: Facet = Facet::NONE.items(1, usize::MAX);

record! {
    /// The device reports changes of deployment units that the ACS did not ask for (CPE to ACS, from CWMP 1.2).
    AutonomousDUStateChangeComplete {
        /// At least one.
        results: "Results" Vec<AutonOpResultStruct<'a>> [RESULTS], new;
    }

    /// The ACS has taken note.
    AutonomousDUStateChangeCompleteResponse {}
}
