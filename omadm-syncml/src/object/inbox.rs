//! The Inbox.

use super::table::object;

object! {
    /// `./Inbox`: the place to Add an object to when the device shall find the right place for it by the object's
    /// identifier. A Get of it, or of anything below, is answered with 405.
    INBOX = "urn:oma:mo:oma-dm-inbox:1.0", "Inbox", Specification "DM StdObj 1.2.1, The Inbox URI";
    0 "Inbox" Node ZeroOrOne [Add] "takes objects whose place the device knows";
}
