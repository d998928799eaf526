//! Objects and parameters as rows.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt::{self, Write as _};

use mgmt_wire::Error;

use super::cell::{self, escape, escape_value};
use super::rows::{Row, Rows};
use crate::data_model::document::MaxEntries;
use crate::data_model::facet::{Facets, List, Size};
use crate::data_model::index::{Index, Indexed, template};
use crate::data_model::model::{Object, Parameter, Syntax};
use crate::data_model::number::Decimal;
use crate::data_model::vocabulary::{Access, ActiveNotify, PathScope, Status, TargetType};
use crate::data_model::{ErrorKind, ProblemKind};

/// The text of a table with everything an index has.
pub(super) fn table(index: &Index<'_>) -> Result<String, Error<ErrorKind>> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for room in index.all() {
        let at = if room.path.is_empty() { String::new() } else { format!("{}.", room.path) };
        // A service's own parameters stand beside what the root has at its place, which is not their object.
        let mounted_at = Some(room.mounted_at).filter(|names| *names > 0);
        if let Some(object) = room.object {
            check_path(&at, &object.path)?;
            rows.push((at.clone(), object_row(&at, object, mounted_at)));
        }
        for Indexed { parameter, .. } in &room.parameters {
            let path = format!("{at}{}", parameter.name);
            check_path(&path, &parameter.name)?;
            if parameter.name.is_empty() || parameter.name.contains('.') {
                return Err(no_path(&path));
            }
            let mounted_at = if room.object.is_none() { mounted_at } else { None };
            // A version is given only where it is later than that of the object.
            let version =
                parameter.version.as_deref().or(room.object.and_then(|object| object.version.as_deref()));
            let row = parameter_row(&path, parameter, version, mounted_at);
            rows.push((path, row));
        }
    }
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut out = String::with_capacity(rows.iter().map(|(_, row)| row.len() + 1).sum::<usize>() + 256);
    for (name, value) in [("model", index.model), ("spec", index.spec)] {
        if !value.is_empty() && !value.contains(['\n', '\r']) {
            for part in ["#", name, "\t", value, "\n"] {
                out.push_str(part);
            }
        }
    }
    let mut last = None;
    for (path, row) in &rows {
        // An index answers with the first of several parameters, which services may have beside each other.
        if last.replace(path) == Some(path) {
            if path.ends_with('.') {
                return Err(Error::new(ErrorKind::Problem(ProblemKind::Duplicate)).in_path(&**path));
            }
            continue;
        }
        out.push_str(row);
        out.push('\n');
    }
    Ok(out)
}

/// Whether a text is a table: rows in order, each as it would be written.
pub(super) fn check(text: &str) -> Result<(), Error<ErrorKind>> {
    let mut last = "";
    let mut is_head = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let offset = at;
        at += line.len();
        is_head &= line.starts_with('#');
        if is_head {
            continue;
        }
        let Some(row) = Rows::new(line, "").next() else {
            return Err(Error::at(ErrorKind::TableRow, offset));
        };
        let path = row.path();
        if path <= last {
            return Err(Error::at(ErrorKind::TableOrder, offset));
        }
        let is_written_so = check_path(path, row.name()).is_ok() && written(&row) == row.text();
        if !is_written_so {
            return Err(Error::at(ErrorKind::TableRow, offset));
        }
        last = path;
    }
    Ok(())
}

/// A row as it would be written.
fn written(row: &Row<'_>) -> String {
    match (row.object(), row.parameter()) {
        (Some(object), _) => object_row(row.path(), &object, row.mounted_at()),
        (_, Some(parameter)) => {
            parameter_row(row.path(), &parameter, parameter.version.as_deref(), row.mounted_at())
        }
        (None, None) => String::new(),
    }
}

/// A path is looked up with `{i}` for its instances, and ends where its cell does.
fn check_path(path: &str, own: &str) -> Result<(), Error<ErrorKind>> {
    let is_path = !path.is_empty()
        && !path.starts_with(['#', '.'])
        && !path.chars().any(|character| character <= ' ')
        && *template(own) == *own
        && *template(path) == *path;
    if is_path { Ok(()) } else { Err(no_path(path)) }
}

fn no_path(path: &str) -> Error<ErrorKind> {
    Error::new(ErrorKind::InvalidValue("name")).in_path(path)
}

fn object_row(path: &str, object: &Object<'_>, mounted_at: Option<usize>) -> String {
    let mut row = Line::new(path, "object", object.access, object.status, object.version.as_deref());
    if object.min_entries != 1 {
        row.cell(cell::MIN_ENTRIES).value(object.min_entries);
    }
    match object.max_entries {
        MaxEntries::Count(1) => {}
        MaxEntries::Count(count) => row.cell(cell::MAX_ENTRIES).value(count),
        MaxEntries::Unbounded => row.cell(cell::MAX_ENTRIES).value("unbounded"),
    }
    for (name, parameter) in [
        (cell::NUM_ENTRIES_PARAMETER, &object.num_entries_parameter),
        (cell::ENABLE_PARAMETER, &object.enable_parameter),
        (cell::DISCRIMINATOR_PARAMETER, &object.discriminator_parameter),
    ] {
        if let Some(parameter) = parameter {
            row.cell(name).text(parameter);
        }
    }
    if let Some(mount_type) = object.mount_type {
        row.cell(cell::MOUNT_TYPE).value(mount_type);
    }
    for key in &object.unique_keys {
        row.cell(cell::UNIQUE_KEY).word_if(key.functional, cell::FUNCTIONAL).items(&key.parameters);
    }
    row.end(object.is_incomplete, mounted_at)
}

fn parameter_row(
    path: &str,
    parameter: &Parameter<'_>,
    version: Option<&str>,
    mounted_at: Option<usize>,
) -> String {
    let syntax = &parameter.syntax;
    let base = syntax.base_type.as_str();
    let mut row = Line::new(path, base, parameter.access, parameter.status, version);
    if parameter.active_notify != ActiveNotify::Normal {
        row.cell(cell::ACTIVE_NOTIFY).value(parameter.active_notify);
    }
    if parameter.forced_inform {
        row.cell(cell::FORCED_INFORM).close();
    }
    write_syntax(&mut row, syntax);
    row.end(parameter.is_incomplete, mounted_at)
}

fn write_syntax(row: &mut Line, syntax: &Syntax<'_>) {
    if let Some(name) = &syntax.data_type {
        row.cell(cell::DATA_TYPE).text(name);
    }
    if let Some(list) = &syntax.list {
        write_list(row, list);
    }
    write_facets(row, &syntax.facets);
    if let Some(default) = &syntax.default {
        row.cell(cell::DEFAULT).word(default.kind).status(default.status).text(&default.value);
    }
    for (is_so, name) in
        [(syntax.hidden, cell::HIDDEN), (syntax.secured, cell::SECURED), (syntax.command, cell::COMMAND)]
    {
        if is_so {
            row.cell(name).close();
        }
    }
}

fn write_list(row: &mut Line, list: &List<'_>) {
    let nesting = list.nested_brackets.map(|nesting| (cell::NESTED_BRACKETS, nesting.as_str()));
    let most = list.max_items.map(|most| most.to_string()).unwrap_or_default();
    let least = if list.min_items == 0 { String::new() } else { list.min_items.to_string() };
    let cell = row.cell(cell::LIST).status(list.status).detail(nesting);
    match (&*least, &*most) {
        ("", "") => cell.close(),
        (least, most) => cell.value(format_args!("{least}:{most}")),
    }
    list.sizes.iter().for_each(|size| write_size(row, cell::LIST_SIZE, size));
}

fn write_size(row: &mut Line, name: &'static str, size: &Size<'_>) {
    let most = size.max_length.map(|most| most.to_string()).unwrap_or_default();
    let least = if size.min_length == 0 { String::new() } else { size.min_length.to_string() };
    row.cell(name).status(size.status).value(format_args!("{least}:{most}"));
}

fn write_facets(row: &mut Line, facets: &Facets<'_>) {
    facets.sizes.iter().for_each(|size| write_size(row, cell::SIZE, size));
    for range in &facets.ranges {
        let end = |end: Option<Decimal>| end.map(|end| end.to_string()).unwrap_or_default();
        let (least, most, step) = (end(range.min_inclusive), end(range.max_inclusive), end(range.step));
        let step = Some((cell::STEP, &*step)).filter(|(_, step)| !step.is_empty());
        row.cell(cell::RANGE).status(range.status).detail(step).value(format_args!("{least}:{most}"));
    }
    for value in &facets.enumerations {
        let code = value.code.map(|code| code.to_string());
        row.cell(cell::ENUMERATION)
            .access(value.access)
            .status(value.status)
            .word_if(value.optional, cell::OPTIONAL)
            .detail(code.as_deref().map(|code| (cell::CODE, code)))
            .detail(value.version.as_deref().map(|version| (cell::VERSION, version)))
            .text(&value.value);
    }
    for pattern in &facets.patterns {
        row.cell(cell::PATTERN)
            .access(pattern.access)
            .status(pattern.status)
            .word_if(pattern.optional, cell::OPTIONAL)
            .detail(pattern.version.as_deref().map(|version| (cell::VERSION, version)))
            .text(&pattern.value);
    }
    for reference in &facets.path_refs {
        let target = Some(reference.target_type).filter(|target| *target != TargetType::Any);
        row.cell(cell::PATH_REF)
            .word(reference.ref_type)
            .status(reference.status)
            .detail(scope(cell::TARGET_PARENT_SCOPE, reference.target_parent_scope))
            .detail(target.map(|target| (cell::TARGET_TYPE, target.as_str())))
            .detail(reference.target_data_type.as_deref().map(|name| (cell::TARGET_DATA_TYPE, name)))
            .items(&reference.target_parents);
    }
    for reference in &facets.instance_refs {
        row.cell(cell::INSTANCE_REF)
            .word(reference.ref_type)
            .status(reference.status)
            .detail(scope(cell::TARGET_PARENT_SCOPE, reference.target_parent_scope))
            .text(&reference.target_parent);
    }
    for reference in &facets.enumeration_refs {
        row.cell(cell::ENUMERATION_REF)
            .status(reference.status)
            .detail(scope(cell::TARGET_PARAM_SCOPE, reference.target_param_scope))
            .detail(reference.null_value.as_deref().map(|value| (cell::NULL_VALUE, value)))
            .text(&reference.target_param);
    }
    if let Some(units) = &facets.units {
        row.cell(cell::UNITS).text(units);
    }
}

fn scope(name: &'static str, scope: PathScope) -> Option<(&'static str, &'static str)> {
    Some((name, scope.as_str())).filter(|_| scope != PathScope::Normal)
}

/// A row being written.
struct Line {
    text: String,
}

impl Line {
    fn new(path: &str, kind: &str, access: Access, status: Status, version: Option<&str>) -> Self {
        let mut text = String::with_capacity(path.len() + 64);
        for column in [path, kind, access.as_str(), status.as_str()] {
            text.push_str(column);
            text.push('\t');
        }
        if let Some(version) = version {
            escape(version, &mut text);
        }
        Line { text }
    }

    fn cell(&mut self, name: &str) -> CellWriter<'_> {
        self.text.push('\t');
        self.text.push_str(name);
        CellWriter { out: &mut self.text, has_details: false }
    }

    fn end(mut self, is_incomplete: bool, mounted_at: Option<usize>) -> String {
        if is_incomplete {
            self.cell(cell::INCOMPLETE).close();
        }
        if let Some(names) = mounted_at {
            self.cell(cell::MOUNTED_AT).value(names);
        }
        self.text
    }
}

/// A cell being written, behind its name.
struct CellWriter<'o> {
    out: &'o mut String,
    has_details: bool,
}

impl CellWriter<'_> {
    fn begin_detail(&mut self) {
        self.out.push(if self.has_details { ',' } else { '(' });
        self.has_details = true;
    }

    fn word(mut self, word: impl fmt::Display) -> Self {
        self.begin_detail();
        // Writing to a text cannot fail.
        let _ = write!(self.out, "{word}");
        self
    }

    fn word_if(self, is_so: bool, word: &str) -> Self {
        if is_so { self.word(word) } else { self }
    }

    fn status(self, status: Status) -> Self {
        self.word_if(status != Status::Current, status.as_str())
    }

    fn access(self, access: Access) -> Self {
        self.word_if(access != Access::ReadWrite, access.as_str())
    }

    fn detail(mut self, detail: Option<(&str, &str)>) -> Self {
        if let Some((name, value)) = detail {
            self.begin_detail();
            self.out.push_str(name);
            self.out.push('=');
            escape(value, self.out);
        }
        self
    }

    /// Ends a cell without a value.
    fn close(self) {
        if self.has_details {
            self.out.push(')');
        }
    }

    fn begin_value(&mut self) {
        if self.has_details {
            self.out.push(')');
        }
        self.out.push('=');
    }

    fn value(mut self, value: impl fmt::Display) {
        self.begin_value();
        let _ = write!(self.out, "{value}");
    }

    fn text(mut self, text: &str) {
        self.begin_value();
        escape_value(text, self.out);
    }

    fn items(mut self, items: &[Cow<'_, str>]) {
        self.begin_value();
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            escape(item, self.out);
        }
    }
}
