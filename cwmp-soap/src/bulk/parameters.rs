//! The parameters of a record: a list of their own, or a row of a table they share with the other records.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::report::{Parameter, ParameterType};
use crate::record::Field;

/// The parameters of a [`Record`](super::Record), in the order they were reported.
///
/// Records of a CSV report share the names of its header and one block of memory for all cells, which makes a report of
/// many small values a small multiple of its text. Reading looks the same either way: [`iter`](Self::iter) and
/// [`get`](Self::get) give [`Parameter`]s that borrow from here. [`edit`](Self::edit) changes them as a list of this
/// record's own.
///
/// ```
/// use cwmp_soap::bulk::{csv::Csv, Parameter, ParameterType};
///
/// let mut report = Csv::default().from_csv(b"ReportTimestamp,Sent,Received\r\n1364529149,1,2\r\n")?;
/// let parameters = &mut report.records[0].parameters;
/// assert_eq!(parameters.get("Received").unwrap().value, "2");
/// parameters.edit(|list| list.retain(|parameter| parameter.name == "Sent"));
/// assert_eq!(*parameters, [Parameter::new("Sent", "1", ParameterType::Unspecified)]);
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
/// ```
#[derive(Clone)]
pub struct Parameters<'a>(Repr<'a>);

/// Two words, since a row of one digit is two bytes.
#[derive(Clone)]
enum Repr<'a> {
    #[expect(clippy::box_collection, reason = "keeps small what reports have many of")]
    Own(Option<Box<Vec<Parameter<'a>>>>),
    Row {
        table: Arc<Table<'a>>,
        row: u32,
    },
}

/// Cells of rows that have the same columns.
#[derive(Default)]
pub(super) struct Table<'a> {
    /// The names of the columns.
    pub(super) names: Vec<Cow<'a, str>>,
    /// The cells, row by row. A row may be shorter than the header, and a cell may be no parameter.
    pub(super) cells: Vec<Option<Cow<'a, str>>>,
    /// Where in `cells` each row ends.
    pub(super) ends: Vec<u32>,
}

impl<'a> Table<'a> {
    /// Where in `cells` a row begins and ends.
    fn range(&self, row: u32) -> (usize, usize) {
        let end = |row: Option<u32>| {
            let end = row.and_then(|row| self.ends.get(usize::try_from(row).ok()?));
            end.and_then(|end| usize::try_from(*end).ok()).unwrap_or(0)
        };
        (end(row.checked_sub(1)), end(Some(row)))
    }

    fn row(&self, row: u32) -> &[Option<Cow<'a, str>>] {
        let (begin, end) = self.range(row);
        self.cells.get(begin..end).unwrap_or_default()
    }

    /// A cell as long as nobody shares the table.
    pub(super) fn cell_mut(&mut self, row: u32, column: usize) -> Option<&mut Option<Cow<'a, str>>> {
        let (begin, end) = self.range(row);
        self.cells.get_mut(begin..end)?.get_mut(column)
    }

    fn owned(&self) -> Table<'static> {
        let owned = |text: &Cow<'_, str>| Cow::Owned(text.clone().into_owned());
        Table {
            names: self.names.iter().map(owned).collect(),
            cells: self.cells.iter().map(|cell| cell.as_ref().map(owned)).collect(),
            ends: self.ends.clone(),
        }
    }
}

/// A table and the same without borrowed parts, so that records which share the one share the other.
#[derive(Default)]
pub(super) struct OwnedTable<'a>(Option<(Arc<Table<'a>>, Arc<Table<'static>>)>);

impl<'a> Parameters<'a> {
    /// No parameters.
    #[must_use]
    pub const fn new() -> Self {
        Parameters(Repr::Own(None))
    }

    pub(super) fn row(table: Arc<Table<'a>>, row: u32) -> Self {
        Parameters(Repr::Row { table, row })
    }

    /// The parameters, one after the other.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        match &self.0 {
            Repr::Own(list) => Iter {
                list: list.as_deref().map(Vec::as_slice).unwrap_or_default().iter(),
                names: [].iter(),
                cells: [].iter(),
            },
            Repr::Row { table, row } => {
                Iter { list: [].iter(), names: table.names.iter(), cells: table.row(*row).iter() }
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Repr::Own(list) => list.as_ref().map_or(0, |list| list.len()),
            Repr::Row { .. } => self.iter().count(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The parameter of that name; the first one where a device sent several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Parameter<'_>> {
        self.iter().find(|parameter| parameter.name == name)
    }

    /// Adds a parameter.
    pub fn push(&mut self, parameter: Parameter<'a>) {
        match &mut self.0 {
            Repr::Own(Some(list)) => list.push(parameter),
            _ => self.edit(|list| list.push(parameter)),
        }
    }

    /// Changes the parameters as a list, which then is this record's own.
    pub fn edit(&mut self, change: impl FnOnce(&mut Vec<Parameter<'a>>)) {
        let mut list = core::mem::take(self).into_vec();
        change(&mut list);
        *self = list.into();
    }

    /// The parameters as a list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Parameter<'a>> {
        match self.0 {
            Repr::Own(list) => list.map_or_else(Vec::new, |list| *list),
            Repr::Row { table, row } => {
                let cells = table.names.iter().zip(table.row(row));
                let parameter = |(name, cell): (&Cow<'a, str>, &Option<Cow<'a, str>>)| {
                    let kind = ParameterType::Unspecified;
                    Some(Parameter { name: name.clone(), value: cell.clone()?, kind })
                };
                cells.filter_map(parameter).collect()
            }
        }
    }

    /// Gives back what a list has grown beyond its need.
    pub(super) fn shrink(&mut self) {
        if let Repr::Own(Some(list)) = &mut self.0 {
            list.shrink_to_fit();
        }
    }

    /// The same without borrowed parts, sharing what records before this one share.
    pub(super) fn into_owned(self, tables: &mut OwnedTable<'a>) -> Parameters<'static> {
        match self.0 {
            Repr::Own(None) => Parameters::new(),
            Repr::Own(Some(list)) => list.into_iter().map(Parameter::into_owned).collect(),
            Repr::Row { table, row } => {
                let owned = match &tables.0 {
                    Some((known, owned)) if Arc::ptr_eq(known, &table) => Arc::clone(owned),
                    _ => {
                        let owned = Arc::new(table.owned());
                        tables.0 = Some((table, Arc::clone(&owned)));
                        owned
                    }
                };
                Parameters::row(owned, row)
            }
        }
    }
}

/// The parameters of a record, as [`Parameters::iter`] gives them.
#[derive(Clone)]
pub struct Iter<'p> {
    list: core::slice::Iter<'p, Parameter<'p>>,
    names: core::slice::Iter<'p, Cow<'p, str>>,
    cells: core::slice::Iter<'p, Option<Cow<'p, str>>>,
}

impl<'p> Iter<'p> {
    /// The next parameter as name, value and type.
    pub(super) fn next_parts(&mut self) -> Option<(&'p str, &'p str, &'p ParameterType<'p>)> {
        if let Some(parameter) = self.list.next() {
            return Some((&parameter.name, &parameter.value, &parameter.kind));
        }
        loop {
            let (name, cell) = (self.names.next()?, self.cells.next()?);
            if let Some(value) = cell {
                return Some((name, value, &ParameterType::Unspecified));
            }
        }
    }

    /// The rest as names, values and types.
    pub(super) fn parts(mut self) -> impl Iterator<Item = (&'p str, &'p str, &'p ParameterType<'p>)> {
        core::iter::from_fn(move || self.next_parts())
    }
}

impl<'p> Iterator for Iter<'p> {
    type Item = Parameter<'p>;

    fn next(&mut self) -> Option<Parameter<'p>> {
        let (name, value, kind) = self.next_parts()?;
        Some(Parameter { name: Cow::Borrowed(name), value: Cow::Borrowed(value), kind: kind.borrowed() })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.list.len(), Some(self.list.len() + self.cells.len()))
    }
}

impl core::iter::FusedIterator for Iter<'_> {}

impl fmt::Debug for Iter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<'p> IntoIterator for &'p Parameters<'_> {
    type Item = Parameter<'p>;
    type IntoIter = Iter<'p>;

    fn into_iter(self) -> Iter<'p> {
        self.iter()
    }
}

impl<'a> IntoIterator for Parameters<'a> {
    type Item = Parameter<'a>;
    type IntoIter = alloc::vec::IntoIter<Parameter<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl Default for Parameters<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> From<Vec<Parameter<'a>>> for Parameters<'a> {
    fn from(list: Vec<Parameter<'a>>) -> Self {
        Parameters(Repr::Own(Some(list).filter(|list| list.capacity() > 0).map(Box::new)))
    }
}

impl<'a> FromIterator<Parameter<'a>> for Parameters<'a> {
    fn from_iter<I: IntoIterator<Item = Parameter<'a>>>(parameters: I) -> Self {
        parameters.into_iter().collect::<Vec<_>>().into()
    }
}

impl PartialEq for Parameters<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().parts().eq(other.iter().parts())
    }
}

impl Eq for Parameters<'_> {}

impl<const N: usize> PartialEq<[Parameter<'_>; N]> for Parameters<'_> {
    fn eq(&self, other: &[Parameter<'_>; N]) -> bool {
        self.iter().eq(other.iter().cloned())
    }
}

impl fmt::Debug for Parameters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.iter(), f)
    }
}

impl Field for Parameters<'_> {
    type Owned = Parameters<'static>;

    fn owned(self) -> Parameters<'static> {
        self.into_vec().into_iter().map(Parameter::into_owned).collect()
    }

    #[cfg(feature = "serde")]
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Parameters<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;

    #[test]
    fn sizes_keep_reports_of_one_digit_small() {
        // A row is two bytes or more and takes a record, a cell and an end; the goal is 48 times the text.
        let row =
            size_of::<super::super::Record<'_>>() + size_of::<Option<Cow<'_, str>>>() + size_of::<u32>();
        assert!(row <= 2 * 48, "{row}");
        assert_eq!(size_of::<Parameters<'_>>(), 16);
    }

    fn table() -> Arc<Table<'static>> {
        Arc::new(Table {
            names: vec!["A".into(), "B".into()],
            cells: vec![Some("1".into()), None, Some("2".into())],
            ends: vec![2, 3],
        })
    }

    #[test]
    fn rows_are_lists() {
        let unspecified =
            |name: &'static str, value: &'static str| Parameter::new(name, value, ParameterType::Unspecified);
        let mut first = Parameters::row(table(), 0);
        let second = Parameters::row(table(), 1);
        assert_eq!((first.len(), second.len(), first.is_empty()), (1, 1, false));
        assert_eq!(first, [unspecified("A", "1")]);
        assert_ne!(first, second);
        assert_eq!(second, Parameters::from(vec![unspecified("A", "2")]));
        assert!(Parameters::row(table(), 2).is_empty());
        first.push(unspecified("C", ""));
        first.push(unspecified("D", ""));
        assert_eq!(first.get("D"), Some(unspecified("D", "")));
        assert_eq!(first.into_iter().count(), 3);
        assert_eq!(format!("{:?}", Parameters::new()), "[]");
    }

    #[test]
    fn what_is_shared_stays_shared_when_owned() {
        let table = table();
        let mut tables = OwnedTable::default();
        let owned: Vec<_> =
            (0..2).map(|row| Parameters::row(Arc::clone(&table), row).into_owned(&mut tables)).collect();
        match owned.as_slice() {
            [Parameters(Repr::Row { table: one, .. }), Parameters(Repr::Row { table: other, .. })] => {
                assert!(Arc::ptr_eq(one, other));
            }
            other => panic!("{other:?}"),
        }
    }
}
