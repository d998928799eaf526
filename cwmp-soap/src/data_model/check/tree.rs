//! What holds between the values of a whole tree: keys, numbers of rows, references.

use crate::lookup::{Map, Set};
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::finding::{Finding, FindingKind};
use super::reference::resolve;
use super::value::items;
use crate::data_model::definitions::{Definitions, Found, FoundParameter};
use crate::data_model::document::{MaxEntries, UniqueKey};
use crate::data_model::facet::Facets;
use crate::data_model::index::{is_instance, template};
use crate::data_model::model::{Object, Syntax};
use crate::data_model::vocabulary::ReferenceType;
use crate::value::Boolean;

impl Definitions<'_> {
    pub(super) fn check_tree<'v>(
        self,
        below: &str,
        values: impl IntoIterator<Item = (&'v str, &'v str)>,
    ) -> Vec<Finding> {
        let mut tree = Tree { below, values: BTreeMap::new(), tables: BTreeMap::new(), findings: Vec::new() };
        for (path, value) in values {
            // Known paths are no deeper than the model, so that their rows are few.
            if path.starts_with(below) && self.find(path).is_some() {
                tree.add(path, value);
            }
        }
        tree.check_tables(self);
        tree.check_counts(self);
        tree.check_references(self);
        tree.findings
    }
}

/// What the values of one parameter refer to.
struct Targets<'f> {
    /// Rows, by their paths, which must be there.
    rows: bool,
    /// Tables, by the numbers of their rows, which must be there.
    tables: Vec<String>,
    /// Parameters that list the values, and the value that is none of them.
    lists: Vec<(String, Option<&'f str>)>,
}

struct Tree<'v> {
    below: &'v str,
    values: BTreeMap<&'v str, &'v str>,
    /// The rows of each table, both with the dot at their ends.
    tables: BTreeMap<&'v str, BTreeSet<&'v str>>,
    findings: Vec<Finding>,
}

impl<'v> Tree<'v> {
    fn add(&mut self, path: &'v str, value: &'v str) {
        let mut at = 0;
        for segment in path.split_inclusive('.') {
            let end = at + segment.len();
            if segment.strip_suffix('.').is_some_and(is_instance)
                && let (Some(table), Some(row)) = (path.get(..at), path.get(..end))
            {
                self.tables.entry(table).or_default().insert(row);
            }
            at = end;
        }
        self.values.insert(path, value);
    }

    fn find(&mut self, kind: FindingKind, path: &str) {
        self.findings.push(Finding { kind, path: Box::from(path) });
    }

    /// Keys of rows, and the most and fewest of them.
    fn check_tables(&mut self, definitions: Definitions<'_>) {
        for (table, rows) in core::mem::take(&mut self.tables) {
            if let Some(Found::Table(object)) = definitions.find(table) {
                let object = object.definition();
                let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                if matches!(object.max_entries, MaxEntries::Count(most) if count > most) {
                    self.find(FindingKind::TooManyRows, table);
                }
                // Otherwise only some of the rows may be here.
                if count < object.min_entries && table.starts_with(self.below) {
                    self.find(FindingKind::TooFewRows, table);
                }
                for key in &object.unique_keys {
                    self.check_key(&object, key, &rows);
                }
            }
            self.tables.insert(table, rows);
        }
    }

    fn check_key(&mut self, object: &Object<'_>, key: &UniqueKey<'_>, rows: &BTreeSet<&'v str>) {
        let mut seen = BTreeSet::new();
        for row in rows {
            let value = |parameter: &str| self.values.get(&*format!("{row}{parameter}")).copied();
            let enabled = || match &object.enable_parameter {
                Some(parameter) => value(parameter).and_then(Boolean::parse).is_some_and(bool::from),
                None => true,
            };
            if key.functional && !enabled() {
                continue;
            }
            let values: Option<Vec<&str>> = key.parameters.iter().map(|parameter| value(parameter)).collect();
            // A key that nobody has set, as devices without aliases report it, is none yet.
            let values = values.filter(|values| values.iter().any(|value| !value.is_empty()));
            if values.is_some_and(|values| !seen.insert(values)) {
                self.find(FindingKind::KeyClash, row);
            }
        }
    }

    /// The parameters that count rows.
    fn check_counts(&mut self, definitions: Definitions<'_>) {
        let mut counters = Map::new();
        for (path, object) in definitions.tables() {
            let table = path.strip_suffix("{i}").unwrap_or(path);
            if let Some(counter) = &object.num_entries_parameter
                && let Some((parent, name)) = table.strip_suffix('.').and_then(|table| table.rsplit_once('.'))
            {
                counters.insert(format!("{parent}.{counter}"), name);
            }
        }
        let mut wrong = Vec::new();
        for (path, value) in &self.values {
            let Some(name) = counters.get(&*template(path)) else { continue };
            let (parent, _) = path.rsplit_once('.').unwrap_or_default();
            let rows = self.tables.get(&*format!("{parent}.{name}.")).map_or(0, BTreeSet::len);
            if value.trim().parse().is_ok_and(|count: usize| count != rows) {
                wrong.push(*path);
            }
        }
        wrong.into_iter().for_each(|path| self.find(FindingKind::WrongRowCount, path));
    }

    fn check_references(&mut self, definitions: Definitions<'_>) {
        let mut wrong = Vec::new();
        let mut enumerations = Map::new();
        for (path, value) in &self.values {
            let Some(parameter) = definitions.parameter(path) else { continue };
            let syntax = parameter.syntax();
            let Syntax { list, facets, .. } = &*syntax;
            let object = path.rsplit_once('.').map_or("", |(object, _)| object);
            let targets = self.targets(parameter, object, facets, &mut enumerations);
            let item_is_wrong = |item: &str| self.check_reference(definitions, &targets, &enumerations, item);
            let found = match list {
                None => item_is_wrong(value),
                Some(list) => items(value, list).find_map(item_is_wrong),
            };
            wrong.extend(found.map(|kind| (kind, *path)));
        }
        wrong.into_iter().for_each(|(kind, path)| self.find(kind, path));
    }

    /// What the values of a parameter refer to, worked out once for all items of a list, and each list of values once
    /// for all parameters that draw on it.
    fn targets<'f>(
        &self,
        parameter: FoundParameter<'_>,
        object: &str,
        facets: &'f Facets<'_>,
        enumerations: &mut Map<String, Set<&'v str>>,
    ) -> Targets<'f> {
        let mounted_at = parameter.mounted_at();
        let strong = |kind| kind == ReferenceType::Strong;
        let tables = facets.instance_refs.iter().filter(|reference| strong(reference.ref_type));
        let lists = facets.enumeration_refs.iter().map(|reference| {
            let target = resolve(object, mounted_at, reference.target_param_scope, &reference.target_param);
            if let Some(allowed) = self.values.get(&*target)
                && !enumerations.contains_key(&target)
            {
                enumerations.insert(target.clone(), allowed.split(',').map(str::trim).collect());
            }
            (target, reference.null_value.as_deref())
        });
        Targets {
            rows: facets.path_refs.iter().any(|reference| strong(reference.ref_type)),
            lists: lists.collect(),
            tables: tables
                .map(|reference| {
                    resolve(object, mounted_at, reference.target_parent_scope, &reference.target_parent)
                })
                .collect(),
        }
    }

    fn check_reference(
        &self,
        definitions: Definitions<'_>,
        targets: &Targets<'_>,
        enumerations: &Map<String, Set<&'v str>>,
        value: &str,
    ) -> Option<FindingKind> {
        if value.is_empty() {
            return None;
        }
        let mut dangles = false;
        if targets.rows {
            let target = format!("{}.", value.strip_suffix('.').unwrap_or(value));
            let is_row =
                matches!(definitions.find(&target), Some(Found::Object(object)) if object.is_table());
            dangles |= is_row && !self.has_row(&target);
        }
        let number = value.trim();
        if number.bytes().all(|byte| byte.is_ascii_digit()) && number.bytes().any(|byte| byte != b'0') {
            dangles |= targets.tables.iter().any(|table| !self.has_row(&format!("{table}.{number}.")));
        }
        let is_foreign = targets.lists.iter().any(|(target, null)| {
            let allowed = enumerations.get(target);
            *null != Some(value) && allowed.is_some_and(|allowed| !allowed.contains(number))
        });
        match (dangles, is_foreign) {
            (true, _) => Some(FindingKind::DanglingReference),
            (_, true) => Some(FindingKind::NotEnumerated),
            _ => None,
        }
    }

    /// Whether the row is there; one that is not below the tree's root, or named by an alias, may be.
    fn has_row(&self, row: &str) -> bool {
        let table = row.strip_suffix('.').and_then(|row| row.rsplit_once('.')).map(|(table, _)| table);
        let Some(table) = table.map(|table| format!("{table}.")) else { return true };
        !table.starts_with(self.below)
            || row.contains('[')
            || self.tables.get(&*table).is_some_and(|rows| rows.contains(row))
    }
}
