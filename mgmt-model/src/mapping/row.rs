//! Rows of your own: cells of text, and what they say.

use super::binding::{Condition, Fit, Technology, Usage};
use super::hash::MAX_PLACES;
use super::lookup::MAX_KEYS;
use super::name::{self, Segment};
use super::{Binding, Native, Transform};
use crate::ErrorKind;
use crate::resource::{Attribute, Presence, Resource, Type};
use alloc::borrow::ToOwned;
use alloc::string::String;

macro_rules! rows {
    ($( $(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $field_doc:literal])+ $field:ident )* } )*) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Debug, PartialEq, Eq, Default)]
            pub struct $name { $( $(#[doc = $field_doc])+ pub $field: String, )* }

            impl $name {
                /// The columns in the tables, in order.
                pub const COLUMNS: &'static [&'static str] = &[ $( stringify!($field), )* ];

                /// The row of these cells; cells that are not given are empty.
                #[must_use]
                pub fn from_cells<'c>(cells: impl IntoIterator<Item = &'c str>) -> Self {
                    let mut cells = cells.into_iter();
                    $( let $field = cells.next().unwrap_or_default().to_owned(); )*
                    $name { $( $field, )* }
                }
            }
        )*
    };
}

rows! {
    /// A type of resource, in the spelling of `resources.tsv`.
    CustomResource {
        /// Name: `waterMeter`.
        resource
        /// Name on the wire, with prefix: `acme:waterMeter`.
        short
        /// mgmtDefinition; 0 for a schema of your own; empty for no mgmtObj.
        definition
        /// resourceType; 13 for a mgmtObj.
        resource_type
        /// `single` or `multiple`.
        instances
        /// Further names, separated by spaces.
        aliases
        /// Who says so.
        source
    }

    /// An attribute, in the spelling of `attributes.tsv`.
    CustomAttribute {
        /// The resource.
        resource
        /// Name: `flowRate`.
        attribute
        /// Name on the wire; empty when oneM2M is not to see it.
        short
        /// Type in the words of [`Base`](crate::resource::Base): `string`, `unsignedInt(0..100)`, `list enum m2m:suid`;
        /// `action` for what is done when it is set true.
        data_type
        /// Unit.
        unit
        /// `M`, `O` or `NP` in a CREATE; empty is `O`.
        create
        /// `M`, `O` or `NP` in an UPDATE; empty is `O`.
        update
        /// `secret` when it is not for logs.
        secret
        /// Further names, separated by spaces.
        aliases
    }

    /// A row that joins an attribute to an address, in the spelling of `mapping.tsv`.
    CustomBinding {
        /// `resource.attribute`.
        attribute
        /// `omadm`, `tr181`, `tr098`, `cwmp` or `lwm2m`.
        technology
        /// The address, with `{i}` or `<x>` for instances; `{1}` or `<1>` for those that are nearly always the first
        /// (`LANDevice.{1}.`), which do not number the resource.
        address
        /// Type there in the words of [`Native`]: `string`, `int32`, `none` for an action, …; `[]` behind it for several
        /// values. Empty is `string`.
        native
        /// What it is good for, in the words of [`Usage`]: `rw`, `r`, `w`, `w!`, `x` or `-`. Empty is `rw`.
        usage
        /// Steps from the value there to the model's, in the words of [`Step`](super::Step), separated by `|`: `scale 1024`;
        /// empty for none.
        transform
        /// `ADDRESS=VALUE` or `ADDRESS!=VALUE`; empty for always.
        condition
        /// `exact`, `converted`, `partial`. Empty is `exact`.
        fit
        /// Who says so.
        source
        /// What to know about it.
        note
    }
}

impl CustomBinding {
    /// A row for a text that is read and written.
    #[must_use]
    pub fn new(attribute: &str, technology: Technology, address: &str) -> Self {
        CustomBinding {
            attribute: attribute.to_owned(),
            technology: technology.word().to_owned(),
            address: address.to_owned(),
            ..CustomBinding::default()
        }
    }

    /// The same with another type of value: `int32`, `string[]`.
    #[must_use]
    pub fn with_native(mut self, native: &str) -> Self {
        native.clone_into(&mut self.native);
        self
    }

    /// The same with another usage.
    #[must_use]
    pub fn with_usage(mut self, usage: Usage) -> Self {
        usage.word().clone_into(&mut self.usage);
        self
    }

    /// The same with steps of conversion.
    #[must_use]
    pub fn with_transform(mut self, transform: &str) -> Self {
        transform.clone_into(&mut self.transform);
        self
    }
}

/// Addresses that a value can be composed of.
const MAX_PARTS: usize = 4;

/// The column of a cell that cannot be taken, and why.
pub(super) type BadCell = (&'static str, ErrorKind);

/// What goes wrong in a column.
fn at<E>(column: &'static str, kind: ErrorKind) -> impl FnOnce(E) -> BadCell {
    move |_| (column, kind)
}

pub(super) fn resource(row: CustomResource) -> Result<Resource, BadCell> {
    if row.resource.is_empty() || row.resource.contains(['.', ' ', ':']) {
        return Err(("resource", ErrorKind::InvalidValue("resource name")));
    }
    let definition = match &*row.definition {
        "" => None,
        text => Some(text.parse().map_err(at("definition", ErrorKind::InvalidValue("mgmtDefinition")))?),
    };
    Ok(Resource {
        definition,
        resource_type: match &*row.resource_type {
            "" => 13,
            text => text.parse().map_err(at("resource_type", ErrorKind::InvalidValue("resourceType")))?,
        },
        multiple: match &*row.instances {
            "single" => false,
            "multiple" | "" => true,
            _ => return Err(("instances", ErrorKind::InvalidValue("word"))),
        },
        name: row.resource.into(),
        short: row.short.into(),
        aliases: row.aliases.into(),
        attributes: (0, 0),
    })
}

pub(super) fn attribute(
    row: CustomAttribute,
    resource: u32,
    enumeration: impl Fn(&str) -> Option<u16>,
) -> Result<Attribute, BadCell> {
    let presence = |column: &'static str, text: &str| match text {
        "" => Ok(Presence::Optional),
        text => Presence::parse(text).ok_or((column, ErrorKind::InvalidValue("presence"))),
    };
    if row.attribute.is_empty() {
        return Err(("attribute", ErrorKind::Missing("attribute name")));
    }
    Ok(Attribute {
        resource,
        data_type: Type::parse(&row.data_type, enumeration).map_err(|kind| ("data_type", kind))?,
        create: presence("create", &row.create)?,
        update: presence("update", &row.update)?,
        secret: match &*row.secret {
            "" => false,
            "secret" => true,
            _ => return Err(("secret", ErrorKind::InvalidValue("word"))),
        },
        name: row.attribute.into(),
        short: row.short.into(),
        unit: row.unit.into(),
        aliases: row.aliases.into(),
        bindings: (0, 0),
    })
}

pub(super) fn binding(row: CustomBinding, attribute: u32) -> Result<Binding, BadCell> {
    let bad = |column: &'static str| move || (column, ErrorKind::InvalidValue("word"));
    let technology = Technology::from_word(&row.technology).ok_or_else(bad("technology"))?;
    let (address, primary) = placeholders(&row.address);
    if address.split(" + ").count() > MAX_PARTS {
        return Err(("address", ErrorKind::OutOfRange("parts of an address")));
    }
    for part in address.split(" + ") {
        check_address(technology, part).map_err(|kind| ("address", kind))?;
    }
    let (native, multiple) =
        row.native.strip_suffix("[]").map_or((&*row.native, false), |native| (native, true));
    let word = |text: &str, default: &'static str| {
        if text.is_empty() { default.to_owned() } else { text.to_owned() }
    };
    Ok(Binding {
        attribute,
        technology,
        native: Native::from_word(&word(native, "string")).ok_or_else(bad("native"))?,
        multiple,
        usage: Usage::from_word(&word(&row.usage, "rw")).ok_or_else(bad("usage"))?,
        transform: Transform::parse(&row.transform).map_err(|kind| ("transform", kind))?,
        condition: match &*row.condition {
            "" => None,
            text => Some(Condition::parse(text).map_err(|kind| ("condition", kind))?),
        },
        fit: Fit::from_word(&word(&row.fit, "exact")).ok_or_else(bad("fit"))?,
        composed: super::binding::is_composed(&address),
        address: address.into(),
        primary,
        source: row.source.into(),
        note: row.note.into(),
    })
}

/// The address with all placeholders alike, and which of them number the resource.
fn placeholders(address: &str) -> (String, u8) {
    let mut primary = 0;
    let first = address.split(" + ").next().unwrap_or_default();
    let marks = first.split(['.', '/']).filter(|part| matches!(*part, "{i}" | "{1}" | "<x>" | "<1>"));
    for (place, part) in marks.enumerate().take(8) {
        if matches!(part, "{i}" | "<x>") {
            primary |= 1 << place;
        }
    }
    (address.replace("{1}", "{i}").replace("<1>", "<x>"), primary)
}

/// That an address is a path of its technology, with placeholders only where instances are.
fn check_address(technology: Technology, address: &str) -> Result<(), ErrorKind> {
    let bad = Err(ErrorKind::Path(technology.word()));
    if address.len() > 1_024 || address.chars().any(|c| c.is_control() || c == ' ') {
        return bad;
    }
    let prefixed = match technology {
        Technology::Tr181 => address.starts_with("Device."),
        Technology::Tr098 => address.starts_with("InternetGatewayDevice."),
        Technology::OmaDm => address.starts_with("./"),
        Technology::LwM2m => address.starts_with('/'),
        _ => true,
    };
    let valid = |(place, text): (usize, &str)| match name::segment(technology, place, text) {
        Segment::Any => matches!(text, "{i}" | "<x>"),
        Segment::Instance(text) => {
            technology == Technology::LwM2m && text.parse::<u16>().is_ok_and(|id| id < 65_535)
        }
        Segment::Word(text) if technology == Technology::LwM2m => {
            text.parse::<u16>().is_ok() && (text.len() == 1 || !text.starts_with('0'))
        }
        Segment::Word(text) => !matches!(text, "" | "." | "..") && !text.contains(['{', '}', '<', '>', '*']),
    };
    let places = name::segments(technology, address).count();
    let depth = if technology == Technology::LwM2m { places <= 3 } else { places <= MAX_PLACES };
    if !prefixed || !depth || !name::segments(technology, address).enumerate().all(valid) {
        return bad;
    }
    let keys = name::segments(technology, address).filter(|text| matches!(*text, "{i}" | "<x>")).count();
    if keys <= MAX_KEYS { Ok(()) } else { Err(ErrorKind::OutOfRange("placeholders of an address")) }
}
