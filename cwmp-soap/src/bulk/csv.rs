//! Reports as CSV: `ParameterPerRow` and `ParameterPerColumn`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::report::{Parameter, ParameterType, Record, Report};
use super::time::Timestamp;
use super::{ErrorKind, WarningKind, as_text};

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
        let mut rows = Rows { csv: self, text, at: 0, base, options, sink, cells: 0, stops: self.stops() };
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
            Ok((per_column(&mut rows, &first)?, CsvFormat::ParameterPerColumn))
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
        let mut parameters = report.records.iter().flat_map(|record| &record.parameters);
        if parameters.any(|parameter| parameter.name.is_empty()) {
            return Err(Error::new(ErrorKind::InvalidName));
        }
        let mut writer = Writer { csv: self, out: String::new(), in_row: false };
        match self.format {
            CsvFormat::ParameterPerRow => writer.per_row(report)?,
            CsvFormat::ParameterPerColumn => writer.per_column(report)?,
        }
        Ok(writer.out)
    }

    /// The first bytes of separators, line ends and the escape character.
    fn stops(&self) -> [bool; 256] {
        let mut stops = [false; 256];
        let mut escape = [0; 4];
        let escape = self.escape_character.encode_utf8(&mut escape).bytes().next();
        let separators =
            [&self.field_separator, &self.row_separator].into_iter().filter_map(|text| text.bytes().next());
        for byte in separators.chain(escape).chain(*b"\r\n") {
            if let Some(stop) = stops.get_mut(usize::from(byte)) {
                *stop = true;
            }
        }
        stops
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

/// Where the cells of a row with one parameter are.
struct Columns {
    time: Option<usize>,
    name: usize,
    value: usize,
    kind: Option<usize>,
}

impl Columns {
    fn of(header: &[Cell<'_>]) -> Option<Columns> {
        let find = |name: &str| header.iter().position(|cell| cell.text == name);
        Some(Columns { time: find(TIMESTAMP), name: find(NAME)?, value: find(VALUE)?, kind: find(TYPE) })
    }

    /// Without header: time, name, value, type; three cells have no time.
    fn in_order(cells: usize) -> Columns {
        let time = (cells >= 4).then_some(0);
        let from = usize::from(time.is_some());
        Columns { time, name: from, value: from + 1, kind: Some(from + 2) }
    }
}

/// A cell and whether it stood in quotes.
struct Cell<'a> {
    text: Cow<'a, str>,
    quoted: bool,
}

struct Rows<'r, 'a> {
    csv: &'r Csv,
    text: &'a str,
    at: usize,
    /// Bytes in front of the text: a byte-order mark.
    base: usize,
    options: &'r DecodeOptions,
    sink: &'r mut dyn WarningSink<WarningKind>,
    cells: usize,
    /// Bytes with which something other than text may begin in a cell.
    stops: [bool; 256],
}

impl<'a> Rows<'_, 'a> {
    fn error(&self, kind: ErrorKind) -> Error<ErrorKind> {
        Error::at(kind, self.at + self.base)
    }

    fn deviation(&mut self, kind: WarningKind) -> Result<()> {
        if self.options.is_strict() {
            return Err(self.error(kind.into()));
        }
        self.sink.warn(Warning::new(kind, self.at + self.base));
        Ok(())
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The cells of the next row that has any.
    fn next(&mut self) -> Result<Option<Vec<Cell<'a>>>> {
        while self.end_of_row()? {}
        if self.rest().is_empty() {
            return Ok(None);
        }
        let mut row = Vec::new();
        loop {
            self.cells += 1;
            if self.cells > self.options.limits.parameters {
                return Err(self.error(ErrorKind::Limit(Limit::Parameters)));
            }
            row.push(self.cell()?);
            if self.rest().starts_with(&self.csv.field_separator) {
                self.at += self.csv.field_separator.len();
            } else if self.rest().is_empty() || self.end_of_row()? {
                return Ok(Some(row));
            } else {
                return Err(self.error(ErrorKind::Syntax("cell")));
            }
        }
    }

    /// Passes over the end of a row, if one stands here.
    fn end_of_row(&mut self) -> Result<bool> {
        let rest = self.rest();
        if rest.starts_with(&self.csv.row_separator) {
            self.at += self.csv.row_separator.len();
            return Ok(true);
        }
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        // A separator that ends in the line feed, such as the default, may be cut to it, or the other way round.
        let ends = self.csv.row_separator.ends_with('\n') && !rest.starts_with(&self.csv.field_separator);
        if length > 0 && ends {
            self.deviation(WarningKind::RowSeparator)?;
            self.at += length;
            return Ok(true);
        }
        Ok(false)
    }

    fn cell(&mut self) -> Result<Cell<'a>> {
        let escape = self.csv.escape_character;
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(' ');
        let separates = self.csv.field_separator.starts_with(' ') || self.csv.row_separator.starts_with(' ');
        if trimmed.len() < rest.len() && !separates {
            self.deviation(WarningKind::StrayBlank)?;
            self.at += rest.len() - trimmed.len();
        }
        if self.rest().starts_with(escape) {
            return self.quoted_cell(escape);
        }
        let begin = self.at;
        loop {
            let rest = self.rest();
            let stop = rest.bytes().position(|byte| self.stops.get(usize::from(byte)) == Some(&true));
            let Some(found) = stop else {
                self.at = self.text.len();
                break;
            };
            self.at += found;
            let rest = self.rest();
            if rest.starts_with(&self.csv.field_separator)
                || rest.starts_with(&self.csv.row_separator)
                || rest.starts_with('\n')
                || rest.starts_with("\r\n")
            {
                break;
            }
            if rest.starts_with(escape) {
                self.deviation(WarningKind::BareQuote)?;
            }
            self.at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if self.at - begin > self.options.limits.text {
            return Err(self.error(ErrorKind::Limit(Limit::Text)));
        }
        Ok(Cell { text: Cow::Borrowed(self.text.get(begin..self.at).unwrap_or_default()), quoted: false })
    }

    fn quoted_cell(&mut self, escape: char) -> Result<Cell<'a>> {
        self.at += escape.len_utf8();
        let begin = self.at;
        let mut unescaped: Option<String> = None;
        loop {
            let rest = self.rest();
            let Some(found) = rest.find(escape) else { return Err(self.error(ErrorKind::Truncated)) };
            if self.at - begin + found > self.options.limits.text {
                return Err(self.error(ErrorKind::Limit(Limit::Text)));
            }
            let piece = rest.get(..found).unwrap_or_default();
            self.at += found + escape.len_utf8();
            if let Some(text) = &mut unescaped {
                text.push_str(piece);
            }
            if !self.rest().starts_with(escape) {
                let text = match unescaped {
                    Some(text) => Cow::Owned(text),
                    None => Cow::Borrowed(piece),
                };
                return Ok(Cell { text, quoted: true });
            }
            self.at += escape.len_utf8();
            unescaped.get_or_insert_with(|| piece.to_owned()).push(escape);
        }
    }

    fn time(&mut self, text: Cow<'a, str>) -> Result<Timestamp<'a>> {
        let time = Timestamp::from_text(text);
        if matches!(time, Timestamp::Other(_)) {
            self.deviation(WarningKind::Time)?;
        }
        Ok(time)
    }
}

fn per_row<'a>(
    rows: &mut Rows<'_, 'a>,
    columns: &Columns,
    first: Option<Vec<Cell<'a>>>,
) -> Result<Report<'a>> {
    let mut report = Report::default();
    let mut current: Option<Record<'a>> = None;
    let mut next = first;
    loop {
        let row = match next.take() {
            Some(row) => row,
            None => match rows.next()? {
                Some(row) => row,
                None => break,
            },
        };
        let mut row: Vec<Option<Cow<'a, str>>> = row.into_iter().map(|cell| Some(cell.text)).collect();
        let mut take =
            |index: Option<usize>| index.and_then(|index| row.get_mut(index)).and_then(Option::take);
        let (time, name, value) = (take(columns.time), take(Some(columns.name)), take(Some(columns.value)));
        let kind = ParameterType::from_name(take(columns.kind).unwrap_or_default());
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Err(rows.error(ErrorKind::Missing(NAME)));
        };
        if value.is_none() {
            rows.deviation(WarningKind::RaggedRow)?;
        }
        let time = match time {
            Some(time) => Some(rows.time(time)?),
            None => None,
        };
        let parameter = Parameter { name, value: value.unwrap_or_default(), kind };
        match &mut current {
            // Rows of one collection have the same time.
            Some(record) if record.time == time => record.parameters.push(parameter),
            _ => {
                let begun = Record { time, parameters: vec![parameter], ..Record::default() };
                finish(rows, &mut report, current.replace(begun))?;
            }
        }
    }
    finish(rows, &mut report, current)?;
    Ok(report)
}

fn finish<'a>(rows: &mut Rows<'_, 'a>, report: &mut Report<'a>, record: Option<Record<'a>>) -> Result<()> {
    if let Some(record) = record {
        if record.has_duplicates() {
            rows.deviation(WarningKind::Duplicate)?;
        }
        report.records.push(record);
    }
    Ok(())
}

fn per_column<'a>(rows: &mut Rows<'_, 'a>, header: &[Cell<'a>]) -> Result<Report<'a>> {
    if header.iter().any(|cell| cell.text.is_empty()) {
        return Err(rows.error(ErrorKind::Missing(NAME)));
    }
    let mut report = Report::default();
    // Names that need a copy of their own for each record.
    let copied: usize =
        header.iter().map(|cell| if matches!(cell.text, Cow::Owned(_)) { cell.text.len() } else { 0 }).sum();
    let mut output = 0_usize;
    while let Some(row) = rows.next()? {
        if row.len() != header.len() {
            rows.deviation(WarningKind::RaggedRow)?;
        }
        output = output.saturating_add(copied);
        if output > rows.options.limits.output {
            return Err(rows.error(ErrorKind::Limit(Limit::Output)));
        }
        let mut record = Record::new(Vec::with_capacity(row.len().min(header.len())));
        for (column, cell) in header.iter().zip(row) {
            if column.text == TIMESTAMP {
                record.time = Some(rows.time(cell.text)?);
            } else if !(rows.csv.empty_is_absent && cell.text.is_empty() && !cell.quoted) {
                record.parameters.push(Parameter {
                    name: column.text.clone(),
                    value: cell.text,
                    kind: ParameterType::Unspecified,
                });
            }
        }
        finish(rows, &mut report, Some(record))?;
    }
    Ok(report)
}

/// Whether these records have times: all of them, or none.
fn are_timed<'r>(mut records: impl Iterator<Item = &'r Record<'r>>) -> Result<bool> {
    let timed = records.next().is_some_and(|record| record.time.is_some());
    if records.any(|record| record.time.is_some() != timed) {
        return Err(Error::new(ErrorKind::Missing("time")));
    }
    Ok(timed)
}

struct Writer<'r> {
    csv: &'r Csv,
    out: String,
    in_row: bool,
}

impl Writer<'_> {
    fn per_row(&mut self, report: &Report<'_>) -> Result<()> {
        let records = || report.records.iter().filter(|record| !record.parameters.is_empty());
        let timed = are_timed(records())?;
        if self.csv.header {
            if timed {
                self.cell(TIMESTAMP);
            }
            for name in [NAME, VALUE, TYPE] {
                self.cell(name);
            }
            self.end_row();
        }
        // Neighbouring records of one time read back as one record, which must not have a name twice either.
        let mut names = HashSet::new();
        let mut last_time = None;
        for record in records() {
            let time = record.time.as_ref().map(Timestamp::to_text);
            if time != last_time {
                names.clear();
            }
            for parameter in &record.parameters {
                if !names.insert(&*parameter.name) {
                    return Err(Error::new(ErrorKind::Duplicate));
                }
                if let Some(time) = &time {
                    self.cell(time);
                }
                self.cell(&parameter.name);
                self.cell(&parameter.value);
                self.cell(parameter.kind.as_str());
                self.end_row();
            }
            last_time = time;
        }
        Ok(())
    }

    fn per_column(&mut self, report: &Report<'_>) -> Result<()> {
        let timed = are_timed(report.records.iter())?;
        if report.records.iter().any(Record::has_duplicates) {
            return Err(Error::new(ErrorKind::Duplicate));
        }
        let mut names: Vec<&str> = Vec::new();
        let mut columns: HashMap<&str, usize> = HashMap::new();
        for parameter in report.records.iter().flat_map(|record| &record.parameters) {
            // The name of the time's column would read back as a time.
            if parameter.name == TIMESTAMP || parameter.name == NAME {
                return Err(Error::new(ErrorKind::InvalidName));
            }
            columns.entry(&parameter.name).or_insert_with(|| {
                names.push(&parameter.name);
                names.len() - 1
            });
        }
        // A header without columns would be an empty line, which is none.
        if !self.csv.header || (names.is_empty() && !timed) {
            return Err(Error::new(ErrorKind::Missing("header")));
        }
        if timed {
            self.cell(TIMESTAMP);
        }
        for name in &names {
            self.cell(name);
        }
        self.end_row();
        let mut cells: Vec<Option<&str>> = Vec::new();
        for record in &report.records {
            cells.clear();
            cells.resize(names.len(), None);
            for parameter in &record.parameters {
                if let Some(cell) = columns.get(&*parameter.name).and_then(|column| cells.get_mut(*column)) {
                    *cell = Some(&parameter.value);
                }
            }
            if let Some(time) = &record.time {
                self.cell(&time.to_text());
            }
            for cell in &cells {
                match cell {
                    Some(value) => self.cell(value),
                    None if !self.csv.empty_is_absent => self.cell(""),
                    // The only cell of the row: an empty line is no row.
                    None if !timed && cells.len() == 1 => {
                        return Err(Error::new(ErrorKind::Missing("parameter")));
                    }
                    None => self.separate(),
                }
            }
            self.end_row();
        }
        Ok(())
    }

    fn separate(&mut self) {
        if self.in_row {
            self.out.push_str(&self.csv.field_separator);
        }
        self.in_row = true;
    }

    fn end_row(&mut self) {
        self.out.push_str(&self.csv.row_separator);
        self.in_row = false;
    }

    fn cell(&mut self, text: &str) {
        self.separate();
        let escape = self.csv.escape_character;
        let special = |text: &str| {
            text.is_empty()
                || text.starts_with([' ', '\u{FEFF}'])
                || text.contains(['\r', '\n', escape])
                || self
                    .csv
                    .field_separator
                    .chars()
                    .chain(self.csv.row_separator.chars())
                    .any(|c| text.contains(c))
        };
        if !special(text) {
            self.out.push_str(text);
            return;
        }
        self.out.push(escape);
        for piece in text.split_inclusive(escape) {
            self.out.push_str(piece);
            if piece.ends_with(escape) {
                self.out.push(escape);
            }
        }
        self.out.push(escape);
    }
}
