//! Records become text.

use crate::lookup::{Map, Set};
use alloc::string::String;
use alloc::vec::Vec;

use mgmt_wire::Error;

use super::{Csv, NAME, Result, TIMESTAMP, TYPE, VALUE};
use crate::bulk::ErrorKind;
use crate::bulk::report::{Record, Report};
use crate::bulk::time::Timestamp;

/// Whether these records have times: all of them, or none.
fn are_timed<'r>(mut records: impl Iterator<Item = &'r Record<'r>>) -> Result<bool> {
    let timed = records.next().is_some_and(|record| record.time.is_some());
    if records.any(|record| record.time.is_some() != timed) {
        return Err(Error::new(ErrorKind::Missing("time")));
    }
    Ok(timed)
}

pub(super) struct Writer<'r> {
    csv: &'r Csv,
    pub(super) out: String,
    in_row: bool,
}

impl<'r> Writer<'r> {
    pub(super) fn new(csv: &'r Csv) -> Self {
        Writer { csv, out: String::new(), in_row: false }
    }
}

impl Writer<'_> {
    pub(super) fn per_row(&mut self, report: &Report<'_>) -> Result<()> {
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
        let mut names = Set::new();
        let mut last_time = None;
        for record in records() {
            let time = record.time.as_ref().map(Timestamp::to_text);
            if time != last_time {
                names.clear();
            }
            for (name, value, kind) in record.parameters.iter().parts() {
                if !names.insert(name) {
                    return Err(Error::new(ErrorKind::Duplicate));
                }
                if let Some(time) = &time {
                    self.cell(time);
                }
                self.cell(name);
                self.cell(value);
                self.cell(kind.as_str());
                self.end_row();
            }
            last_time = time;
        }
        Ok(())
    }

    pub(super) fn per_column(&mut self, report: &Report<'_>) -> Result<()> {
        let timed = are_timed(report.records.iter())?;
        if report.records.iter().any(Record::has_duplicates) {
            return Err(Error::new(ErrorKind::Duplicate));
        }
        let mut names: Vec<&str> = Vec::new();
        let mut columns: Map<&str, usize> = Map::new();
        for (name, ..) in report.records.iter().flat_map(|record| record.parameters.iter().parts()) {
            // The name of the time's column would read back as a time.
            if name == TIMESTAMP || name == NAME {
                return Err(Error::new(ErrorKind::InvalidName));
            }
            columns.entry(name).or_insert_with(|| {
                names.push(name);
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
            for (name, value, _) in record.parameters.iter().parts() {
                if let Some(cell) = columns.get(name).and_then(|column| cells.get_mut(*column)) {
                    *cell = Some(value);
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
