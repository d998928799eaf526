//! Rows of your own.

use super::binding::{Condition, Fit, Technology, Usage};
use super::name::{self, Segment};
use super::{Binding, Mapping, Native, Transform};
use crate::resource::{Attribute, Enumeration, Presence, Resource, Type};
use crate::{Error, ErrorKind};
use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

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
        /// Type: `string`, `unsignedInt(0..100)`, `list enum m2m:suid`.
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
        /// Type there: `string`, `int32`, …; `[]` behind it for several values. Empty is `string`.
        native
        /// `rw`, `r`, `w`, `w!`, `x` or `-`. Empty is `rw`.
        usage
        /// Steps: `scale 1024`; empty for none.
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

/// Collects rows and checks them.
///
/// ```
/// use mgmt_model::Mapping;
/// use mgmt_model::mapping::{Builder, CustomBinding, Technology};
///
/// let mut builder = Builder::extend(Mapping::built_in());
/// builder.bind(
///     CustomBinding::new("battery.batteryLevel", Technology::Tr181, "Device.X_ACME_Power.Charge").with_native("uint32"),
/// );
/// let mapping = builder.build()?;
/// assert_eq!(mapping.short_name(mapping.find_any("Device.X_ACME_Power.Charge")[0]), "bat.btl");
/// # Ok::<(), mgmt_model::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    base: Mapping,
    resources: Vec<CustomResource>,
    attributes: Vec<CustomAttribute>,
    common: Vec<CustomAttribute>,
    enumerations: Vec<(String, i64, String)>,
    bindings: Vec<CustomBinding>,
    aliases: Vec<(String, String)>,
}

/// Rows that one table can have: the index keeps two bits for the part of an address.
const MAX_ROWS: usize = 1 << 29;

/// Addresses that a value can be composed of.
const MAX_PARTS: usize = 4;

impl Builder {
    /// Starts from no rows at all.
    #[must_use]
    pub fn empty() -> Self {
        Builder::extend(&Mapping {
            resources: Cow::Borrowed(&[]),
            attributes: Cow::Borrowed(&[]),
            enumerations: Cow::Borrowed(&[]),
            bindings: Cow::Borrowed(&[]),
            common: Cow::Borrowed(&[]),
            addresses: Cow::Borrowed(&[]),
            names: Cow::Borrowed(&[]),
            tables: Cow::Borrowed(&[]),
            segments: Cow::Borrowed(&[]),
        })
    }

    /// Starts from the rows of a mapping. For one attribute and technology, new rows go before its rows.
    #[must_use]
    pub fn extend(base: &Mapping) -> Self {
        Builder {
            base: base.clone(),
            resources: Vec::new(),
            attributes: Vec::new(),
            common: Vec::new(),
            enumerations: Vec::new(),
            bindings: Vec::new(),
            aliases: Vec::new(),
        }
    }

    /// Adds a type of resource.
    pub fn resource(&mut self, row: CustomResource) -> &mut Self {
        self.resources.push(row);
        self
    }

    /// Adds an attribute.
    pub fn attribute(&mut self, row: CustomAttribute) -> &mut Self {
        self.attributes.push(row);
        self
    }

    /// Adds an attribute that every resource has.
    pub fn common_attribute(&mut self, row: CustomAttribute) -> &mut Self {
        self.common.push(row);
        self
    }

    /// Adds a value to an enumeration.
    pub fn value(&mut self, enumeration: &str, value: i64, name: &str) -> &mut Self {
        self.enumerations.push((enumeration.to_owned(), value, name.to_owned()));
        self
    }

    /// Adds a row.
    pub fn bind(&mut self, row: CustomBinding) -> &mut Self {
        self.bindings.push(row);
        self
    }

    /// Makes `name` (of the form `resource.attribute`) another name of `of`, which may itself be such a name.
    pub fn alias(&mut self, name: &str, of: &str) -> &mut Self {
        self.aliases.push((name.to_owned(), of.to_owned()));
        self
    }

    /// Checks the rows and sorts them for look-up. The path of an error names the table and the row, from 1.
    ///
    /// # Errors
    ///
    /// `Duplicate`, `Cycle`, `Path`, `NoMapping` for an attribute or resource that is not there, `InvalidValue` for
    /// a cell that cannot be read, `Missing` for an empty cell, `OutOfRange` for too many rows.
    pub fn build(self) -> Result<Mapping, Error> {
        let mut mapping = self.base;
        let at = |table: &'static str, row: usize| {
            move |kind| Error::new(kind).in_path(alloc::format!("{table}[{}]", row + 1))
        };

        if !self.enumerations.is_empty() {
            mapping.enumerations = Cow::Owned(enumerations(&mapping.enumerations, self.enumerations)?);
        }
        let enumerations = &mapping.enumerations;
        let enumeration = |name: &str| {
            enumerations
                .iter()
                .position(|candidate| candidate.name == name)
                .and_then(|at| u16::try_from(at).ok())
        };

        let mut resource_ids: BTreeMap<String, u32> = BTreeMap::new();
        let mut resources: Vec<Resource> = mapping.resources.to_vec();
        for (id, resource) in resources.iter().enumerate() {
            resource_ids.insert(resource.name.to_string(), id_of(id)?);
        }
        for (row, custom) in self.resources.into_iter().enumerate() {
            let id = id_of(resources.len())?;
            let resource = resource(custom).map_err(at("resources", row))?;
            if resource_ids.insert(resource.name.to_string(), id).is_some() {
                return Err(at("resources", row)(ErrorKind::Duplicate("resource")));
            }
            resources.push(resource);
        }

        let mut attributes: Vec<Attribute> = mapping.attributes.to_vec();
        for (row, custom) in self.attributes.into_iter().enumerate() {
            let resource = *resource_ids
                .get(&custom.resource)
                .ok_or(ErrorKind::NoMapping)
                .map_err(at("attributes", row))?;
            attributes.push(attribute(custom, resource, enumeration).map_err(at("attributes", row))?);
        }
        let mut common: Vec<Attribute> = mapping.common.to_vec();
        for (row, custom) in self.common.into_iter().enumerate() {
            common.push(attribute(custom, 0, enumeration).map_err(at("common", row))?);
        }
        mapping.common = Cow::Owned(common);

        // Attributes of one resource stand together; old rows keep their order and go first.
        let mut order: Vec<usize> = (0..attributes.len()).collect();
        order.sort_by_key(|index| attributes.get(*index).map_or(u32::MAX, |attribute| attribute.resource));
        let mut renumbered: Vec<u32> = alloc::vec![0; attributes.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(slot) = renumbered.get_mut(*old) {
                *slot = id_of(new)?;
            }
        }
        let mut sorted: Vec<Attribute> =
            order.iter().filter_map(|index| attributes.get(*index).cloned()).collect();
        spans(sorted.iter().map(|attribute| attribute.resource), &mut resources, |resource, span| {
            resource.attributes = span;
        });

        let mut attribute_ids: BTreeMap<(u32, &str), u32> = BTreeMap::new();
        for (id, attribute) in sorted.iter().enumerate() {
            if attribute_ids.insert((attribute.resource, &attribute.name), id_of(id)?).is_some() {
                return Err(Error::new(ErrorKind::Duplicate("attribute")).in_path(attribute.name.to_string()));
            }
        }

        let mut bindings: Vec<(usize, Binding)> = Vec::new();
        for (row, custom) in self.bindings.into_iter().enumerate() {
            let id = *custom
                .attribute
                .split_once('.')
                .and_then(|(resource, name)| attribute_ids.get(&(*resource_ids.get(resource)?, name)))
                .ok_or(ErrorKind::NoMapping)
                .map_err(at("mapping", row))?;
            bindings.push((row, binding(custom, id).map_err(at("mapping", row))?));
        }
        let rows = bindings.len();
        for binding in mapping.bindings.iter() {
            let mut binding = binding.clone();
            let renumbered = renumbered.get(usize::try_from(binding.attribute).unwrap_or(usize::MAX));
            binding.attribute = renumbered.copied().unwrap_or(u32::MAX);
            bindings.push((rows, binding));
        }
        if bindings.len() > MAX_ROWS {
            return Err(Error::new(ErrorKind::OutOfRange("rows")));
        }
        refuse_duplicates(&bindings)?;
        drop(attribute_ids);
        bindings.sort_by_key(|(_, binding)| binding.attribute);
        let bindings: Vec<Binding> = bindings.into_iter().map(|(_, binding)| binding).collect();
        spans(bindings.iter().map(|binding| binding.attribute), &mut sorted, |attribute, span| {
            attribute.bindings = span;
        });

        mapping.resources = Cow::Owned(resources);
        mapping.attributes = Cow::Owned(sorted);
        index(&mut mapping, bindings)?;
        aliases(&mut mapping, &self.aliases)?;
        Ok(mapping)
    }
}

fn id_of(index: usize) -> Result<u32, Error> {
    u32::try_from(index).map_err(|_| Error::new(ErrorKind::OutOfRange("rows")))
}

/// First and count of each run of equal owners, given in ascending order.
fn spans<T>(owners: impl Iterator<Item = u32>, table: &mut [T], mut set: impl FnMut(&mut T, (u32, u32))) {
    let mut run: Option<(u32, u32, u32)> = None;
    let mut close = |run: Option<(u32, u32, u32)>| {
        if let Some((owner, first, count)) = run
            && let Some(item) = usize::try_from(owner).ok().and_then(|owner| table.get_mut(owner))
        {
            set(item, (first, count));
        }
    };
    for (at, owner) in (0_u32..).zip(owners) {
        run = match run {
            Some((current, first, count)) if current == owner => Some((current, first, count + 1)),
            other => {
                close(other);
                Some((owner, at, 1))
            }
        };
    }
    close(run);
}

fn enumerations(base: &[Enumeration], rows: Vec<(String, i64, String)>) -> Result<Vec<Enumeration>, Error> {
    let mut all = base.to_vec();
    let mut at: BTreeMap<String, usize> =
        all.iter().enumerate().map(|(index, enumeration)| (enumeration.name.to_string(), index)).collect();
    for (name, value, word) in rows {
        let place = *at.entry(name.clone()).or_insert_with(|| {
            all.push(Enumeration { name: name.into(), values: Cow::Borrowed(&[]) });
            all.len() - 1
        });
        if let Some(enumeration) = all.get_mut(place) {
            enumeration.values.to_mut().push((value, word.into()));
        }
    }
    for enumeration in &mut all {
        let values = enumeration.values.to_mut();
        values.sort();
        if values.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b)) {
            return Err(Error::new(ErrorKind::Duplicate("value")).in_path(enumeration.name.to_string()));
        }
    }
    Ok(all)
}

fn resource(row: CustomResource) -> Result<Resource, ErrorKind> {
    if row.resource.is_empty() || row.resource.contains(['.', ' ']) {
        return Err(ErrorKind::InvalidValue("resource name"));
    }
    let definition = match &*row.definition {
        "" => None,
        text => Some(text.parse().map_err(|_| ErrorKind::InvalidValue("mgmtDefinition"))?),
    };
    Ok(Resource {
        definition,
        resource_type: match &*row.resource_type {
            "" => 13,
            text => text.parse().map_err(|_| ErrorKind::InvalidValue("resourceType"))?,
        },
        multiple: match &*row.instances {
            "single" => false,
            "multiple" | "" => true,
            _ => return Err(ErrorKind::InvalidValue("instances")),
        },
        name: row.resource.into(),
        short: row.short.into(),
        aliases: row.aliases.into(),
        attributes: (0, 0),
    })
}

fn attribute(
    row: CustomAttribute,
    resource: u32,
    enumeration: impl Fn(&str) -> Option<u16>,
) -> Result<Attribute, ErrorKind> {
    let presence = |text: &str| match text {
        "" => Ok(Presence::Optional),
        text => Presence::parse(text).ok_or(ErrorKind::InvalidValue("presence")),
    };
    if row.attribute.is_empty() {
        return Err(ErrorKind::Missing("attribute name"));
    }
    Ok(Attribute {
        resource,
        data_type: Type::parse(&row.data_type, enumeration)?,
        create: presence(&row.create)?,
        update: presence(&row.update)?,
        secret: match &*row.secret {
            "" => false,
            "secret" => true,
            _ => return Err(ErrorKind::InvalidValue("secret")),
        },
        name: row.attribute.into(),
        short: row.short.into(),
        unit: row.unit.into(),
        aliases: row.aliases.into(),
        bindings: (0, 0),
    })
}

fn binding(row: CustomBinding, attribute: u32) -> Result<Binding, ErrorKind> {
    let technology = Technology::from_word(&row.technology).ok_or(ErrorKind::InvalidValue("technology"))?;
    let (address, primary) = placeholders(&row.address);
    if address.split(" + ").count() > MAX_PARTS {
        return Err(ErrorKind::OutOfRange("parts of an address"));
    }
    for part in address.split(" + ") {
        check_address(technology, part)?;
    }
    let (native, multiple) =
        row.native.strip_suffix("[]").map_or((&*row.native, false), |native| (native, true));
    let word = |text: &str, default: &'static str| {
        if text.is_empty() { default.to_owned() } else { text.to_owned() }
    };
    Ok(Binding {
        attribute,
        technology,
        native: Native::from_word(&word(native, "string")).ok_or(ErrorKind::InvalidValue("type"))?,
        multiple,
        usage: Usage::from_word(&word(&row.usage, "rw")).ok_or(ErrorKind::InvalidValue("usage"))?,
        transform: Transform::parse(&row.transform)?,
        condition: if row.condition.is_empty() { None } else { Some(Condition::parse(&row.condition)?) },
        fit: Fit::from_word(&word(&row.fit, "exact")).ok_or(ErrorKind::InvalidValue("fit"))?,
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
        Segment::Any => true,
        Segment::Instance(text) => {
            technology == Technology::LwM2m && text.parse::<u16>().is_ok_and(|id| id < 65_535)
        }
        Segment::Word(text) if technology == Technology::LwM2m => {
            text.parse::<u16>().is_ok() && (text.len() == 1 || !text.starts_with('0'))
        }
        Segment::Word(text) => !text.is_empty() && text != "." && text != "..",
    };
    let places = name::segments(technology, address).count();
    let depth = if technology == Technology::LwM2m { places <= 3 } else { places <= 24 };
    if prefixed && depth && name::segments(technology, address).enumerate().all(valid) { Ok(()) } else { bad }
}

fn refuse_duplicates(bindings: &[(usize, Binding)]) -> Result<(), Error> {
    fn key(binding: &Binding) -> (u32, Technology, &str, &str, Option<(&str, &str)>) {
        let condition = binding.condition.as_ref().map(|condition| (&*condition.address, &*condition.value));
        let trigger = binding.transform.trigger().unwrap_or_default();
        (binding.attribute, binding.technology, &binding.address, trigger, condition)
    }
    let mut sorted: Vec<&(usize, Binding)> = bindings.iter().collect();
    sorted.sort_by(|a, b| key(&a.1).cmp(&key(&b.1)));
    for pair in sorted.windows(2) {
        if let [(first, a), (second, b)] = pair
            && key(a) == key(b)
        {
            let path = alloc::format!("mapping[{}]", (*first).min(*second) + 1);
            return Err(Error::new(ErrorKind::Duplicate("row")).in_path(path));
        }
    }
    Ok(())
}

/// The sorted hashes.
fn index(mapping: &mut Mapping, bindings: Vec<Binding>) -> Result<(), Error> {
    let mut segments = Vec::new();
    for binding in bindings.iter().filter(|binding| binding.technology == Technology::OmaDm) {
        for part in binding.parts() {
            for (place, text) in name::segments(Technology::OmaDm, part).enumerate() {
                if let Segment::Word(word) = name::segment(Technology::OmaDm, place, text) {
                    segments.push(name::hash_word(word));
                }
            }
        }
    }
    segments.sort_unstable();
    segments.dedup();
    let mut addresses = Vec::with_capacity(bindings.len());
    for (row, binding) in bindings.iter().enumerate() {
        for (part, address) in (0_u32..).zip(binding.parts()) {
            let hash =
                name::hash(binding.technology, address, |word| segments.binary_search(&word).is_ok(), None);
            addresses.push((hash, id_of(row)? << 2 | part));
        }
    }
    addresses.sort_unstable();
    let mut tables = Vec::new();
    for (row, binding) in bindings.iter().enumerate() {
        let table =
            binding.part(0).and_then(|address| name::table(binding.technology, address, binding.multiple));
        if let Some(table) = table {
            let is_word = |word| segments.binary_search(&word).is_ok();
            tables.push((name::hash(binding.technology, table, is_word, None), id_of(row)?));
        }
    }
    tables.sort_unstable();
    tables.dedup_by_key(|(hash, _)| *hash);
    let mut names = Vec::new();
    for (id, attribute) in mapping.attributes.iter().enumerate() {
        let Some(resource) = attribute.resource(mapping) else { continue };
        let short = resource.short.split_once(':').map_or(&*resource.short, |(_, short)| short);
        let of = [&*resource.name, short].into_iter().chain(resource.aliases.split(' '));
        for resource in of.filter(|name| !name.is_empty()) {
            let called =
                [&*attribute.name, &*attribute.short].into_iter().chain(attribute.aliases.split(' '));
            for name in called.filter(|name| !name.is_empty()) {
                names.push((name::hash_name(resource, name), id_of(id)?));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    mapping.bindings = Cow::Owned(bindings);
    mapping.addresses = Cow::Owned(addresses);
    mapping.names = Cow::Owned(names);
    mapping.tables = Cow::Owned(tables);
    mapping.segments = Cow::Owned(segments);
    Ok(())
}

/// Names of names, followed to the attribute they end at.
fn aliases(mapping: &mut Mapping, rows: &[(String, String)]) -> Result<(), Error> {
    let at = |row: usize| move |kind| Error::new(kind).in_path(alloc::format!("aliases[{}]", row + 1));
    let mut next: BTreeMap<&str, &str> = BTreeMap::new();
    for (row, (name, of)) in rows.iter().enumerate() {
        if next.insert(name, of).is_some() {
            return Err(at(row)(ErrorKind::Duplicate("alias")));
        }
    }
    // Where a name leads, once known; so that a long chain is walked once.
    let mut known: BTreeMap<&str, super::AttributeId> = BTreeMap::new();
    let mut names = mapping.names.to_vec();
    for (row, (name, _)) in rows.iter().enumerate() {
        let mut chain = Vec::new();
        let mut current: &str = name;
        let id = loop {
            if let Some(id) = known.get(current) {
                break *id;
            }
            let Some(of) = next.get(current) else {
                break mapping.find_attribute(current).ok_or(ErrorKind::NoMapping).map_err(at(row))?;
            };
            chain.push(current);
            if chain.len() > rows.len() {
                return Err(at(row)(ErrorKind::Cycle));
            }
            current = of;
        };
        known.extend(chain.into_iter().map(|name| (name, id)));
        let (resource, attribute) =
            name.split_once('.').ok_or(ErrorKind::InvalidValue("alias")).map_err(at(row))?;
        names.push((name::hash_name(resource, attribute), id.0));
    }
    names.sort_unstable();
    names.dedup();
    mapping.names = Cow::Owned(names);
    Ok(())
}
