//! The one view of definitions that checks have, whether they come from an [`Index`] or a [`Table`].

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::ops::Deref;

use super::facet::{Facets, Pattern};
use super::index::{Entry, Index, Indexed, MAX_STATES, Room};
use super::model::{Object, Syntax};
use super::pattern::Matcher;
use super::table::{Row, Table};
use super::vocabulary::{Access, ActiveNotify, Status};

/// Where definitions are looked up.
#[derive(Clone, Copy)]
pub(super) enum Definitions<'d> {
    Index(&'d Index<'d>),
    Table(Table<'d>),
}

/// What a path leads to.
pub(super) enum Found<'d> {
    Parameter(FoundParameter<'d>),
    /// A single object, or one row of a table.
    Object(FoundObject<'d>),
    /// A table as a whole.
    Table(FoundObject<'d>),
}

/// An object.
#[derive(Clone, Copy)]
pub(super) enum FoundObject<'d> {
    Model(&'d Object<'d>),
    Row(Row<'d>),
}

/// A parameter and where it is.
#[derive(Clone, Copy)]
pub(super) enum FoundParameter<'d> {
    Model { index: &'d Index<'d>, room: &'d Room<'d>, indexed: &'d Indexed<'d> },
    Row { table: Table<'d>, row: Row<'d> },
}

/// A value that is there, or that is read when asked for.
pub(super) enum Held<'d, T> {
    There(&'d T),
    Read(T),
}

impl<T> Deref for Held<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Held::There(value) => value,
            Held::Read(value) => value,
        }
    }
}

impl<'d> From<&'d Index<'d>> for Definitions<'d> {
    fn from(index: &'d Index<'d>) -> Self {
        Definitions::Index(index)
    }
}

impl<'d> From<&Table<'d>> for Definitions<'d> {
    fn from(table: &Table<'d>) -> Self {
        Definitions::Table(*table)
    }
}

impl<'d> Definitions<'d> {
    pub(super) fn find(self, path: &str) -> Option<Found<'d>> {
        if !path.ends_with('.') {
            return self.parameter(path).map(Found::Parameter);
        }
        match self {
            Definitions::Index(index) => match index.find(path)? {
                Entry::Object(object) => Some(Found::Object(FoundObject::Model(object))),
                Entry::Table(object) => Some(Found::Table(FoundObject::Model(object))),
                Entry::Parameter(..) => None,
            },
            Definitions::Table(table) => {
                let row = table.find(path)?;
                let found = FoundObject::Row(row);
                let is_whole = !is_of_depth(path, row.path());
                Some(if is_whole { Found::Table(found) } else { Found::Object(found) })
            }
        }
    }

    /// The parameter of a path.
    pub(super) fn parameter(self, path: &str) -> Option<FoundParameter<'d>> {
        match self {
            Definitions::Index(index) => {
                let (room, indexed) = index.parameter(path)?;
                Some(FoundParameter::Model { index, room, indexed })
            }
            Definitions::Table(table) => {
                Some(FoundParameter::Row { table, row: table.find(path).filter(|row| !row.is_object())? })
            }
        }
    }

    /// The tables of the model: paths without the dot at their ends, and what describes their rows.
    pub(super) fn tables(self) -> Box<dyn Iterator<Item = (&'d str, Held<'d, Object<'d>>)> + 'd> {
        match self {
            Definitions::Index(index) => {
                Box::new(index.tables().map(|(path, object)| (path, Held::There(object))))
            }
            Definitions::Table(table) => Box::new(
                table
                    .rows()
                    .filter(Row::is_table)
                    .filter_map(|row| Some((row.path().strip_suffix('.')?, Held::Read(row.object()?)))),
            ),
        }
    }
}

/// Whether two paths have as many segments: otherwise one is that of a table, the other that of its rows.
fn is_of_depth(path: &str, template: &str) -> bool {
    path.matches('.').count() == template.matches('.').count()
}

impl<'d> FoundObject<'d> {
    pub(super) fn is_table(self) -> bool {
        match self {
            FoundObject::Model(object) => object.is_table(),
            FoundObject::Row(row) => row.is_table(),
        }
    }

    pub(super) fn access(self) -> Access {
        match self {
            FoundObject::Model(object) => object.access,
            FoundObject::Row(row) => row.access(),
        }
    }

    pub(super) fn status(self) -> Status {
        match self {
            FoundObject::Model(object) => object.status,
            FoundObject::Row(row) => row.status(),
        }
    }

    /// All of it but its parameters.
    pub(super) fn definition(self) -> Held<'d, Object<'d>> {
        match self {
            FoundObject::Model(object) => Held::There(object),
            FoundObject::Row(row) => Held::Read(row.read_object()),
        }
    }
}

impl<'d> FoundParameter<'d> {
    pub(super) fn access(self) -> Access {
        match self {
            FoundParameter::Model { indexed, .. } => indexed.parameter.access,
            FoundParameter::Row { row, .. } => row.access(),
        }
    }

    pub(super) fn active_notify(self) -> ActiveNotify {
        match self {
            FoundParameter::Model { indexed, .. } => indexed.parameter.active_notify,
            FoundParameter::Row { row, .. } => row.active_notify(),
        }
    }

    /// The status, or that of its object where that is further on.
    pub(super) fn status(self) -> Status {
        let (own, of_object) = match self {
            FoundParameter::Model { room, indexed, .. } => {
                (indexed.parameter.status, room.object.map(|object| object.status))
            }
            FoundParameter::Row { row, .. } => {
                (row.status(), self.object_row().map(|object| object.status()))
            }
        };
        own.max(of_object.unwrap_or(Status::Current))
    }

    pub(super) fn syntax(self) -> Held<'d, Syntax<'d>> {
        match self {
            FoundParameter::Model { indexed, .. } => Held::There(&indexed.parameter.syntax),
            FoundParameter::Row { row, .. } => Held::Read(row.syntax()),
        }
    }

    /// The path of its object with `{i}` for instances, without the dot at the end.
    pub(super) fn object_path(self) -> &'d str {
        match self {
            FoundParameter::Model { room, .. } => &room.path,
            FoundParameter::Row { row, .. } => row.path().rsplit_once('.').map_or("", |(object, _)| object),
        }
    }

    /// How many segments of the path are those of the place where its service is mounted.
    pub(super) fn mounted_at(self) -> usize {
        match self {
            FoundParameter::Model { room, .. } => room.mounted_at,
            FoundParameter::Row { row, .. } => {
                let own = row.mounted_at().or_else(|| self.object_row()?.mounted_at());
                own.unwrap_or(0)
            }
        }
    }

    /// The row of the object that has it; none where a service has it beside its objects.
    fn object_row(self) -> Option<Row<'d>> {
        let FoundParameter::Row { table, row } = self else { return None };
        if row.mounted_at().is_some() {
            return None;
        }
        let path = row.path();
        table.exact(path.get(..path.rfind('.')? + 1)?.as_bytes())
    }
}

/// The patterns of a parameter, compiled when first asked for and once for all items of a list.
pub(super) struct Patterns<'d> {
    parameter: FoundParameter<'d>,
    compiled: OnceCell<Vec<Option<Matcher>>>,
}

impl<'d> Patterns<'d> {
    pub(super) fn of(parameter: FoundParameter<'d>) -> Self {
        Patterns { parameter, compiled: OnceCell::new() }
    }

    /// Whether the text matches one of the patterns, which `facets` has. One that cannot be compiled decides nothing.
    pub(super) fn match_text(&self, facets: &Facets<'_>, text: &str) -> bool {
        let matches = |matcher: Option<&Matcher>| matcher.is_none_or(|matcher| matcher.matches(text));
        match self.parameter {
            FoundParameter::Model { index, indexed, .. } => index.matchers(indexed).any(matches),
            FoundParameter::Row { .. } => {
                let compiled = self.compiled.get_or_init(|| compile(facets));
                compiled.iter().map(Option::as_ref).any(matches)
            }
        }
    }
}

/// The matchers of patterns, as long as these have no more states than those of an index may have.
fn compile(facets: &Facets<'_>) -> Vec<Option<Matcher>> {
    let mut states = 0;
    let mut compile = |pattern: &Pattern<'_>| {
        let matcher = Matcher::new(&pattern.value).ok().filter(|_| states <= MAX_STATES)?;
        states += matcher.len();
        Some(matcher)
    };
    facets.patterns.iter().map(&mut compile).collect()
}
