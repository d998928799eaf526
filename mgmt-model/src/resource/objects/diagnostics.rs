//! Own objects: tests that a device runs.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{Field, Object, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// ping (`mgmt:ping`).
    Ping "ping"
    {
    }
    {
        /// `host`.
        host with_host: String = "host";
        /// `repetitions`.
        repetitions with_repetitions: u32 = "repetitions";
        /// `timeout`, ms.
        timeout with_timeout: u32 = "timeout";
        /// `dataBlockSize`, Byte.
        data_block_size with_data_block_size: u32 = "dataBlockSize";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `successCount`.
        success_count with_success_count: u32 = "successCount";
        /// `failureCount`.
        failure_count with_failure_count: u32 = "failureCount";
        /// `averageResponseTime`, ms.
        average_response_time with_average_response_time: u32 = "averageResponseTime";
        /// `minimumResponseTime`, ms.
        minimum_response_time with_minimum_response_time: u32 = "minimumResponseTime";
        /// `maximumResponseTime`, ms.
        maximum_response_time with_maximum_response_time: u32 = "maximumResponseTime";
    }
}

object! {
    /// traceRoute (`mgmt:traceRoute`).
    TraceRoute "traceRoute"
    {
    }
    {
        /// `host`.
        host with_host: String = "host";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `responseTime`, ms.
        response_time with_response_time: u32 = "responseTime";
        /// `hops`.
        hops with_hops: Vec<String> = "hops";
    }
}

object! {
    /// downloadTest (`mgmt:downloadTest`).
    DownloadTest "downloadTest"
    {
    }
    {
        /// `url`.
        url with_url: String = "url";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `bytesReceived`, Byte.
        bytes_received with_bytes_received: u32 = "bytesReceived";
    }
}

object! {
    /// uploadTest (`mgmt:uploadTest`).
    UploadTest "uploadTest"
    {
    }
    {
        /// `url`.
        url with_url: String = "url";
        /// `fileLength`, Byte.
        file_length with_file_length: u32 = "fileLength";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
    }
}

object! {
    /// selfTest (`mgmt:selfTest`).
    SelfTest "selfTest"
    {
    }
    {
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `results`.
        results with_results: String = "results";
    }
}
