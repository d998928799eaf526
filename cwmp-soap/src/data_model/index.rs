//! Look-up of paths in resolved models.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::model::{DataModel, Object, Parameter};
use super::pattern::{Matcher, PatternError};

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
}

/// An object with its parameters sorted by name; or a model's own parameters, without an object.
#[derive(Clone, Debug)]
struct Room<'m> {
    /// The path without the dot at its end.
    path: Cow<'m, str>,
    object: Option<&'m Object<'m>>,
    parameters: Vec<Indexed<'m>>,
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
        let mut builder =
            Builder { rooms: Vec::new(), matchers: Vec::new(), unusable: Vec::new(), known: HashMap::new() };
        builder.add("", root);
        for (prefix, service) in services {
            builder.add(prefix, service);
        }
        let Builder { mut rooms, matchers, unusable, .. } = builder;
        // The sort is stable: of two definitions of one path the first is found.
        rooms.sort_by(|left, right| compare(&left.path, &right.path));
        Index { rooms, matchers, unusable }
    }

    /// What a path leads to; a dot at its end asks for an object or a table, none for a parameter.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<Entry<'m>> {
        match path.strip_suffix('.') {
            Some(object) => self.object(object),
            None => {
                let (room, indexed) = self.parameter(path)?;
                Some(Entry::Parameter(room, indexed.parameter))
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

    pub(super) fn parameter(&self, path: &str) -> Option<(Option<&'m Object<'m>>, &Indexed<'m>)> {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        // Usually one room; `Device.Services.` also holds what services have beside their objects.
        self.rooms(|candidate| compare(candidate, parent)).iter().find_map(|room| {
            let at = room.parameters.binary_search_by(|indexed| (*indexed.parameter.name).cmp(name)).ok()?;
            Some((room.object, room.parameters.get(at)?))
        })
    }

    /// The matchers of a parameter's patterns; `None` for one that could not be compiled.
    pub(super) fn matchers<'s>(
        &'s self,
        indexed: &'s Indexed<'m>,
    ) -> impl Iterator<Item = Option<&'s Matcher>> {
        indexed.patterns.iter().map(|index| self.matchers.get(*index).and_then(Option::as_ref))
    }

    fn object(&self, path: &str) -> Option<Entry<'m>> {
        let object = |rooms: &[Room<'m>]| rooms.iter().find_map(|room| room.object);
        let row = object(self.rooms(|candidate| compare(candidate, path))).map(Entry::Object);
        row.or_else(|| {
            let order = |candidate: &str| segments(candidate).cmp(segments(path).chain(["{i}"]));
            object(self.rooms(order)).map(Entry::Table)
        })
    }

    fn rooms(&self, order: impl Fn(&str) -> Ordering) -> &[Room<'m>] {
        let from = self.rooms.partition_point(|room| order(&room.path) == Ordering::Less);
        let rest = self.rooms.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|room| order(&room.path) == Ordering::Equal).count();
        rest.get(..count).unwrap_or_default()
    }
}

struct Builder<'m> {
    rooms: Vec<Room<'m>>,
    matchers: Vec<Option<Matcher>>,
    unusable: Vec<(&'m str, PatternError)>,
    known: HashMap<&'m str, usize>,
}

impl<'m> Builder<'m> {
    fn add(&mut self, prefix: &'m str, model: &'m DataModel<'m>) {
        if !model.parameters.is_empty() {
            let path = Cow::Borrowed(prefix.strip_suffix('.').unwrap_or(prefix));
            let parameters = self.parameters(&model.parameters);
            self.rooms.push(Room { path, object: None, parameters });
        }
        for object in &model.objects {
            let path = object.path.strip_suffix('.').unwrap_or(&object.path);
            let path =
                if prefix.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(format!("{prefix}{path}")) };
            let parameters = self.parameters(&object.parameters);
            self.rooms.push(Room { path, object: Some(object), parameters });
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
        let matcher = Matcher::new(pattern);
        if let Err(error) = matcher {
            self.unusable.push((pattern, error));
        }
        self.matchers.push(matcher.ok());
        let index = self.matchers.len() - 1;
        self.known.insert(pattern, index);
        index
    }
}

/// The names of a path; instance numbers, aliases and wildcards as `{i}`.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(path).filter(|path| !path.is_empty());
    core::iter::from_fn(move || {
        let text = rest?;
        // An alias may hold dots.
        let from = if text.starts_with('[') { text.find(']').unwrap_or(0) } else { 0 };
        let end = text.get(from..).and_then(|tail| tail.find('.')).map(|at| from + at);
        let segment = match end {
            Some(end) => {
                rest = text.get(end + 1..);
                text.get(..end).unwrap_or_default()
            }
            None => {
                rest = None;
                text
            }
        };
        let is_instance = segment.starts_with('[')
            || segment == "*"
            || !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        Some(if is_instance { "{i}" } else { segment })
    })
}

fn compare(left: &str, right: &str) -> Ordering {
    compare_segments(segments(left), segments(right))
}

fn compare_segments<'p>(
    left: impl Iterator<Item = &'p str>,
    right: impl Iterator<Item = &'p str>,
) -> Ordering {
    left.cmp(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises_segments() {
        let normalised = |path: &str| segments(path).collect::<Vec<_>>().join("/");
        assert_eq!(normalised("Device.X.1.Y.[a.b-1].Z.*.W.{i}"), "Device/X/{i}/Y/{i}/Z/{i}/W/{i}");
        assert_eq!(normalised(""), "");
        assert_eq!(normalised("A..B"), "A//B");
        assert_eq!(normalised("A.[open.B"), "A/{i}/B");
        assert_eq!(normalised("A.1b"), "A/1b");
    }
}
