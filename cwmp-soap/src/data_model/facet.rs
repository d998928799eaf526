//! Data types: primitive type, facets, list, default.

use crate::lookup::Map;
use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::number::Decimal;
use super::vocabulary::{
    Access, BaseType, DefaultKind, ListNesting, PathScope, ReferenceType, Status, TargetType,
};
use crate::record::{Field, record};

record! {
    /// Lengths that values may have (`size`): characters of text, decoded bytes of `base64` and `hexBinary`.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Size<'a> {
        /// The shortest; 0 unless given.
        pub min_length: u64,
        /// The longest; any length unless given.
        pub max_length: Option<u64>,
        /// Where the facet stands in its life.
        pub status: Status,
        /// Text of the facet.
        pub description: Option<Cow<'a, str>>,
    }

    /// Numbers that values may have (`range`, `decimalRange`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Range<'a> {
        /// The smallest; as small as the type allows unless given.
        pub min_inclusive: Option<Decimal>,
        /// The largest; as large as the type allows unless given.
        pub max_inclusive: Option<Decimal>,
        /// The distance of neighbouring values, counted from the smallest; 1 unless given.
        pub step: Option<Decimal>,
        /// Where the facet stands in its life.
        pub status: Status,
        /// Text of the facet.
        pub description: Option<Cow<'a, str>>,
    }

    /// One allowed text (`enumeration`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Enumeration<'a> {
        /// The text.
        pub value: Cow<'a, str>,
        /// A number for it, where the standard gives one.
        pub code: Option<i64>,
        /// Whether an ACS may write it (`readOnly`: only the device sets it).
        pub access: Access,
        /// Where the value stands in its life.
        pub status: Status,
        /// Whether a device may leave it out.
        pub optional: bool,
        /// The model version that brought it, when later than the parameter's.
        pub version: Option<Cow<'a, str>>,
        /// Text of the value.
        pub description: Option<Cow<'a, str>>,
    }

    /// One allowed form of text (`pattern`), an XML Schema regular expression.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Pattern<'a> {
        /// The expression; see [`Matcher`](super::Matcher).
        pub value: Cow<'a, str>,
        /// Whether an ACS may write such values.
        pub access: Access,
        /// Where the pattern stands in its life.
        pub status: Status,
        /// Whether a device may leave it out.
        pub optional: bool,
        /// The model version that brought it, when later than the parameter's.
        pub version: Option<Cow<'a, str>>,
        /// Text of the pattern.
        pub description: Option<Cow<'a, str>>,
    }

    /// The value is the path of a parameter or an object (`pathRef`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct PathRef<'a> {
        /// What happens when the target goes away.
        pub ref_type: ReferenceType,
        /// Objects whose immediate children may be targets; any when empty.
        pub target_parents: Vec<Cow<'a, str>>,
        /// What the parents' paths are relative to.
        pub target_parent_scope: PathScope,
        /// What kind of item the target is.
        pub target_type: TargetType,
        /// The type of a target parameter: a primitive or named type, or `any`.
        pub target_data_type: Option<Cow<'a, str>>,
        /// Where the facet stands in its life.
        pub status: Status,
    }

    /// The value is the instance number of a row (`instanceRef`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct InstanceRef<'a> {
        /// What happens when the target goes away.
        pub ref_type: ReferenceType,
        /// The table.
        pub target_parent: Cow<'a, str>,
        /// What the table's path is relative to.
        pub target_parent_scope: PathScope,
        /// Where the facet stands in its life.
        pub status: Status,
    }

    /// The value is an item of the list that another parameter holds (`enumerationRef`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct EnumerationRef<'a> {
        /// The other parameter.
        pub target_param: Cow<'a, str>,
        /// What its path is relative to.
        pub target_param_scope: PathScope,
        /// The value that means "none of them".
        pub null_value: Option<Cow<'a, str>>,
        /// Where the facet stands in its life.
        pub status: Status,
    }

    /// The value is a comma-separated list of values of the type (`list`).
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct List<'a> {
        /// The fewest items; 0 unless given.
        pub min_items: u64,
        /// The most items; any number unless given.
        pub max_items: Option<u64>,
        /// How lists inside the list are written; `legacy` unless given.
        pub nested_brackets: Option<ListNesting>,
        /// Lengths of the whole list as text.
        pub sizes: Vec<Size<'a>>,
        /// Where the facet stands in its life.
        pub status: Status,
    }

    /// A default value.
    #[derive(Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Default<'a> {
        /// Which default.
        pub kind: DefaultKind,
        /// The value.
        pub value: Cow<'a, str>,
        /// Where the default stands in its life.
        pub status: Status,
    }

    /// Everything that narrows a primitive type.
    #[derive(Eq, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Deserialize))]
    pub struct Facets<'a> {
        /// Lengths; a value fits when it fits one of them.
        pub sizes: Vec<Size<'a>>,
        /// Ranges; a value fits when it fits one of them.
        pub ranges: Vec<Range<'a>>,
        /// Texts; a value fits when it is one of them or matches a pattern.
        pub enumerations: Vec<Enumeration<'a>>,
        /// Forms; a value fits when it matches one of them or is an enumeration value.
        pub patterns: Vec<Pattern<'a>>,
        /// References to paths.
        pub path_refs: Vec<PathRef<'a>>,
        /// References to rows.
        pub instance_refs: Vec<InstanceRef<'a>>,
        /// References to lists of values.
        pub enumeration_refs: Vec<EnumerationRef<'a>>,
        /// The unit of a number, such as `seconds`.
        pub units: Option<Cow<'a, str>>,
    }
}

#[cfg(feature = "serde")]
impl crate::record::Absent for Facets<'_> {
    fn absent() -> Self {
        Facets::default()
    }
}

impl Size<'_> {
    /// Whether `length` fits.
    #[must_use]
    pub fn allows(&self, length: u64) -> bool {
        self.min_length <= length && self.max_length.is_none_or(|longest| length <= longest)
    }
}

impl Range<'_> {
    /// Whether `number` fits.
    #[must_use]
    pub fn allows(&self, number: Decimal) -> bool {
        self.min_inclusive.is_none_or(|least| number >= least)
            && self.max_inclusive.is_none_or(|most| number <= most)
            && self.step.is_none_or(|step| {
                number.is_on_step(self.min_inclusive.unwrap_or_else(|| Decimal::from(0_i64)), step)
            })
    }
}

impl<'a> Facets<'a> {
    /// Whether no facet is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many facets are given, each value of an enumeration counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sizes.len()
            + self.ranges.len()
            + self.enumerations.len()
            + self.patterns.len()
            + self.path_refs.len()
            + self.instance_refs.len()
            + self.enumeration_refs.len()
            + usize::from(self.units.is_some())
    }

    /// These facets over those of the type they restrict: a facet that is given replaces the base's, one that is not
    /// is inherited; values that stay keep the base's text (TR-106 A.2.3.8).
    #[must_use]
    pub fn over(mut self, base: &Facets<'a>) -> Facets<'a> {
        fn inherit<T: Clone>(own: &mut Vec<T>, base: &[T]) {
            if own.is_empty() {
                own.extend_from_slice(base);
            }
        }
        let texts: Map<&str, &Cow<'a, str>> =
            match self.enumerations.iter().any(|own| own.description.is_none()) {
                true => base
                    .enumerations
                    .iter()
                    .filter_map(|value| Some((&*value.value, value.description.as_ref()?)))
                    .collect(),
                false => Map::new(),
            };
        for own in &mut self.enumerations {
            if own.description.is_none() {
                own.description = texts.get(&*own.value).map(|text| Cow::clone(text));
            }
        }
        inherit(&mut self.sizes, &base.sizes);
        inherit(&mut self.ranges, &base.ranges);
        inherit(&mut self.enumerations, &base.enumerations);
        inherit(&mut self.patterns, &base.patterns);
        inherit(&mut self.path_refs, &base.path_refs);
        inherit(&mut self.instance_refs, &base.instance_refs);
        inherit(&mut self.enumeration_refs, &base.enumeration_refs);
        if self.units.is_none() {
            self.units.clone_from(&base.units);
        }
        self
    }
}

/// What a `syntax` element names as the type: a primitive, a named type, or a restriction of one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TypeName<'a> {
    /// A primitive type.
    Base(BaseType),
    /// A named type as it stands.
    Named(Cow<'a, str>),
    /// A named type with further facets.
    Restricted(Cow<'a, str>),
}

impl Field for TypeName<'_> {
    type Owned = TypeName<'static>;

    fn owned(self) -> TypeName<'static> {
        match self {
            TypeName::Base(base) => TypeName::Base(base),
            TypeName::Named(name) => TypeName::Named(name.owned()),
            TypeName::Restricted(name) => TypeName::Restricted(name.owned()),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for TypeName<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TypeName::Base(base) => base.serialize(serializer),
            TypeName::Named(name) | TypeName::Restricted(name) => serializer.serialize_str(name),
        }
    }
}
