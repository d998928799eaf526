//! Sessions as values: what to send next, what to do with what came. No I/O, no clock.
//!
//! A session is a chain of HTTP exchanges: the CPE posts, the ACS answers. Each post and each answer holds one
//! envelope or is empty. [`Cpe`] and [`AcsSession`] take what came and say what to do, as lists of [`CpeAction`]
//! and [`AcsAction`]; the transport, authentication and cookies are the caller's. [`http`] has the header fields.
//!
//! | rule | where |
//! |---|---|
//! | an Inform opens the session, and nothing else may | both |
//! | one envelope at a time; `MaxEnvelopes` is 1 and is ignored when it comes | both |
//! | an answer carries the `ID` of its request | both |
//! | CPE requests go before the empty post, unless the ACS holds them (`HoldRequests`) | [`Cpe`] |
//! | the ACS sends its requests as answers to the empty post and to responses; empty when it has none | [`AcsSession`] |
//! | both empty: the session is over | both |
//! | a failed session is tried again after a [`RetryWindow`] that doubles from time to time | [`RetryPolicy`] |
//! | events stay until an InformResponse confirms them | [`Cpe`] |
//! | `NoMoreRequests` is accepted and never relied on: a side is silent when it says nothing | both |
//! | fault 8005: the same request is sent again | [`Cpe`] |
//! | an Inform may be answered by a fault ([`AcsSession::refuse`]): 8005 has it sent again, others end the session | [`AcsSession`] |

mod acs;
mod cpe;
mod events;
pub mod http;
mod retry;
mod version;

pub use acs::{AcsAction, AcsSession};
pub use cpe::{Cpe, CpeAction, Transfer, TransferKind};
pub use events::EventQueue;
pub use retry::{RetryPolicy, RetryWindow};
pub use version::{negotiate, peer_versions};

use crate::value::trim;

/// Whether an answer's `ID` is that of the request. White space around it is no part of it: some devices indent.
fn same_id(request: Option<&str>, answer: Option<&str>) -> bool {
    trim(request.unwrap_or_default()) == trim(answer.unwrap_or_default())
}
