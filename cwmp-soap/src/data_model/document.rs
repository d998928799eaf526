//! One data-model document as it is written, before anything is imported or inherited.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::facet::{Default, Facets, List, TypeName};
use super::vocabulary::{Access, ActiveNotify, BaseType, DescriptionAction, MountType, Requirement, Status};
use crate::record::{Field, record};

record! {
    /// A BBF data-model document (`document`).
    #[derive(Eq)]
    pub struct Document<'a> {
        /// The specification it belongs to, such as `urn:broadband-forum-org:tr-181-2-17-0-cwmp`.
        pub spec: Cow<'a, str>,
        /// Its own file name, where it gives one.
        pub file: Option<Cow<'a, str>>,
        /// The namespace of its schema, such as `urn:broadband-forum-org:cwmp:datamodel-1-15`.
        pub schema: Cow<'a, str>,
        /// Text.
        pub description: Option<Description<'a>>,
        /// What it takes from other documents.
        pub imports: Vec<Import<'a>>,
        /// Named types.
        pub data_types: Vec<DataTypeDefinition<'a>>,
        /// Words with their meaning.
        pub glossary: Vec<Term<'a>>,
        /// Abbreviations with their meaning.
        pub abbreviations: Vec<Term<'a>>,
        /// Documents that texts refer to.
        pub bibliography: Vec<Reference<'a>>,
        /// Blocks of text for descriptions.
        pub templates: Vec<Term<'a>>,
        /// Groups of definitions for use in several places.
        pub components: Vec<ComponentDefinition<'a>>,
        /// Root and service objects.
        pub models: Vec<ModelDefinition<'a>>,
    }

    /// A text and how it joins the one it inherits.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Description<'a> {
        /// How it joins.
        pub action: DescriptionAction,
        /// The text, as it stands, with its templates (`{{param|Name}}`) unresolved.
        pub text: Cow<'a, str>,
    }

    /// A named text: glossary item, abbreviation or template.
    #[derive(Eq)]
    pub struct Term<'a> {
        /// The name.
        pub id: Cow<'a, str>,
        /// The text.
        pub text: Cow<'a, str>,
    }

    /// A bibliographic reference.
    #[derive(Eq)]
    pub struct Reference<'a> {
        /// What texts call it.
        pub id: Cow<'a, str>,
        /// Its usual name.
        pub name: Cow<'a, str>,
        /// Its title.
        pub title: Option<Cow<'a, str>>,
        /// Who published it.
        pub organization: Option<Cow<'a, str>>,
        /// Its kind, such as `TR` or `RFC`.
        pub category: Option<Cow<'a, str>>,
        /// When it was published.
        pub date: Option<Cow<'a, str>>,
        /// Where it is.
        pub hyperlinks: Vec<Cow<'a, str>>,
    }

    /// What is taken from one other document (`import`).
    #[derive(Eq)]
    pub struct Import<'a> {
        /// The other document's file name; a missing corrigendum number means the latest one.
        pub file: Cow<'a, str>,
        /// The other document's specification, which must agree when given.
        pub spec: Option<Cow<'a, str>>,
        /// The named types taken.
        pub data_types: Vec<ImportedName<'a>>,
        /// The components taken.
        pub components: Vec<ImportedName<'a>>,
        /// The models taken.
        pub models: Vec<ImportedName<'a>>,
    }

    /// One imported item.
    #[derive(Eq)]
    pub struct ImportedName<'a> {
        /// Its name here.
        pub name: Cow<'a, str>,
        /// Its name there, when it differs.
        pub reference: Option<Cow<'a, str>>,
    }

    /// A named type (`dataType`).
    #[derive(Eq)]
    pub struct DataTypeDefinition<'a> {
        /// Its name.
        pub name: Cow<'a, str>,
        /// The named type it restricts.
        pub base: Option<Cow<'a, str>>,
        /// The primitive type it restricts, when it has no named base.
        pub base_type: Option<BaseType>,
        /// Where it stands in its life.
        pub status: Status,
        /// Text.
        pub description: Option<Description<'a>>,
        /// That values are lists.
        pub list: Option<List<'a>>,
        /// What narrows the type.
        pub facets: Facets<'a>,
    }

    /// A group of definitions (`component`).
    #[derive(Eq)]
    pub struct ComponentDefinition<'a> {
        /// Its name.
        pub name: Cow<'a, str>,
        /// Whether a component of the same name in an importing document stands instead of it.
        pub is_virtual: bool,
        /// Where it stands in its life.
        pub status: Status,
        /// Text.
        pub description: Option<Description<'a>>,
        /// What it holds, in order.
        pub items: Vec<Item<'a>>,
    }

    /// A root or service object (`model`).
    #[derive(Eq)]
    pub struct ModelDefinition<'a> {
        /// Name and version, such as `Device:2.17`.
        pub name: Cow<'a, str>,
        /// The model it extends.
        pub base: Option<Cow<'a, str>>,
        /// Whether it is a service object, mounted under `Services.`.
        pub is_service: bool,
        /// Where it stands in its life.
        pub status: Status,
        /// Text.
        pub description: Option<Description<'a>>,
        /// What it holds, in order.
        pub items: Vec<Item<'a>>,
    }

    /// The place where a component is used (`component` inside a model, object or component).
    #[derive(Eq)]
    pub struct ComponentReference<'a> {
        /// The component's name.
        pub reference: Cow<'a, str>,
        /// Where its items go, relative to this place.
        pub path: Option<Cow<'a, str>>,
        /// Earlier versions inside the component count as this one.
        pub version: Option<Cow<'a, str>>,
    }

    /// An object, new (`name`) or changed (`base`).
    #[derive(Eq)]
    pub struct ObjectDefinition<'a> {
        /// Its path relative to this place, with `{i}` for instance numbers and a dot at the end.
        pub path: Cow<'a, str>,
        /// Whether it changes an object that exists.
        pub is_change: bool,
        /// Whether rows can be added and deleted.
        pub access: Option<Access>,
        /// The fewest instances.
        pub min_entries: Option<u32>,
        /// The most instances.
        pub max_entries: Option<MaxEntries>,
        /// The parameter that counts the rows, in the parent object.
        pub num_entries_parameter: Option<Cow<'a, str>>,
        /// The parameter that enables a row.
        pub enable_parameter: Option<Cow<'a, str>>,
        /// The parameter that tells which object of a union is there.
        pub discriminator_parameter: Option<Cow<'a, str>>,
        /// Where it may be mounted (USP).
        pub mount_type: Option<MountType>,
        /// The model version that brought it.
        pub version: Option<Cow<'a, str>>,
        /// Where it stands in its life.
        pub status: Option<Status>,
        /// Text.
        pub description: Option<Description<'a>>,
        /// Sets of parameters that tell rows apart.
        pub unique_keys: Vec<UniqueKey<'a>>,
        /// Parameters and component references, in order.
        pub items: Vec<Item<'a>>,
    }

    /// Parameters that together tell the rows of a table apart.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct UniqueKey<'a> {
        /// Whether the key has a meaning of its own; then it binds only enabled rows.
        pub functional: bool,
        /// The parameters, relative to the row.
        pub parameters: Vec<Cow<'a, str>>,
    }

    /// A parameter, new (`name`) or changed (`base`).
    #[derive(Eq)]
    pub struct ParameterDefinition<'a> {
        /// Its name.
        pub name: Cow<'a, str>,
        /// Whether it changes a parameter that exists.
        pub is_change: bool,
        /// Whether it can be written.
        pub access: Option<Access>,
        /// How it takes active notification.
        pub active_notify: Option<ActiveNotify>,
        /// Whether every Inform carries it.
        pub forced_inform: Option<bool>,
        /// The model version that brought it.
        pub version: Option<Cow<'a, str>>,
        /// Where it stands in its life.
        pub status: Option<Status>,
        /// Text.
        pub description: Option<Description<'a>>,
        /// Its type.
        pub syntax: Option<Box<SyntaxDefinition<'a>>>,
    }

    /// A parameter's type as it is written (`syntax`).
    #[derive(Eq)]
    pub struct SyntaxDefinition<'a> {
        /// Whether the value reads back as the null value.
        pub hidden: bool,
        /// Whether the value reads back as the null value unless the protocol protects it.
        pub secured: bool,
        /// Whether writing it starts an action instead of changing the configuration.
        pub command: bool,
        /// That values are lists.
        pub list: Option<List<'a>>,
        /// The type; missing in a change that only adds a list or a default.
        pub type_name: Option<TypeName<'a>>,
        /// What narrows the type.
        pub facets: Facets<'a>,
        /// The default value.
        pub default: Option<Default<'a>>,
    }

    /// A set of requirements (`profile`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct ProfileDefinition<'a> {
        /// Name and version, such as `Baseline:1`; the base's when it changes one.
        pub name: Cow<'a, str>,
        /// The earlier profile it extends or changes.
        pub base: Option<Cow<'a, str>>,
        /// Other profiles it includes.
        pub extends: Vec<Cow<'a, str>>,
        /// The model version that brought it.
        pub version: Option<Cow<'a, str>>,
        /// Where it stands in its life.
        pub status: Status,
        /// Text.
        pub description: Option<Description<'a>>,
        /// Requirements on objects, and on parameters of the model itself under the empty path.
        pub objects: Vec<ProfileObject<'a>>,
    }

    /// What a profile asks of one object.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct ProfileObject<'a> {
        /// The object's path, with `{i}` for instance numbers.
        pub reference: Cow<'a, str>,
        /// What it asks.
        pub requirement: Requirement,
        /// Where the requirement stands in its life.
        pub status: Status,
        /// The parameters it asks for.
        pub parameters: Vec<ProfileParameter<'a>>,
    }

    /// What a profile asks of one parameter.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct ProfileParameter<'a> {
        /// The parameter's name.
        pub reference: Cow<'a, str>,
        /// What it asks.
        pub requirement: Requirement,
        /// Where the requirement stands in its life.
        pub status: Status,
    }
}

/// The most instances of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxEntries {
    /// This many.
    Count(u32),
    /// Any number.
    Unbounded,
}

crate::record::copy_fields!(MaxEntries);

impl MaxEntries {
    /// A number, or `unbounded`.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "unbounded" => Some(MaxEntries::Unbounded),
            count => count.parse().ok().map(MaxEntries::Count),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for MaxEntries {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            MaxEntries::Count(count) => serializer.serialize_u32(*count),
            MaxEntries::Unbounded => serializer.serialize_str("unbounded"),
        }
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for MaxEntries {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Form {
            Count(u32),
            Word(alloc::string::String),
        }
        match Form::deserialize(deserializer)? {
            Form::Count(count) => Ok(MaxEntries::Count(count)),
            Form::Word(word) if word == "unbounded" => Ok(MaxEntries::Unbounded),
            Form::Word(_) => Err(serde::de::Error::custom("neither a number nor `unbounded`")),
        }
    }
}

/// One, unless it is said otherwise.
#[cfg(feature = "serde")]
impl crate::record::Absent for MaxEntries {
    fn absent() -> Self {
        MaxEntries::Count(1)
    }
}

/// What models, components and objects hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Item<'a> {
    /// A component is used here.
    Component(ComponentReference<'a>),
    /// An object.
    Object(Box<ObjectDefinition<'a>>),
    /// A parameter.
    Parameter(Box<ParameterDefinition<'a>>),
    /// A profile.
    Profile(Box<ProfileDefinition<'a>>),
}

impl Field for Item<'_> {
    type Owned = Item<'static>;

    fn owned(self) -> Item<'static> {
        match self {
            Item::Component(reference) => Item::Component(reference.owned()),
            Item::Object(object) => Item::Object(object.owned()),
            Item::Parameter(parameter) => Item::Parameter(parameter.owned()),
            Item::Profile(profile) => Item::Profile(profile.owned()),
        }
    }
}
