//! `SetParameterAttributes`: the ACS sets notification and access of parameters.

use super::facet::{ACCESS_ITEM, ANY, NAME, NOTIFICATION, list};
use super::table::{items, record, structs};
use super::{Extensions, Notification};
use crate::value::Boolean;
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// What to change about a parameter.
    SetParameterAttributesStruct {
        /// A full path, or a partial path for everything below.
        name: "Name" Cow<'a, str> [NAME], new;
        /// Whether `notification` is to be taken.
        notification_change: "NotificationChange" Boolean [ANY], with_notification_change;
        /// How changes are reported.
        notification: "Notification" Notification [NOTIFICATION], with_notification;
        /// Whether `access_list` is to be taken.
        access_list_change: "AccessListChange" Boolean [ANY], with_access_list_change;
        /// Who else may set the parameter: `Subscriber`, or nobody.
        access_list: "AccessList" Vec<Cow<'a, str>> [list("AccessList").of(&ACCESS_ITEM)], with_access_list;
    }

    /// The ACS sets attributes of parameters, all or none (ACS to CPE).
    SetParameterAttributes {
        /// What to change.
        parameter_list: "ParameterList" Vec<SetParameterAttributesStruct<'a>>
            [list("SetParameterAttributesList").items(1, usize::MAX)], new;
    }

    /// The attributes are set.
    SetParameterAttributesResponse {}
}

structs! { SetParameterAttributesStruct }
items! { SetParameterAttributesStruct Parameters; }

impl Default for SetParameterAttributesStruct<'_> {
    fn default() -> Self {
        SetParameterAttributesStruct::new("")
    }
}
