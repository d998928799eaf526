//! `GetParameterNames`: the ACS explores the data model.

use super::Extensions;
use super::facet::{ANY, NAME, list, text};
use super::table::{items, record, structs};
use crate::value::Boolean;
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// A parameter or object of the device.
    ParameterInfoStruct {
        /// The full path; that of an object ends in a dot.
        name: "Name" Cow<'a, str> [NAME], new;
        /// Parameter: whether it can be set. Table: whether instances can be added. Instance: whether it can be
        /// deleted.
        writable: "Writable" Boolean [ANY], new;
    }

    /// The ACS explores the data model (ACS to CPE).
    GetParameterNames {
        /// A full path, a partial path with a final dot, or the empty path for the whole model.
        parameter_path: "ParameterPath" Cow<'a, str> [text(256).token()], new;
        /// Only the children of the object and not what is below them.
        next_level: "NextLevel" Boolean [ANY.vital()], new;
    }

    /// What there is.
    GetParameterNamesResponse {
        /// Parameters and objects.
        parameter_list: "ParameterList" Vec<ParameterInfoStruct<'a>> [list("ParameterInfoList")], new;
    }
}

structs! { ParameterInfoStruct }
items! { ParameterInfoStruct Parameters; }

impl Default for ParameterInfoStruct<'_> {
    fn default() -> Self {
        ParameterInfoStruct::new("", false)
    }
}
