//! Text becomes rows of cells.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::{Csv, Result};
use crate::bulk::time::Timestamp;
use crate::bulk::{ErrorKind, WarningKind};

impl Csv {
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
}

/// A cell and whether it stood in quotes.
pub(super) struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) quoted: bool,
}

/// The rows of a text, cell by cell.
pub(super) struct Rows<'r, 'a> {
    pub(super) csv: &'r Csv,
    text: &'a str,
    at: usize,
    /// Bytes in front of the text: a byte-order mark.
    base: usize,
    pub(super) options: &'r DecodeOptions,
    sink: &'r mut dyn WarningSink<WarningKind>,
    cells: usize,
    /// Bytes with which something other than text may begin in a cell.
    stops: [bool; 256],
}

impl<'r, 'a> Rows<'r, 'a> {
    pub(super) fn new(
        csv: &'r Csv,
        text: &'a str,
        base: usize,
        options: &'r DecodeOptions,
        sink: &'r mut dyn WarningSink<WarningKind>,
    ) -> Self {
        Rows { csv, text, at: 0, base, options, sink, cells: 0, stops: csv.stops() }
    }
}

impl<'a> Rows<'_, 'a> {
    pub(super) fn error(&self, kind: ErrorKind) -> Error<ErrorKind> {
        Error::at(kind, self.at + self.base)
    }

    pub(super) fn deviation(&mut self, kind: WarningKind) -> Result<()> {
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
    pub(super) fn next(&mut self) -> Result<Option<Vec<Cell<'a>>>> {
        let mut row = Vec::new();
        let push = |_: &mut Self, cell| {
            row.push(cell);
            Ok(())
        };
        Ok(self.row(push)?.then_some(row))
    }

    /// Gives `take` the cells of the next row that has any; false when there is none.
    pub(super) fn row(&mut self, mut take: impl FnMut(&mut Self, Cell<'a>) -> Result<()>) -> Result<bool> {
        while self.end_of_row()? {}
        if self.rest().is_empty() {
            return Ok(false);
        }
        loop {
            self.cells += 1;
            if self.cells > self.options.limits.parameters {
                return Err(self.error(ErrorKind::Limit(Limit::Parameters)));
            }
            let cell = self.cell()?;
            take(self, cell)?;
            if self.rest().starts_with(&self.csv.field_separator) {
                self.at += self.csv.field_separator.len();
            } else if self.rest().is_empty() || self.end_of_row()? {
                return Ok(true);
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

    pub(super) fn time(&mut self, text: Cow<'a, str>) -> Result<Timestamp<'a>> {
        let time = Timestamp::from_text(text);
        if matches!(time, Timestamp::Other(_)) {
            self.deviation(WarningKind::Time)?;
        }
        Ok(time)
    }
}
