//! Bulk data reports.

use super::{Context, Decoded, Payload, serialize};
use crate::format::Format;
use crate::refusal::Refusal;
use cwmp_soap::bulk::csv::Csv;
use cwmp_soap::bulk::json::JsonFormat;
use cwmp_soap::bulk::{IpdrDocument, Report, ipdr_xdr, json};
use mgmt_model::{Message, Options};
use serde_json::Value;

/// A report, and how it is written in each format: in its own as it came.
struct Bulk {
    /// The report; what an IPDR document says around it is in other formats left out.
    document: IpdrDocument<'static>,
    csv: Csv,
    json: JsonFormat,
}

/// Decodes a report; one model stands behind all encodings.
pub fn decode(format: Format, bytes: &[u8], context: &Context) -> Result<Decoded, Refusal> {
    let mut warnings = Vec::new();
    let options = &context.options;
    let (mut csv, mut json) = (Csv::default(), JsonFormat::NameValuePair);
    let document = match format {
        Format::BulkJson => {
            let (report, layout) = json::decode(bytes, options, &mut warnings)?;
            json = layout;
            IpdrDocument::new(report)
        }
        Format::BulkCsv => {
            csv = Csv::of_header(bytes);
            let (report, layout) = csv.decode(bytes, options, &mut warnings)?;
            csv.format = layout;
            IpdrDocument::new(report)
        }
        Format::IpdrXml => IpdrDocument::decode(bytes, options, &mut warnings)?,
        _ => IpdrDocument::new(ipdr_xdr::decode(bytes, options, &mut warnings)?),
    };
    Ok(Decoded::new(Bulk { document: document.into_owned(), csv, json }, &warnings))
}

impl Bulk {
    const fn report(&self) -> &Report<'static> {
        &self.document.report
    }
}

impl Payload for Bulk {
    fn to_json(&self) -> Result<Value, Refusal> {
        serialize(self.report())
    }

    fn encode(&self, to: Format, _: &Context) -> Result<Vec<u8>, Refusal> {
        match to {
            Format::BulkJson => Ok(json::to_json(self.report(), self.json)?.into_bytes()),
            Format::BulkCsv => Ok(self.csv.to_csv(self.report())?.into_bytes()),
            Format::IpdrXml => Ok(self.document.to_xml()?.into_bytes()),
            _ => Ok(ipdr_xdr::to_xdr(self.report())?),
        }
    }

    fn lift<'a>(&'a self, options: &Options<'_>) -> Result<Message<'a>, Refusal> {
        Ok(mgmt_model::cwmp::lift_report(self.report(), options))
    }
}
