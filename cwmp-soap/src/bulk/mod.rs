//! Bulk data: parameters that a device sends by itself, at intervals, beside its CWMP sessions.
//!
//! One model, [`Report`], stands behind all encodings.
//!
//! | encoding | here |
//! |---|---|
//! | JSON, `NameValuePair` and `ObjectHierarchy` | [`json`] |
//! | CSV, `ParameterPerRow` and `ParameterPerColumn` | [`csv`] |
//! | IPDR records in XML (TR-232) | [`IpdrDocument`] |
//! | IPDR records in XDR (TR-232) | [`ipdr_xdr`] |
//!
//! Around it: the header fields and the URI of a request ([`ReportFormat`], [`ContentType`], [`request_uri`]), the names
//! a profile gives parameters ([`report_name`]), and reports that could not be delivered ([`Spool`]).
//!
//! ```
//! use cwmp_soap::bulk::{csv::{Csv, CsvFormat}, json};
//!
//! let report = Csv::default().from_csv(b"ReportTimestamp,BytesSent\r\n1364529149,25248\r\n1364529449,26001\r\n")?;
//! assert_eq!(report.records.len(), 2);
//! let json = json::to_json(&report, json::JsonFormat::NameValuePair)?;
//! assert_eq!(json, r#"{"Report":[{"CollectionTime":1364529149,"BytesSent":"25248"},{"CollectionTime":1364529449,"BytesSent":"26001"}]}"#);
//! # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
//! ```

mod collect;
pub mod csv;
mod error;
mod header;
pub mod ipdr_xdr;
mod ipdr_xml;
pub mod json;
mod parameters;
mod report;
mod time;

use alloc::borrow::Cow;

use mgmt_wire::{DecodeOptions, Error, Warning, WarningSink};

pub use collect::{Retention, Spool, report_name};
pub use error::{ErrorKind, WarningKind};
pub use header::{ContentType, REPORT_FORMAT_FIELD, ReportFormat, request_uri};
pub use ipdr_xml::{BULK_DATA_NAMESPACE, IPDR_NAMESPACE, IpdrDocument};
pub use parameters::{Iter, Parameters};
pub use report::{DeviceIdentity, Parameter, ParameterType, Record, Report};
pub use time::{EpochUnit, Timestamp, TimestampFormat};

/// The text of a JSON or CSV report, without a byte-order mark.
fn as_text<'a>(
    bytes: &'a [u8],
    options: &DecodeOptions,
    sink: &mut dyn WarningSink<WarningKind>,
) -> Result<&'a str, Error<ErrorKind>> {
    let text = core::str::from_utf8(bytes).map_err(|error| {
        // A report that ends within a character ends early.
        let is_cut = error.error_len().is_none();
        let kind = if is_cut { ErrorKind::Truncated } else { ErrorKind::InvalidEncoding };
        Error::at(kind, error.valid_up_to())
    })?;
    let Some(text) = text.strip_prefix('\u{FEFF}') else { return Ok(text) };
    if options.is_strict() {
        return Err(Error::at(WarningKind::ByteOrderMark.into(), 0));
    }
    sink.warn(Warning::new(WarningKind::ByteOrderMark, 0));
    Ok(text)
}

/// Whether an IPDR record carries the text as it is.
fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, 0x20..=0x7E))
}

/// The text as an IPDR record carries it.
fn printable(text: &str) -> Cow<'_, str> {
    if is_printable(text) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if matches!(c, ' '..='~') { c } else { '.' }).collect()
}
