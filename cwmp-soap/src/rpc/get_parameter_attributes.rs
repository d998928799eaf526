//! `GetParameterAttributes`: the ACS reads notification and access of parameters.

use super::facet::{ACCESS_ITEM, NAME, NAME_ITEM, NOTIFICATION, list};
use super::table::{items, record, structs};
use super::{Extensions, Notification};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// The attributes of a parameter.
    ParameterAttributeStruct {
        /// The full path.
        name: "Name" Cow<'a, str> [NAME], new;
        /// How changes are reported.
        notification: "Notification" Notification [NOTIFICATION], new;
        /// Who else may set the parameter.
        access_list: "AccessList" Vec<Cow<'a, str>> [list("AccessList").of(&ACCESS_ITEM)], with_access_list;
    }

    /// The ACS reads attributes of parameters (ACS to CPE).
    GetParameterAttributes {
        /// Full or partial paths.
        parameter_names: "ParameterNames" Vec<Cow<'a, str>>
            [list("ParameterNames").items(1, usize::MAX).of(&NAME_ITEM)], new;
    }

    /// The attributes.
    GetParameterAttributesResponse {
        /// Each parameter asked for.
        parameter_list: "ParameterList" Vec<ParameterAttributeStruct<'a>> [list("ParameterAttributeList")], new;
    }
}

structs! { ParameterAttributeStruct }
items! { ParameterAttributeStruct Parameters; }

impl Default for ParameterAttributeStruct<'_> {
    fn default() -> Self {
        ParameterAttributeStruct::new("", Notification::OFF)
    }
}
