//! Values that refer to other items of the model.

use super::finding::{FindingKind, Findings};
use super::is_path;
use crate::data_model::definitions::{Definitions, Found, FoundParameter};
use crate::data_model::facet::{Facets, PathRef};
use crate::data_model::index::{is_instance, template};
use crate::data_model::vocabulary::{PathScope, TargetType};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Where the values of one parameter may point.
pub(super) struct Allowed<'f> {
    reference: &'f PathRef<'f>,
    /// The templates of the objects whose children may be targets; any when empty.
    parents: Vec<String>,
}

/// Works out once, for all items of a list, where a parameter may point.
pub(super) fn allowed<'f>(parameter: FoundParameter<'_>, facets: &'f Facets<'f>) -> Vec<Allowed<'f>> {
    let references = facets.path_refs.iter();
    references
        .map(|reference| {
            let (object, mounted_at) = (parameter.object_path(), parameter.mounted_at());
            let mut parents = Vec::new();
            for parent in &reference.target_parents {
                let path = resolve(object, mounted_at, reference.target_parent_scope, parent);
                parents.push(template(&path).into_owned());
                // A dot alone is the root, but TR-181 has it for the parameter's own table.
                if **parent == *"." {
                    parents.push(String::from(object));
                }
            }
            Allowed { reference, parents }
        })
        .collect()
}

impl Definitions<'_> {
    /// Checks that a path is one the parameter may refer to. Whether something is there, only a tree can tell.
    pub(super) fn check_path_refs(self, allowed: &[Allowed<'_>], value: &str, findings: &mut Findings<'_>) {
        if allowed.is_empty() || value.is_empty() {
            return;
        }
        let target = value.strip_suffix('.').unwrap_or(value);
        if !is_path(target) {
            findings.add(FindingKind::InvalidForm);
        } else if !self.is_foreign(target) && !allowed.iter().any(|allowed| self.may_refer(allowed, target)) {
            findings.add(FindingKind::WrongTarget);
        }
    }

    /// Whether the index cannot know the path: a vendor's item, or one of a service that is not indexed.
    fn is_foreign(self, path: &str) -> bool {
        let unknown = || self.find(path).is_none() && self.find(&format!("{path}.")).is_none();
        path.split('.').any(|name| name.starts_with("X_") || name == "Services") && unknown()
    }

    fn may_refer(self, allowed: &Allowed<'_>, target: &str) -> bool {
        let is_parameter = matches!(self.find(target), Some(Found::Parameter(..)));
        let object = self.find(&format!("{target}."));
        let is_row = matches!(object, Some(Found::Object(object)) if object.is_table());
        let is_kind = match allowed.reference.target_type {
            TargetType::Any => is_parameter || object.is_some(),
            TargetType::Parameter => is_parameter,
            TargetType::Object => object.is_some(),
            TargetType::Single => matches!(object, Some(Found::Object(_))) && !is_row,
            TargetType::Table => matches!(object, Some(Found::Table(_))),
            TargetType::Row => is_row,
        };
        let target = template(target);
        let (parent, _) = target.rsplit_once('.').unwrap_or_default();
        // Where a row is named, its table is meant (`#` in a rule of a chain for another chain).
        let is_parent = |allowed: &String| allowed == parent || allowed.strip_suffix(".{i}") == Some(parent);
        is_kind && (allowed.parents.is_empty() || allowed.parents.iter().any(is_parent))
    }
}

/// The path, without a dot at its end, that a reference in an object's parameter means. `object` is the path of the
/// object in question, or of one of its instances, without the dot; `mount` is how many of its segments are those of
/// the place where its service is mounted.
pub(super) fn resolve(object: &str, mount: usize, scope: PathScope, reference: &str) -> String {
    let segments: Vec<&str> = object.split('.').collect();
    // The root of a service is `Service`, or `Service.1` where there are several.
    let several = segments.get(mount + 1).is_some_and(|segment| is_row(segment));
    let root = mount + 1 + usize::from(several);
    let join = |kept: usize, rest: &str| {
        let kept = segments.get(..kept).unwrap_or(&segments).join(".");
        let rest = rest.trim_matches('.');
        if rest.is_empty() || kept.is_empty() { kept + rest } else { format!("{kept}.{rest}") }
    };
    match scope {
        PathScope::Model => join(root, reference),
        PathScope::Normal
            if ["Device.", "InternetGatewayDevice."].iter().any(|r| reference.starts_with(r)) =>
        {
            join(0, reference)
        }
        PathScope::Normal if reference.starts_with('.') => join(root, reference),
        PathScope::Normal | PathScope::Object => {
            let below = reference.trim_start_matches('#');
            let mut kept = segments.len();
            // Each `#` goes up one object; a row is one object with its table.
            for _ in 0..(reference.len() - below.len()).min(segments.len()) {
                kept -= usize::from(segments.get(..kept).and_then(<[_]>::last).is_some_and(|s| is_row(s)));
                kept = kept.saturating_sub(1);
            }
            join(kept, below)
        }
    }
}

fn is_row(segment: &str) -> bool {
    segment == "{i}" || is_instance(segment)
}
