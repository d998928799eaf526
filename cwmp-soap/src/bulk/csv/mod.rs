//! Reports as CSV: `ParameterPerRow` and `ParameterPerColumn`.

mod read;
mod rows;
mod write;

use alloc::string::String;
use mgmt_wire::{DecodeOptions, Error, WarningSink};

use super::report::Report;
use super::{ErrorKind, WarningKind, as_text};
use read::{Columns, per_column, per_row};
use rows::Rows;
use write::Writer;

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

const TIMESTAMP: &str = "ReportTimestamp";
const NAME: &str = "ParameterName";
const VALUE: &str = "ParameterValue";
const TYPE: &str = "ParameterType";

/// How parameters stand in a CSV report (`CSVEncoding.ReportFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum CsvFormat {
    /// One record in a row under a header of names: the default.
    #[default]
    ParameterPerColumn,
    /// One parameter in a row: time, name, value, type.
    ParameterPerRow,
}

/// A profile's CSV settings (`CSVEncoding.`).
///
/// ```
/// use cwmp_soap::bulk::csv::Csv;
///
/// let csv = Csv::default().with_field_separator(";").with_row_separator("\n");
/// let report = csv.from_csv(b"ReportTimestamp;BytesSent;Name\n1364529149;25248;\"a;b\"\n")?;
/// assert_eq!(report.records[0].get("Name").unwrap().value, "a;b");
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Csv {
    /// What stands between cells; `,` by default.
    pub field_separator: String,
    /// What ends rows; CR LF by default.
    pub row_separator: String,
    /// What encloses cells that hold separators, and stands twice for itself; `"` by default.
    pub escape_character: char,
    /// The format to write, and to read when the header does not tell.
    pub format: CsvFormat,
    /// Whether the first row is a header (the `header` parameter of the content type). One parameter per column
    /// cannot do without.
    pub header: bool,
    /// Whether an empty cell without quotes means that the record does not have the parameter (records of one report
    /// may differ where references have wildcards). Otherwise it is an empty value.
    pub empty_is_absent: bool,
}

impl Default for Csv {
    fn default() -> Self {
        Csv {
            field_separator: String::from(","),
            row_separator: String::from("\r\n"),
            escape_character: '"',
            format: CsvFormat::default(),
            header: true,
            empty_is_absent: false,
        }
    }
}

impl Csv {
    /// The default settings for a format.
    #[must_use]
    pub fn new(format: CsvFormat) -> Self {
        Csv { format, ..Self::default() }
    }

    /// The same with another field separator.
    #[must_use]
    pub fn with_field_separator(mut self, separator: impl Into<String>) -> Self {
        self.field_separator = separator.into();
        self
    }

    /// The same with another row separator.
    #[must_use]
    pub fn with_row_separator(mut self, separator: impl Into<String>) -> Self {
        self.row_separator = separator.into();
        self
    }

    /// The same with another escape character.
    #[must_use]
    pub fn with_escape_character(mut self, escape: char) -> Self {
        self.escape_character = escape;
        self
    }

    /// The same with or without a header row.
    #[must_use]
    pub fn with_header(mut self, header: bool) -> Self {
        self.header = header;
        self
    }

    /// The same with another meaning of empty cells.
    #[must_use]
    pub fn with_empty_is_absent(mut self, absent: bool) -> Self {
        self.empty_is_absent = absent;
        self
    }

    /// The settings that a report's own header shows, for reports without the profile they were made by: what stands
    /// beside `ReportTimestamp` or `ParameterName` separates fields when it is a semicolon, a tab or a bar, and
    /// carriage returns end rows where there is no line feed. All else is as by default.
    ///
    /// ```
    /// use cwmp_soap::bulk::csv::Csv;
    ///
    /// let bytes = b"ReportTimestamp;BytesSent\r\n1364529149;25248\r\n";
    /// let report = Csv::of_header(bytes).from_csv(bytes)?;
    /// assert_eq!(report.records[0].get("BytesSent").unwrap().value, "25248");
    /// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
    /// ```
    #[must_use]
    pub fn of_header(bytes: &[u8]) -> Self {
        let mut csv = Csv::default();
        if !bytes.contains(&b'\n') && bytes.contains(&b'\r') {
            csv.row_separator = String::from("\r");
        }
        let header = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).find(|row| !row.is_empty());
        let beside = header.and_then(|header| {
            let is_quote = |byte: &&u8| **byte == b'"';
            [TIMESTAMP, NAME].into_iter().find_map(|column| {
                let at = memchr::memmem::find(header, column.as_bytes())?;
                let (before, column_on) = header.split_at_checked(at)?;
                let mut behind = column_on.iter().skip(column.len()).skip_while(is_quote);
                behind.next().or_else(|| before.iter().rev().find(|byte| !is_quote(byte)))
            })
        });
        if let Some(separator @ (b';' | b'\t' | b'|')) = beside {
            csv.field_separator = String::from(char::from(*separator));
        }
        csv
    }

    /// Reads a CSV report leniently; deviations are dropped. A header tells the format.
    ///
    /// # Errors
    ///
    /// When it is not a report or larger than the default limits.
    pub fn from_csv<'a>(&self, bytes: &'a [u8]) -> Result<Report<'a>> {
        self.decode(bytes, &DecodeOptions::lenient(), &mut ()).map(|(report, _)| report)
    }

    /// Reads a CSV report and tells its format.
    ///
    /// # Errors
    ///
    /// When it is not a report, larger than the limits, or when the separators are empty, equal, or hold the escape
    /// character; in strict mode at the first deviation.
    pub fn decode<'a>(
        &self,
        bytes: &'a [u8],
        options: &DecodeOptions,
        sink: &mut dyn WarningSink<WarningKind>,
    ) -> Result<(Report<'a>, CsvFormat)> {
        self.check()?;
        let text = as_text(bytes, options, sink)?;
        let base = bytes.len() - text.len();
        let mut rows = Rows::new(self, text, base, options, sink);
        let Some(first) = rows.next()? else {
            // Without header, no row is a report without parameters.
            return if !self.header && self.format == CsvFormat::ParameterPerRow {
                Ok((Report::default(), CsvFormat::ParameterPerRow))
            } else {
                Err(rows.error(ErrorKind::Missing("header")))
            };
        };
        let is_per_row = if self.header {
            first.iter().any(|cell| cell.text == NAME)
        } else {
            self.format == CsvFormat::ParameterPerRow
        };
        if is_per_row {
            let (columns, first) = if self.header {
                (Columns::of(&first).ok_or_else(|| rows.error(ErrorKind::Missing(VALUE)))?, None)
            } else {
                (Columns::in_order(first.len()), Some(first))
            };
            Ok((per_row(&mut rows, &columns, first)?, CsvFormat::ParameterPerRow))
        } else if self.header {
            Ok((per_column(&mut rows, first)?, CsvFormat::ParameterPerColumn))
        } else {
            Err(rows.error(ErrorKind::Missing("header")))
        }
    }

    /// Writes a report in the format of the settings.
    ///
    /// In `ParameterPerColumn` the header has every parameter of any record, in the order of their first appearance.
    /// An empty value is a pair of quotes; a cell without parameter is empty when [`empty_is_absent`] says so, and
    /// otherwise an empty value too, which is how it is read. `ParameterPerRow` keeps records apart by their times
    /// alone, and records without parameters have no row.
    ///
    /// What was written reads back, and written again gives the same text.
    ///
    /// [`empty_is_absent`]: Csv::empty_is_absent
    ///
    /// # Errors
    ///
    /// When a name is empty or stands twice in a record (in `ParameterPerRow`, in neighbouring records of one time),
    /// when only some records have a time, when there is nothing to put into the header of `ParameterPerColumn` or into
    /// a row of it, when it shall have no header, or when the separators are empty, equal, or hold the escape character.
    pub fn to_csv(&self, report: &Report<'_>) -> Result<String> {
        self.check()?;
        let mut parameters = report.records.iter().flat_map(|record| record.parameters.iter().parts());
        if parameters.any(|(name, ..)| name.is_empty()) {
            return Err(Error::new(ErrorKind::InvalidName));
        }
        let mut writer = Writer::new(self);
        match self.format {
            CsvFormat::ParameterPerRow => writer.per_row(report)?,
            CsvFormat::ParameterPerColumn => writer.per_column(report)?,
        }
        Ok(writer.out)
    }

    fn check(&self) -> Result<()> {
        let (field, row, escape) = (&self.field_separator, &self.row_separator, self.escape_character);
        let ambiguous =
            field.contains(escape) || row.contains(escape) || field.contains(row) || row.contains(field);
        if field.is_empty() || row.is_empty() || ambiguous || escape.is_whitespace() {
            return Err(Error::new(ErrorKind::InvalidValue("a separator")));
        }
        Ok(())
    }
}
