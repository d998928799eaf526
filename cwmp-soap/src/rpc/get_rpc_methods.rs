//! `GetRPCMethods`: which methods does the other side have?

use super::Extensions;
use super::facet::{METHOD_ITEM, list};
use super::table::record;
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// Either side asks the other for its methods.
    GetRPCMethods {}

    /// The names of the methods.
    GetRPCMethodsResponse {
        /// Names as in the schema; vendors' begin with `X_`.
        method_list: "MethodList" Vec<Cow<'a, str>>
            [list("MethodList").items(1, usize::MAX).of(&METHOD_ITEM)], new;
    }
}
