//! `AddObject`: the ACS creates an instance.

use super::facet::{INSTANCE_NUMBER, OBJECT_NAME, PARAMETER_KEY, STATUS};
use super::table::record;
use super::{Extensions, Status};
use crate::value::UnsignedInt;
use alloc::borrow::Cow;

record! {
    /// The ACS creates an instance of an object (ACS to CPE).
    AddObject {
        /// The path of the table, with its final dot; with alias-based addressing an alias may follow in brackets.
        object_name: "ObjectName" Cow<'a, str> [OBJECT_NAME], new;
        /// What `ManagementServer.ParameterKey` becomes on success; at most 32 characters.
        parameter_key: "ParameterKey" Cow<'a, str> [PARAMETER_KEY], new;
    }

    /// The instance exists.
    AddObjectResponse {
        /// Its number, from 1.
        instance_number: "InstanceNumber" UnsignedInt [INSTANCE_NUMBER], new;
        /// Whether it is already in use.
        status: "Status" Status [STATUS], new;
    }
}
