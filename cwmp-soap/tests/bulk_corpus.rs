//! The bulk data reports of the corpus, when `MGMT_CORPUS` names it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use cwmp_soap::bulk::csv::{Csv, CsvFormat};
use cwmp_soap::bulk::json::{self, JsonFormat};
use mgmt_wire::DecodeOptions;

#[test]
fn published_reports_are_read_and_written() {
    let Some(cwmp) = mgmt_testkit::corpus("cwmp") else { return };
    let strict = DecodeOptions::strict();
    for path in mgmt_testkit::files(&cwmp.join("BroadbandForum_usp/bulkdata")) {
        let bytes = std::fs::read(&path).unwrap();
        let at = path.display();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => {
                let (report, format) =
                    json::decode(&bytes, &strict, &mut ()).unwrap_or_else(|e| panic!("{at}: {e}"));
                assert!(report.records.iter().all(|record| !record.parameters.is_empty()), "{at}");
                let written = json::to_json(&report, format).unwrap();
                let compact: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), compact, "{at}");
                // The other arrangement says the same.
                for other in [JsonFormat::NameValuePair, JsonFormat::ObjectHierarchy] {
                    let text = json::to_json(&report, other).unwrap();
                    assert_eq!(
                        json::decode(text.as_bytes(), &strict, &mut ()).unwrap(),
                        (report.clone(), other),
                        "{at}"
                    );
                }
            }
            Some("csv") => {
                let mut warnings = Vec::new();
                let (report, format) = Csv::default()
                    .decode(&bytes, &DecodeOptions::lenient(), &mut warnings)
                    .unwrap_or_else(|e| panic!("{at}: {e}"));
                assert!(
                    !report.records.is_empty() && report.records.iter().all(|record| record.time.is_some()),
                    "{at}"
                );
                let text = Csv::new(format).to_csv(&report).unwrap();
                assert_eq!(
                    Csv::default().decode(text.as_bytes(), &strict, &mut ()).unwrap(),
                    (report, format),
                    "{at}"
                );
            }
            _ => {}
        }
    }
}

#[test]
fn parameter_dumps_are_csv() {
    let Some(cwmp) = mgmt_testkit::corpus("cwmp") else { return };
    for path in mgmt_testkit::files(&cwmp.join("anlix-io_genieacs-sim")) {
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        // Not reports, but real rows with quotes, commas and line ends in values.
        let bytes = std::fs::read(&path).unwrap();
        let decoded = Csv::default().decode(&bytes, &DecodeOptions::lenient(), &mut ());
        let (report, format) = decoded.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(format, CsvFormat::ParameterPerColumn);
        assert!(report.records.iter().all(|record| record.get("Parameter").is_some()));
    }
}
