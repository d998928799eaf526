//! Bulk data reports.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::bulk::csv::Csv;
use cwmp_soap::bulk::{IpdrDocument, Report, ipdr_xdr, json};
use serde_json::Value;

/// Decodes a report; one model stands behind all encodings.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let options = &context.options;
    let report = match format {
        Format::BulkJson => json::decode(bytes, options, &mut warnings)?.0,
        Format::BulkCsv => Csv::default().decode(bytes, options, &mut warnings)?.0,
        Format::IpdrXml => IpdrDocument::decode(bytes, options, &mut warnings)?.report,
        _ => ipdr_xdr::decode(bytes, options, &mut warnings)?,
    };
    Ok(Decoded::new(report.into_owned(), &warnings))
}

impl Payload for Report<'static> {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self)
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match to {
            Format::BulkJson => Ok(json::to_json(self, json::JsonFormat::NameValuePair)?.into_bytes()),
            Format::BulkCsv => Ok(Csv::default().to_csv(self)?.into_bytes()),
            Format::IpdrXml => Ok(IpdrDocument::new(self.clone()).to_xml()?.into_bytes()),
            _ => Ok(ipdr_xdr::to_xdr(self)?),
        }
    }
}
