//! Rows become records.

use crate::lookup::set_for;
use alloc::borrow::Cow;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use mgmt_wire::Limit;

use super::rows::{Cell, Rows};
use super::{NAME, Result, TIMESTAMP, TYPE, VALUE};
use crate::bulk::parameters::{Parameters, Table};
use crate::bulk::report::{Parameter, ParameterType, Record, Report};
use crate::bulk::time::Timestamp;
use crate::bulk::{ErrorKind, WarningKind};

/// Where the cells of a row with one parameter are.
pub(super) struct Columns {
    /// How many cells a row has.
    cells: usize,
    time: Option<usize>,
    name: usize,
    value: usize,
    kind: Option<usize>,
}

impl Columns {
    pub(super) fn of(header: &[Cell<'_>]) -> Option<Columns> {
        let find = |name: &str| header.iter().position(|cell| cell.text == name);
        let (name, value) = (find(NAME)?, find(VALUE)?);
        Some(Columns { cells: header.len(), time: find(TIMESTAMP), name, value, kind: find(TYPE) })
    }

    /// Without header: time, name, value, type; three cells have no time.
    pub(super) fn in_order(cells: usize) -> Columns {
        let time = (cells >= 4).then_some(0);
        let from = usize::from(time.is_some());
        Columns { cells, time, name: from, value: from + 1, kind: Some(from + 2) }
    }
}

pub(super) fn per_row<'a>(
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
        if row.len() != columns.cells {
            rows.deviation(WarningKind::RaggedRow)?;
        }
        let mut row: Vec<Option<Cow<'a, str>>> = row.into_iter().map(|cell| Some(cell.text)).collect();
        let mut take =
            |index: Option<usize>| index.and_then(|index| row.get_mut(index)).and_then(Option::take);
        let (time, name, value) = (take(columns.time), take(Some(columns.name)), take(Some(columns.value)));
        let kind = ParameterType::from_name(take(columns.kind).unwrap_or_default());
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Err(rows.error(ErrorKind::Missing(NAME)));
        };
        let time = match time {
            Some(time) => Some(rows.time(time)?),
            None => None,
        };
        let parameter = Parameter { name, value: value.unwrap_or_default(), kind };
        match &mut current {
            // Rows of one collection have the same time.
            Some(record) if record.time == time => record.parameters.push(parameter),
            _ => {
                let begun = Record { time, parameters: vec![parameter].into(), ..Record::default() };
                finish(rows, &mut report, current.replace(begun))?;
            }
        }
    }
    finish(rows, &mut report, current)?;
    Ok(report)
}

fn finish<'a>(rows: &mut Rows<'_, 'a>, report: &mut Report<'a>, record: Option<Record<'a>>) -> Result<()> {
    if let Some(mut record) = record {
        if record.has_duplicates() {
            rows.deviation(WarningKind::Duplicate)?;
        }
        record.parameters.shrink();
        report.records.push(record);
    }
    Ok(())
}

pub(super) fn per_column<'a>(rows: &mut Rows<'_, 'a>, header: Vec<Cell<'a>>) -> Result<Report<'a>> {
    if header.iter().any(|cell| cell.text.is_empty()) {
        return Err(rows.error(ErrorKind::Missing(NAME)));
    }
    let mut table = Table { names: header.into_iter().map(|cell| cell.text).collect(), ..Table::default() };
    let repeats = repeats(table.names.iter());
    let mut begin = 0;
    loop {
        let mut column = 0;
        let Table { names, cells, .. } = &mut table;
        let more = rows.row(|rows, cell| {
            // Cells beyond the header are left out.
            if let Some(name) = names.get(column) {
                let is_time = name == TIMESTAMP;
                if is_time {
                    rows.time(cell.text.clone())?;
                }
                let is_absent = rows.csv.empty_is_absent && cell.text.is_empty() && !cell.quoted && !is_time;
                cells.push(Some(cell.text).filter(|_| !is_absent));
            }
            column += 1;
            Ok(())
        })?;
        if !more {
            break;
        }
        if column != names.len() {
            rows.deviation(WarningKind::RaggedRow)?;
        }
        let row = names.iter().zip(cells.get(begin..).unwrap_or_default());
        if repeats && self::repeats(row.filter(|(_, cell)| cell.is_some()).map(|(name, _)| name)) {
            rows.deviation(WarningKind::Duplicate)?;
        }
        begin = cells.len();
        let end = u32::try_from(begin).map_err(|_| rows.error(ErrorKind::Limit(Limit::Parameters)))?;
        table.ends.push(end);
    }
    Ok(report(table))
}

/// Whether a parameter's name stands twice.
fn repeats<'n>(names: impl Iterator<Item = &'n Cow<'n, str>>) -> bool {
    let mut known = set_for(names.size_hint().0);
    !names.filter(|name| *name != TIMESTAMP).all(|name| known.insert(name))
}

/// The rows of a table as records that share it.
fn report(mut table: Table<'_>) -> Report<'_> {
    table.cells.shrink_to_fit();
    table.ends.shrink_to_fit();
    let times: Vec<usize> =
        table.names.iter().enumerate().filter(|(_, name)| *name == TIMESTAMP).map(|(at, _)| at).collect();
    let rows = u32::try_from(table.ends.len()).unwrap_or(u32::MAX);
    let mut records = Vec::with_capacity(table.ends.len());
    records.extend((0..rows).map(|row| {
        let mut record = Record::default();
        for column in &times {
            let cell = table.cell_mut(row, *column).and_then(Option::take);
            record.time = cell.map(Timestamp::from_text).or(record.time);
        }
        record
    }));
    let table = Arc::new(table);
    for (row, record) in (0..rows).zip(&mut records) {
        record.parameters = Parameters::row(Arc::clone(&table), row);
    }
    Report::new(records)
}
