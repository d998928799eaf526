//! Microsoft's extensions of descriptions (DDF v2).

use super::{DfProperties, MSFT_NAMESPACE};
use crate::syntax::{Attribute, Fragment, Node};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What Microsoft's extension elements in the DFProperties of a node say.
///
/// The elements are known from Microsoft's published descriptions, not from a specification.
///
/// ```
/// # #[cfg(feature = "xml")] {
/// use omadm_syncml::tree::{MgmtTree, Msft};
///
/// let ddf = MgmtTree::from_xml(br#"<MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM">
///   <VerDTD>1.2</VerDTD><Node><NodeName>Level</NodeName><DFProperties>
///     <AccessType><Get/><Replace/></AccessType><DFFormat><int/></DFFormat><DFType><MIME>text/plain</MIME></DFType>
///     <MSFT:AllowedValues ValueType="ENUM"><MSFT:Enum><MSFT:Value>0</MSFT:Value>
///       <MSFT:ValueDescription>Off</MSFT:ValueDescription></MSFT:Enum></MSFT:AllowedValues>
///   </DFProperties></Node></MgmtTree>"#)?;
/// let node = ddf.roots().next().unwrap();
/// let msft = Msft::read(node.df_properties.as_ref().unwrap());
/// let allowed = msft.allowed_values.unwrap();
/// assert!(allowed.allows("0") && !allowed.allows("1"));
/// # }
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Msft {
    /// `AllowedValues`: what the value may be.
    pub allowed_values: Option<AllowedValues>,
    /// `Applicability/OsBuildVersion`: the first builds of Windows that have the node.
    pub os_build_version: Option<String>,
    /// `Applicability/CspVersion`: the first version of the configuration service provider that has it.
    pub csp_version: Option<String>,
    /// `Applicability/EditionAllowList`: the editions of Windows that have it.
    pub edition_allow_list: Option<String>,
    /// `ConflictResolution`: who wins when several servers set it.
    pub conflict_resolution: Option<String>,
    /// `RebootBehavior`: whether a change needs a restart.
    pub reboot_behavior: Option<String>,
    /// `DynamicNodeNaming`: the name of the element inside, which says who names an unnamed node.
    pub dynamic_node_naming: Option<String>,
    /// `AtomicRequired`: the node may only change within an Atomic.
    pub atomic_required: bool,
    /// `Deprecated`, with its `OsBuildDeprecated`, which may be empty.
    pub deprecated: Option<String>,
    /// `DependencyBehavior`: what other nodes must hold for this one to have an effect.
    pub dependency_groups: Vec<DependencyGroup>,
}

/// `DependencyGroup`: dependencies that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DependencyGroup {
    /// `FriendlyId`: the name of the group.
    pub friendly_id: String,
    /// The dependencies.
    pub dependencies: Vec<Dependency>,
}

/// `Dependency`: what another node must hold.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Dependency {
    /// `Type`, such as `DependsOn`.
    pub kind: String,
    /// `DependencyUri`: the other node.
    pub uri: String,
    /// `DependencyAllowedValue`: the values it must have one of.
    pub allowed_values: Option<AllowedValues>,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct AllowedValues {
    /// How the rest is meant.
    pub kind: AllowedValuesKind,
    /// The values of `Enum`, with what they mean.
    pub enumeration: Vec<EnumValue>,
    /// The text of `Value`: a range, an expression, a schema.
    pub value: Option<String>,
    /// The delimiter of `List`: the value is a list of such values.
    pub list_delimiter: Option<String>,
    /// `AdmxBacked`: the names of the policy's area, of the policy, and of its file.
    pub admx_backed: Option<(String, String, String)>,
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct EnumValue {
    /// The value.
    pub value: String,
    /// What it means.
    pub description: String,
}

/// The attribute `ValueType`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum AllowedValuesKind {
    /// Nothing is said.
    #[default]
    None,
    /// One of the values of the enumeration.
    Enum,
    /// A sum of values of the enumeration.
    Flag,
    /// A number within `[low-high]`.
    Range,
    /// Any other kind, by its name: an expression, a schema, a policy, a security descriptor.
    Other(String),
}

/// The value of an attribute, whatever namespace its name is in.
fn attribute(attributes: &[Attribute<'_>], name: &str) -> Option<String> {
    let found = attributes.iter().find(|attribute| attribute.name.local() == name);
    found.map(|attribute| attribute.value.to_string())
}

/// Reading, element by element; `path` is that below the element itself.
impl AllowedValues {
    fn of(attributes: &[Attribute<'_>]) -> Self {
        let kind = match attribute(attributes, "ValueType").as_deref() {
            None | Some("None") => AllowedValuesKind::None,
            Some("ENUM") => AllowedValuesKind::Enum,
            Some("Flag") => AllowedValuesKind::Flag,
            Some("Range") => AllowedValuesKind::Range,
            Some(other) => AllowedValuesKind::Other(other.to_string()),
        };
        AllowedValues { kind, ..AllowedValues::default() }
    }

    fn start(&mut self, path: &[&str], attributes: &[Attribute<'_>]) {
        match path {
            ["Enum"] => self.enumeration.push(EnumValue::default()),
            ["List"] => self.list_delimiter = attribute(attributes, "Delimiter"),
            ["AdmxBacked"] => {
                let part = |name| attribute(attributes, name).unwrap_or_default();
                self.admx_backed = Some((part("Area"), part("Name"), part("File")));
            }
            _ => {}
        }
    }

    fn end(&mut self, path: &[&str], text: &str) {
        match path {
            ["Value"] => self.value = Some(text.to_string()),
            ["Enum", part] => {
                if let Some(last) = self.enumeration.last_mut() {
                    match *part {
                        "Value" => last.value = text.to_string(),
                        "ValueDescription" => last.description = text.to_string(),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

impl AllowedValues {
    /// Whether a value is allowed, as far as this can tell: expressions, schemas and policies allow everything.
    #[must_use]
    pub fn allows(&self, value: &str) -> bool {
        match self.list_delimiter.as_deref().filter(|delimiter| !delimiter.is_empty()) {
            Some(delimiter) => value.split(delimiter).all(|value| self.allows_one(value)),
            None => self.allows_one(value),
        }
    }

    fn allows_one(&self, value: &str) -> bool {
        match self.kind {
            AllowedValuesKind::Enum => self.enumeration.iter().any(|known| known.value == value),
            AllowedValuesKind::Flag => {
                let bits = self.enumeration.iter().filter_map(|known| known.value.parse::<u64>().ok());
                let all = bits.fold(0, |all, bit| all | bit);
                value.parse::<u64>().is_ok_and(|value| value & !all == 0)
            }
            AllowedValuesKind::Range => match self.value.as_deref().and_then(range) {
                Some((low, high)) => value.parse::<i128>().is_ok_and(|value| (low..=high).contains(&value)),
                None => true,
            },
            AllowedValuesKind::None | AllowedValuesKind::Other(_) => true,
        }
    }
}

/// `[low-high]`, either of which may be negative.
fn range(text: &str) -> Option<(i128, i128)> {
    let text = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let dash = text.char_indices().skip(1).find(|(_, c)| *c == '-')?.0;
    let (low, high) = text.split_at_checked(dash)?;
    Some((low.trim().parse().ok()?, high.strip_prefix('-')?.trim().parse().ok()?))
}

impl Msft {
    /// Reads the extension elements of a node's DFProperties. Elements that this type does not have are passed over.
    #[must_use]
    pub fn read(properties: &DfProperties<'_>) -> Self {
        let mut msft = Msft::default();
        for extension in &properties.extensions {
            if extension.name().is_some_and(|name| name.namespace == MSFT_NAMESPACE) {
                msft.take(extension);
            }
        }
        msft
    }

    /// Goes through one extension element, remembering the names above the current place.
    fn take(&mut self, extension: &Fragment<'_>) {
        let mut path: Vec<&str> = Vec::new();
        let mut text = String::new();
        for node in extension.nodes() {
            match node {
                Node::Start { name, attributes } => {
                    path.push(name.local());
                    text.clear();
                    self.start(&path, attributes);
                }
                Node::Text(more) => text.push_str(more),
                Node::Opaque(_) => {}
                Node::End => {
                    self.end(&path, text.trim());
                    path.pop();
                    text.clear();
                }
            }
        }
    }

    /// The dependency that is being read.
    fn dependency(&mut self) -> Option<&mut Dependency> {
        self.dependency_groups.last_mut()?.dependencies.last_mut()
    }

    fn start(&mut self, path: &[&str], attributes: &[Attribute<'_>]) {
        let attribute = |name| attribute(attributes, name);
        match path {
            ["AllowedValues"] => self.allowed_values = Some(AllowedValues::of(attributes)),
            ["AllowedValues", rest @ ..] => {
                if let Some(allowed) = &mut self.allowed_values {
                    allowed.start(rest, attributes);
                }
            }
            ["DependencyBehavior", "DependencyGroup"] => {
                let friendly_id = attribute("FriendlyId").unwrap_or_default();
                self.dependency_groups.push(DependencyGroup { friendly_id, dependencies: Vec::new() });
            }
            ["DependencyBehavior", "DependencyGroup", "Dependency", rest @ ..] => match rest {
                [] => {
                    let kind = attribute("Type").unwrap_or_default();
                    if let Some(group) = self.dependency_groups.last_mut() {
                        group.dependencies.push(Dependency { kind, ..Dependency::default() });
                    }
                }
                ["DependencyAllowedValue", rest @ ..] => {
                    let Some(dependency) = self.dependency() else { return };
                    match (rest, &mut dependency.allowed_values) {
                        ([], allowed) => *allowed = Some(AllowedValues::of(attributes)),
                        (rest, Some(allowed)) => allowed.start(rest, attributes),
                        (_, None) => {}
                    }
                }
                _ => {}
            },
            ["DynamicNodeNaming", naming] => self.dynamic_node_naming = Some((*naming).to_string()),
            ["AtomicRequired"] => self.atomic_required = true,
            ["Deprecated"] => self.deprecated = Some(attribute("OsBuildDeprecated").unwrap_or_default()),
            _ => {}
        }
    }

    fn end(&mut self, path: &[&str], text: &str) {
        let some_text = || Some(text.to_string());
        match path {
            ["AllowedValues", rest @ ..] => {
                if let Some(allowed) = &mut self.allowed_values {
                    allowed.end(rest, text);
                }
            }
            ["DependencyBehavior", "DependencyGroup", "Dependency", rest @ ..] => {
                let Some(dependency) = self.dependency() else { return };
                match (rest, &mut dependency.allowed_values) {
                    (["DependencyUri"], _) => dependency.uri = text.to_string(),
                    (["DependencyAllowedValue", rest @ ..], Some(allowed)) => allowed.end(rest, text),
                    _ => {}
                }
            }
            ["Applicability", "OsBuildVersion"] => self.os_build_version = some_text(),
            ["Applicability", "CspVersion"] => self.csp_version = some_text(),
            ["Applicability", "EditionAllowList"] => self.edition_allow_list = some_text(),
            ["ConflictResolution"] => self.conflict_resolution = some_text(),
            ["RebootBehavior"] => self.reboot_behavior = some_text(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AllowedValues, AllowedValuesKind, EnumValue, range};

    #[test]
    fn ranges() {
        for (text, bounds) in [
            ("[0-100]", Some((0, 100))),
            (" [ -5 - -1 ] ", None),
            ("[-5--1]", Some((-5, -1))),
            ("[-5-10]", Some((-5, 10))),
            ("[0-4294967295]", Some((0, 4_294_967_295))),
            ("0-1", None),
            ("[]", None),
            ("[é-1]", None),
        ] {
            assert_eq!(range(text), bounds, "{text}");
        }
    }

    #[test]
    fn values() {
        let values = |list: &[&str]| {
            list.iter().map(|value| EnumValue { value: (*value).into(), ..EnumValue::default() }).collect()
        };
        let flags = AllowedValues {
            kind: AllowedValuesKind::Flag,
            enumeration: values(&["1", "2", "8"]),
            ..AllowedValues::default()
        };
        assert!(flags.allows("0") && flags.allows("11") && !flags.allows("4") && !flags.allows("x"));
        let list = AllowedValues {
            kind: AllowedValuesKind::Enum,
            enumeration: values(&["a", "b"]),
            list_delimiter: Some(";".into()),
            ..AllowedValues::default()
        };
        assert!(list.allows("a;b;a") && !list.allows("a,b") && !list.allows("a;c"));
        let range = AllowedValues {
            kind: AllowedValuesKind::Range,
            value: Some("[1-3]".into()),
            ..AllowedValues::default()
        };
        assert!(range.allows("3") && !range.allows("0") && !range.allows(""));
        assert!(AllowedValues::default().allows("anything"));
    }
}
