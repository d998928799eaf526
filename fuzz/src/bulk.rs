//! Bulk data in its four encodings, and from there through the model.

use crate::check::{assert_same, in_all_modes};
use crate::translate::translates;
use cwmp_soap::bulk::csv::{Csv, CsvFormat};
use cwmp_soap::bulk::{IpdrDocument, ipdr_xdr, json};
use mgmt_model::Source;
use mgmt_wire::DecodeOptions;

/// Runs the target.
pub fn run(data: &[u8]) {
    json(data);
    csv(data);
    ipdr(data);
}

/// What came out once comes out again: reading may repair, writing what was read may not change it any more.
#[track_caller]
fn settles<T: PartialEq + std::fmt::Debug, E: std::fmt::Debug, B: AsRef<[u8]>>(
    read: &T,
    write: impl Fn(&T) -> Result<B, E>,
    again: impl Fn(&[u8]) -> Result<T, E>,
) {
    // Lenient reading keeps what strict writing refuses, such as a name given twice.
    let Ok(written) = write(read) else { return };
    let shown = || String::from_utf8_lossy(written.as_ref()).into_owned();
    let second = match again(written.as_ref()) {
        Ok(second) => second,
        Err(error) => panic!("what was written cannot be read: {error:?}\n{}", shown()),
    };
    match write(&second) {
        Ok(twice) => assert!(twice.as_ref() == written.as_ref(), "written twice, it differs:\n{}", shown()),
        Err(error) => panic!("what was written and read cannot be written: {error:?}\n{}", shown()),
    }
}

fn json(data: &[u8]) {
    let decode = |options: &DecodeOptions| json::decode(data, options, &mut ());
    let Some((report, format)) = in_all_modes(decode) else { return };
    assert_same(&report.clone().into_owned(), &report, "owned and borrowed differ");
    if let Ok(written) = json::to_json(&report, format) {
        // Not as a value: numbers beyond those of f64 are JSON too.
        let others = serde_json::from_str::<serde::de::IgnoredAny>(&written);
        assert!(others.is_ok(), "no JSON for others:\n{written}");
    }
    translates(Source::BulkData(&report));
    let report = report.into_owned();
    settles(
        &report,
        |report| json::to_json(report, format),
        |text| json::decode(text, &DecodeOptions::lenient(), &mut ()).map(|(report, _)| report.into_owned()),
    );
}

fn csv(data: &[u8]) {
    // The first byte chooses the settings, so that one target reaches all of them.
    let Some((choice, data)) = data.split_first() else { return };
    let format = if choice & 1 == 0 { CsvFormat::ParameterPerColumn } else { CsvFormat::ParameterPerRow };
    let mut csv = match choice & 64 {
        0 => Csv::default()
            .with_field_separator(if choice & 2 == 0 { "," } else { "||" })
            .with_row_separator(if choice & 4 == 0 { "\r\n" } else { "\n" }),
        _ => Csv::of_header(data),
    };
    csv.format = format;
    csv = csv
        .with_escape_character(if choice & 8 == 0 { '"' } else { '\'' })
        .with_empty_is_absent(choice & 16 == 0)
        .with_header(choice & 32 == 0);
    let decode = |options: &DecodeOptions| csv.decode(data, options, &mut ());
    let Some((report, format)) = in_all_modes(decode) else { return };
    csv.format = format;
    assert_same(&report.clone().into_owned(), &report, "owned and borrowed differ");
    settles(
        &report.into_owned(),
        |report| csv.to_csv(report),
        |text| csv.decode(text, &DecodeOptions::lenient(), &mut ()).map(|(report, _)| report.into_owned()),
    );
}

fn ipdr(data: &[u8]) {
    if let Some(document) =
        in_all_modes(|options: &DecodeOptions| IpdrDocument::decode(data, options, &mut ()))
    {
        settles(
            &document.into_owned(),
            IpdrDocument::to_xml,
            |text| IpdrDocument::decode(text, &DecodeOptions::lenient(), &mut ()).map(IpdrDocument::into_owned),
        );
    }
    if let Some(report) = in_all_modes(|options: &DecodeOptions| ipdr_xdr::decode(data, options, &mut ())) {
        translates(Source::BulkData(&report));
        settles(
            &report.into_owned(),
            ipdr_xdr::to_xdr,
            |bytes| ipdr_xdr::from_xdr(bytes).map(|report| report.into_owned()),
        );
    }
}
