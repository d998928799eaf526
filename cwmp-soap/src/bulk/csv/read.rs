//! Rows become records.

use std::borrow::Cow;

use mgmt_wire::Limit;

use super::rows::{Cell, Rows};
use super::{NAME, Result, TIMESTAMP, TYPE, VALUE};
use crate::bulk::report::{Parameter, ParameterType, Record, Report};
use crate::bulk::{ErrorKind, WarningKind};

/// Where the cells of a row with one parameter are.
pub(super) struct Columns {
    time: Option<usize>,
    name: usize,
    value: usize,
    kind: Option<usize>,
}

impl Columns {
    pub(super) fn of(header: &[Cell<'_>]) -> Option<Columns> {
        let find = |name: &str| header.iter().position(|cell| cell.text == name);
        Some(Columns { time: find(TIMESTAMP), name: find(NAME)?, value: find(VALUE)?, kind: find(TYPE) })
    }

    /// Without header: time, name, value, type; three cells have no time.
    pub(super) fn in_order(cells: usize) -> Columns {
        let time = (cells >= 4).then_some(0);
        let from = usize::from(time.is_some());
        Columns { time, name: from, value: from + 1, kind: Some(from + 2) }
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

pub(super) fn per_column<'a>(rows: &mut Rows<'_, 'a>, header: &[Cell<'a>]) -> Result<Report<'a>> {
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
