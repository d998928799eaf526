//! `SetParameterValues`: the ACS writes parameters.

use super::facet::{PARAMETER_KEY, STATUS, list};
use super::table::record;
use super::{Extensions, ParameterValueStruct, Status};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// The ACS writes parameters, all or none (ACS to CPE).
    SetParameterValues {
        /// Full paths and their new values.
        parameter_list: "ParameterList" Vec<ParameterValueStruct<'a>> [list("ParameterValueList")], new;
        /// What `ManagementServer.ParameterKey` becomes on success; at most 32 characters.
        parameter_key: "ParameterKey" Cow<'a, str> [PARAMETER_KEY], new;
    }

    /// The parameters are written.
    SetParameterValuesResponse {
        /// Whether the values are already in use.
        status: "Status" Status [STATUS], new;
    }
}
