//! `DeleteObject`: the ACS removes an instance.

use super::facet::{OBJECT_NAME, PARAMETER_KEY, STATUS};
use super::table::record;
use super::{Extensions, Status};
use alloc::borrow::Cow;

record! {
    /// The ACS removes an instance of an object (ACS to CPE).
    DeleteObject {
        /// The path of the instance, with its final dot.
        object_name: "ObjectName" Cow<'a, str> [OBJECT_NAME], new;
        /// What `ManagementServer.ParameterKey` becomes on success; at most 32 characters.
        parameter_key: "ParameterKey" Cow<'a, str> [PARAMETER_KEY], new;
    }

    /// The instance is gone.
    DeleteObjectResponse {
        /// Whether the deletion is already in effect.
        status: "Status" Status [STATUS], new;
    }
}
