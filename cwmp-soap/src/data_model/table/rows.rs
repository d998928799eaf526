//! Rows, one by one.

use alloc::borrow::Cow;
use core::fmt;

use super::cell::{self, Cells};
use super::search::{compare_below, partition_point};
use crate::data_model::model::{Object, Parameter};
use crate::data_model::vocabulary::{Access, ActiveNotify, BaseType, Status};

/// One object or parameter of a [`Table`](super::Table).
///
/// Each call reads the cell it is about; [`object`](Row::object) and [`parameter`](Row::parameter) read all. A cell
/// that is missing or not what it should be stands for the usual word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    line: &'a str,
}

impl<'a> Row<'a> {
    /// The row at the beginning of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let end = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
        let line = text.get(..end).unwrap_or_default();
        Row { line: line.strip_suffix('\r').unwrap_or(line) }
    }

    /// The line of the table.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.line
    }

    /// The path, with `{i}` for instance numbers; that of an object has a dot at its end.
    #[must_use]
    pub fn path(&self) -> &'a str {
        self.column(0)
    }

    /// The last name of the path, without dots: `SSID` of `Device.WiFi.SSID.{i}.`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        let path = self.path();
        let path = path.strip_suffix('.').unwrap_or(path);
        let path = path.strip_suffix(".{i}").unwrap_or(path);
        path.rsplit('.').next().unwrap_or(path)
    }

    /// Whether it is an object, of one instance or of many.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.path().ends_with('.')
    }

    /// Whether it describes the instances of a multi-instance object.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.path().ends_with("{i}.")
    }

    /// The primitive type of a parameter, or of each item of its list; `None` of an object.
    #[must_use]
    pub fn base_type(&self) -> Option<BaseType> {
        BaseType::from_word(self.column(1)).filter(|_| !self.is_object())
    }

    /// Whether the parameter can be written, or instances of the object be added and deleted.
    #[must_use]
    pub fn access(&self) -> Access {
        Access::from_word(self.column(2)).unwrap_or(Access::ReadOnly)
    }

    /// Where it stands in its life.
    #[must_use]
    pub fn status(&self) -> Status {
        Status::from_word(self.column(3)).unwrap_or(Status::Current)
    }

    /// The model version that brought it; of a parameter that came with its object, the object's.
    #[must_use]
    pub fn version(&self) -> Option<Cow<'a, str>> {
        Some(self.column(4)).filter(|version| !version.is_empty()).map(cell::plain)
    }

    /// How the parameter takes active notification.
    #[must_use]
    pub fn active_notify(&self) -> ActiveNotify {
        let word = self.cell(cell::ACTIVE_NOTIFY).and_then(|cell| ActiveNotify::from_word(cell.value));
        word.unwrap_or(ActiveNotify::Normal)
    }

    /// Whether every Inform carries the parameter.
    #[must_use]
    pub fn forced_inform(&self) -> bool {
        self.cell(cell::FORCED_INFORM).is_some()
    }

    /// Whether the value is a comma-separated list, on the wire a string.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.cells().any(|cell| matches!(cell.name, cell::LIST | cell::LIST_SIZE))
    }

    /// The unit of a number, such as `seconds`.
    #[must_use]
    pub fn units(&self) -> Option<Cow<'a, str>> {
        self.cell(cell::UNITS).map(|cell| cell::plain(cell.value))
    }

    /// The texts that the value, or each item of its list, may be; none where there is no enumeration.
    pub fn enumerations(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.cells().filter(|cell| cell.name == cell::ENUMERATION).map(|cell| cell::plain(cell.value))
    }

    /// Everything the table has of an object, but for its parameters; `None` of a parameter.
    ///
    /// Its path counts from the root, also where it is of a service.
    #[must_use]
    pub fn object(&self) -> Option<Object<'a>> {
        self.is_object().then(|| self.read_object())
    }

    /// Everything the table has of a parameter; `None` of an object.
    #[must_use]
    pub fn parameter(&self) -> Option<Parameter<'a>> {
        (!self.is_object()).then(|| self.read_parameter())
    }

    pub(super) fn column(&self, at: usize) -> &'a str {
        self.line.split('\t').nth(at).unwrap_or_default()
    }

    /// What stands after the columns that every row has.
    pub(super) fn cells(&self) -> Cells<'a> {
        cell::cells(self.line.split('\t').skip(5))
    }

    pub(super) fn cell(&self, name: &str) -> Option<cell::Cell<'a>> {
        self.cells().find(|cell| cell.name == name)
    }
}

/// The line.
impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Row").field(&self.line).finish()
    }
}

/// Rows in the order of the text: see [`Table::rows`](super::Table::rows) and [`Table::below`](super::Table::below).
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    rest: &'a str,
    /// What the paths begin with.
    prefix: &'a str,
}

impl<'a> Rows<'a> {
    pub(super) fn new(rest: &'a str, prefix: &'a str) -> Self {
        Rows { rest, prefix }
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        while !self.rest.is_empty() {
            if !self.rest.starts_with(self.prefix) {
                self.rest = "";
                break;
            }
            let row = Row::new(self.rest);
            self.rest = after_line(self.rest);
            if !row.line.is_empty() && !row.line.starts_with('#') {
                return Some(row);
            }
        }
        None
    }
}

/// What an object holds itself: see [`Table::children`](super::Table::children).
#[derive(Clone, Debug)]
pub struct Children<'a> {
    rest: &'a str,
    /// The object's path.
    prefix: &'a str,
}

impl<'a> Children<'a> {
    pub(super) fn new(rest: &'a str, prefix: &'a str) -> Self {
        Children { rest, prefix }
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        // Every turn drops a line at least.
        while !self.rest.is_empty() {
            let Some(below) = self.rest.strip_prefix(self.prefix) else {
                self.rest = "";
                break;
            };
            let row = Row::new(self.rest);
            let path = row.path().strip_prefix(self.prefix).unwrap_or_default();
            let Some((name, deeper)) = path.split_once('.') else {
                self.rest = after_line(self.rest);
                if path.is_empty() || path.starts_with('#') {
                    continue;
                }
                return Some(row);
            };
            // The object, and with it all that it holds.
            let stem = self.rest.get(..self.rest.len() - below.len() + name.len()).unwrap_or_default();
            let rest = after_line(self.rest);
            let at = partition_point(rest, |line| compare_below(line, stem.as_bytes()).is_le());
            self.rest = rest.get(at..).unwrap_or_default();
            if deeper.is_empty() || deeper == "{i}." {
                return Some(row);
            }
        }
        None
    }
}

/// What follows the first line.
fn after_line(text: &str) -> &str {
    let end = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1);
    text.get(end..).unwrap_or_default()
}
