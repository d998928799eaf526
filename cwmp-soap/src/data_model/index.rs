//! Look-up of paths in resolved models.

use crate::lookup::Map;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::model::{DataModel, Object, Parameter};
use super::pattern::{Matcher, PatternError};

/// The most states that the patterns of one index may have together; those of TR-181 have a few thousand.
pub(super) const MAX_STATES: usize = 1_000_000;

/// The objects and parameters of one or more models, found by path.
///
/// Paths may hold instance numbers, aliases (`[name]`), wildcards (`*`) or placeholders (`{i}`) where the model has a
/// placeholder. A look-up is two binary searches, over the objects and over one object's parameters.
///
/// ```
/// use cwmp_soap::data_model::{DataModel, Entry, Index};
///
/// let xml = br#"<dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-15" spec="urn:example-com:a">
///   <model name="A:1.0">
///     <object name="A." access="readOnly" minEntries="1" maxEntries="1"/>
///     <object name="A.Port.{i}." access="readWrite" minEntries="0" maxEntries="unbounded">
///       <parameter name="Name" access="readWrite"><syntax><string/></syntax></parameter>
///     </object>
///   </model>
/// </dm:document>"#;
/// let model = DataModel::from_xml(xml)?;
/// let index = Index::new(&model);
/// assert!(matches!(index.find("A.Port.7.Name"), Some(Entry::Parameter(_, name)) if name.name == "Name"));
/// assert!(matches!(index.find("A.Port.[cpe-1]."), Some(Entry::Object(_))));
/// assert!(matches!(index.find("A.Port."), Some(Entry::Table(_))));
/// assert!(index.find("A.Port.Name").is_none());
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::data_model::ErrorKind>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Index<'m> {
    /// Sorted by path.
    rooms: Vec<Room<'m>>,
    matchers: Vec<Option<Matcher>>,
    unusable: Vec<(&'m str, PatternError)>,
    /// Name and specification of the root model.
    pub(super) model: &'m str,
    pub(super) spec: &'m str,
}

/// An object with its parameters sorted by name; or a model's own parameters, without an object.
#[derive(Clone, Debug)]
pub(super) struct Room<'m> {
    /// The path without the dot at its end, in the form in which paths are looked up: see [`template`].
    pub(super) path: Cow<'m, str>,
    pub(super) object: Option<&'m Object<'m>>,
    pub(super) parameters: Vec<Indexed<'m>>,
    /// How many segments of the path are those of the place where the service is mounted.
    pub(super) mounted_at: usize,
}

/// A parameter with its compiled patterns.
#[derive(Clone, Debug)]
pub(super) struct Indexed<'m> {
    pub(super) parameter: &'m Parameter<'m>,
    /// Indices into `Index::matchers`, one for each pattern.
    patterns: Vec<usize>,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Entry<'m> {
    /// A parameter, and the object that has it (none for a parameter beside the objects).
    Parameter(Option<&'m Object<'m>>, &'m Parameter<'m>),
    /// A single object, or one row of a table.
    Object(&'m Object<'m>),
    /// A table as a whole; the object describes its rows.
    Table(&'m Object<'m>),
}

impl<'m> Index<'m> {
    /// The index of one model.
    #[must_use]
    pub fn new(model: &'m DataModel<'m>) -> Self {
        Self::with_services(model, [])
    }

    /// The index of a root model with service models mounted at the path given with each, such as
    /// `Device.Services.`.
    #[must_use]
    pub fn with_services(
        root: &'m DataModel<'m>,
        services: impl IntoIterator<Item = (&'m str, &'m DataModel<'m>)>,
    ) -> Self {
        let mut builder = Builder {
            rooms: Vec::new(),
            matchers: Vec::new(),
            unusable: Vec::new(),
            known: Map::new(),
            states: 0,
        };
        builder.add("", root);
        for (prefix, service) in services {
            builder.add(prefix, service);
        }
        let Builder { mut rooms, matchers, unusable, .. } = builder;
        // The sort is stable: of two definitions of one path the first is found.
        rooms.sort_by(|left, right| left.path.cmp(&right.path));
        Index { rooms, matchers, unusable, model: &root.name, spec: &root.spec }
    }

    /// What a path leads to; a dot at its end asks for an object or a table, none for a parameter.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Entry<'m>> {
        match path.strip_suffix('.') {
            Some(object) => self.object(object),
            None => {
                let (room, indexed) = self.parameter(path)?;
                Some(Entry::Parameter(room.object, indexed.parameter))
            }
        }
    }

    /// The patterns that could not be compiled; values are not checked against them.
    #[must_use]
    pub fn unusable_patterns(&self) -> &[(&'m str, PatternError)] {
        &self.unusable
    }

    /// Every object, in the order of paths.
    pub fn objects(&self) -> impl Iterator<Item = &'m Object<'m>> {
        self.rooms.iter().filter_map(|room| room.object)
    }

    pub(super) fn parameter(&self, path: &str) -> Option<(&Room<'m>, &Indexed<'m>)> {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        // Usually one room; `Device.Services.` also holds what services have beside their objects.
        self.rooms(&template(parent)).find_map(|room| {
            let at = room.parameters.partition_point(|indexed| *indexed.parameter.name < *name);
            Some((room, room.parameters.get(at).filter(|indexed| indexed.parameter.name == name)?))
        })
    }

    /// The matchers of a parameter's patterns; `None` for one that could not be compiled.
    pub(super) fn matchers<'s>(
        &'s self,
        indexed: &'s Indexed<'m>,
    ) -> impl Iterator<Item = Option<&'s Matcher>> {
        indexed.patterns.iter().map(|index| self.matchers.get(*index).and_then(Option::as_ref))
    }

    /// Everything, in the order of paths.
    pub(super) fn all(&self) -> &[Room<'m>] {
        &self.rooms
    }

    fn object(&self, path: &str) -> Option<Entry<'m>> {
        let path = template(path);
        if let Some(object) = self.rooms(&path).find_map(|room| room.object) {
            return Some(Entry::Object(object));
        }
        let rows = format!("{path}.{{i}}");
        self.rooms(&rows).find_map(|room| room.object).map(Entry::Table)
    }

    /// The objects with their paths: see [`Room::path`].
    pub(super) fn tables(&self) -> impl Iterator<Item = (&str, &'m Object<'m>)> {
        let objects = self.rooms.iter().filter_map(|room| Some((&*room.path, room.object?)));
        objects.filter(|(_, object)| object.is_table())
    }

    /// The rooms of a path.
    fn rooms(&self, path: &str) -> impl Iterator<Item = &Room<'m>> {
        let from = self.rooms.partition_point(|room| &*room.path < path);
        let rest = self.rooms.get(from..).unwrap_or_default();
        rest.iter().take_while(move |room| room.path == path)
    }
}

struct Builder<'m> {
    rooms: Vec<Room<'m>>,
    matchers: Vec<Option<Matcher>>,
    unusable: Vec<(&'m str, PatternError)>,
    known: Map<&'m str, usize>,
    /// States of all matchers.
    states: usize,
}

impl<'m> Builder<'m> {
    fn add(&mut self, prefix: &'m str, model: &'m DataModel<'m>) {
        if !model.parameters.is_empty() {
            let path = template(prefix.strip_suffix('.').unwrap_or(prefix));
            let parameters = self.parameters(&model.parameters);
            let mounted_at = if path.is_empty() { 0 } else { path.split('.').count() };
            self.rooms.push(Room { path, object: None, parameters, mounted_at });
        }
        for object in &model.objects {
            let own = template(object.path.strip_suffix('.').unwrap_or(&object.path));
            let (path, mounted_at) = match prefix {
                "" => (own, 0),
                _ => (Cow::Owned(format!("{}{own}", template(prefix))), prefix.matches('.').count()),
            };
            let parameters = self.parameters(&object.parameters);
            self.rooms.push(Room { path, object: Some(object), parameters, mounted_at });
        }
    }

    fn parameters(&mut self, parameters: &'m [Parameter<'m>]) -> Vec<Indexed<'m>> {
        let mut indexed: Vec<Indexed<'m>> = parameters
            .iter()
            .map(|parameter| {
                let patterns = &parameter.syntax.facets.patterns;
                Indexed {
                    parameter,
                    patterns: patterns.iter().map(|pattern| self.matcher(&pattern.value)).collect(),
                }
            })
            .collect();
        indexed.sort_by(|left, right| left.parameter.name.cmp(&right.parameter.name));
        indexed
    }

    /// Many parameters share few patterns: each is compiled once.
    fn matcher(&mut self, pattern: &'m str) -> usize {
        if let Some(index) = self.known.get(pattern) {
            return *index;
        }
        let mut matcher = Matcher::new(pattern);
        if let Ok(compiled) = &matcher {
            self.states += compiled.len();
            if self.states > MAX_STATES {
                matcher = Err(PatternError::TooLarge);
            }
        }
        if let Err(error) = matcher {
            self.unusable.push((pattern, error));
        }
        self.matchers.push(matcher.ok());
        let index = self.matchers.len() - 1;
        self.known.insert(pattern, index);
        index
    }
}

/// Whether a segment of a path stands for a row: a number, an alias or a wildcard.
pub(super) fn is_instance(segment: &str) -> bool {
    segment.starts_with('[')
        || segment == "*"
        || !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// A path with `{i}` for its instance numbers, aliases and wildcards; borrowed when it has none.
pub(super) fn template(path: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    for segment in path.split('.') {
        if is_instance(segment) {
            if out.capacity() == 0 {
                out.reserve(path.len() + 8);
            }
            out.push_str(path.get(copied..at).unwrap_or_default());
            out.push_str("{i}");
            copied = at + segment.len();
        }
        at += segment.len() + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(path);
    }
    out.push_str(path.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        assert_eq!(template("Device.X.1.Y.[a-b-1].Z.*.W.{i}"), "Device.X.{i}.Y.{i}.Z.{i}.W.{i}");
        assert_eq!(template("12.A.7"), "{i}.A.{i}");
        assert!(matches!(template("Device.X1.1b"), Cow::Borrowed("Device.X1.1b")));
        for path in ["", "A..B", ".", "A.[open"] {
            assert_eq!(template(path).split('.').count(), path.split('.').count(), "{path}");
        }
    }
}
