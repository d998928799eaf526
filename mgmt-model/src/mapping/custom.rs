//! Tables made at run time: the built-in rows with some of your own, or a whole set.

use super::binding::Technology;
use super::hash::Pattern;
use super::index::Index;
use super::row::{self, BadCell, CustomAttribute, CustomBinding, CustomResource};
use super::{AttributeId, Binding, Mapping, ResourceId, hash, name};
use crate::resource::{Attribute, Enumeration, Resource};
use crate::{Error, ErrorKind};
use alloc::borrow::{Cow, ToOwned};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;

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
            names: Index::EMPTY,
            tables: Index::EMPTY,
            patterns: Cow::Borrowed(&[]),
            aliases: Cow::Borrowed(&[]),
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

    /// Checks the rows and sorts them for look-up. The path of an error names the table, the row, from 1, and the column:
    /// `mapping[3]/native`.
    ///
    /// # Errors
    ///
    /// `Duplicate`, `Cycle`, `Path`, `NoMapping` for an attribute or resource that is not there, `InvalidValue` for
    /// a cell that cannot be read, `Missing` for an empty cell, `OutOfRange` for too many rows, or for an address of
    /// too many parts or placeholders.
    pub fn build(self) -> Result<Mapping, Error> {
        let mut mapping = self.base;
        let at = |table: &'static str, row: usize| {
            move |(column, kind): BadCell| {
                Error::new(kind).in_path(alloc::format!("{table}[{}]/{column}", row + 1))
            }
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
        let mut spellings: BTreeSet<String> = BTreeSet::new();
        for (id, resource) in resources.iter().enumerate() {
            resource_ids.insert(resource.name.to_string(), id_of(id)?);
            spellings.extend(name::of_resource(resource).map(String::from));
        }
        for (row, custom) in self.resources.into_iter().enumerate() {
            let id = id_of(resources.len())?;
            let resource = row::resource(custom).map_err(at("resources", row))?;
            // Short names and aliases are looked up like names: one that two resources have would find either.
            if name::of_resource(&resource).any(|name| spellings.contains(name)) {
                return Err(at("resources", row)(("resource", ErrorKind::Duplicate("resource"))));
            }
            resource_ids.insert(resource.name.to_string(), id);
            spellings.extend(name::of_resource(&resource).map(String::from));
            resources.push(resource);
        }

        let mut attributes: Vec<Attribute> = mapping.attributes.to_vec();
        for (row, custom) in self.attributes.into_iter().enumerate() {
            let resource = *resource_ids
                .get(&custom.resource)
                .ok_or(("resource", ErrorKind::NoMapping))
                .map_err(at("attributes", row))?;
            attributes.push(row::attribute(custom, resource, enumeration).map_err(at("attributes", row))?);
        }
        let mut common: Vec<Attribute> = mapping.common.to_vec();
        for (row, custom) in self.common.into_iter().enumerate() {
            common.push(row::attribute(custom, 0, enumeration).map_err(at("common", row))?);
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
                .ok_or(("attribute", ErrorKind::NoMapping))
                .map_err(at("mapping", row))?;
            bindings.push((row, row::binding(custom, id).map_err(at("mapping", row))?));
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

        for (_, id) in mapping.aliases.to_mut() {
            let renumbered = renumbered.get(usize::try_from(*id).unwrap_or(usize::MAX));
            *id = renumbered.copied().unwrap_or(u32::MAX);
        }
        mapping.resources = Cow::Owned(resources);
        mapping.attributes = Cow::Owned(sorted);
        index(&mut mapping, bindings)?;
        index_names(&mut mapping)?;
        if !self.aliases.is_empty() {
            aliases(&mut mapping, &self.aliases)?;
            index_names(&mut mapping)?;
        }
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

fn refuse_duplicates(bindings: &[(usize, Binding)]) -> Result<(), Error> {
    fn key(binding: &Binding) -> impl Ord + '_ {
        let condition = binding.condition.as_ref().map(|c| (&*c.address, &*c.value, c.test));
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

/// The indexes, made anew.
fn index(mapping: &mut Mapping, bindings: Vec<Binding>) -> Result<(), Error> {
    let mut addresses = [const { Vec::new() }; Technology::ALL.len()];
    let mut tables = Vec::new();
    let mut patterns: Vec<Pattern> = Vec::new();
    let mut note_pattern = |technology, address: &str| {
        if technology == Technology::OmaDm {
            patterns.extend(Pattern::of(address).filter(|pattern| pattern.wild != 0));
        }
    };
    for (row, binding) in bindings.iter().enumerate() {
        let (row, technology) = (id_of(row)?, binding.technology);
        for (part, address) in (0_u32..).zip(binding.parts()) {
            note_pattern(technology, address);
            if let Some(addresses) = addresses.get_mut(technology as usize) {
                addresses.push((hash::name(technology, address).value, row << 2 | part, address));
            }
        }
        if let Some(table) = binding.table() {
            note_pattern(technology, table);
            tables.push((
                hash::name(technology, table).value,
                mapping.resource_of(binding.attribute()),
                row,
                table,
            ));
        }
    }
    let tables = owners(tables);
    patterns.sort_unstable();
    patterns.dedup();
    let addresses = addresses.into_iter().map(Index::new).collect::<Result<_, _>>();
    mapping.addresses = Cow::Owned(addresses.map_err(Error::new)?);
    mapping.tables = Index::new(tables).map_err(Error::new)?;
    mapping.patterns = Cow::Owned(patterns);
    mapping.bindings = Cow::Owned(bindings);
    Ok(())
}

/// One row for each table, of the resource that has most of its rows: an access point is no mobile network, though
/// that has one of its names.
fn owners(mut tables: Vec<(u64, Option<ResourceId>, u32, &str)>) -> Vec<(u64, u32, &str)> {
    tables.sort_unstable();
    let by_resource = tables.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let mut owners: Vec<(u64, Reverse<usize>, u32, &str)> = by_resource
        .filter_map(|rows| {
            rows.first().map(|(hash, _, row, table)| (*hash, Reverse(rows.len()), *row, *table))
        })
        .collect();
    owners.sort_unstable();
    owners.dedup_by_key(|(hash, ..)| *hash);
    owners.into_iter().map(|(hash, _, row, table)| (hash, row, table)).collect()
}

/// The index of `resource.attribute` in every spelling, those of `aliases` as well.
fn index_names(mapping: &mut Mapping) -> Result<(), Error> {
    let mut names: Vec<(String, u32)> = Vec::new();
    for (id, attribute) in mapping.attributes.iter().enumerate() {
        let Some(resource) = attribute.resource(mapping) else { continue };
        for resource in name::of_resource(resource) {
            for name in name::of_attribute(attribute) {
                names.push((alloc::format!("{resource}.{name}"), id_of(id)?));
            }
        }
    }
    names.extend(mapping.aliases.iter().map(|(alias, id)| (alias.to_string(), *id)));
    let rows = names.iter().map(|(name, id)| (hash::text(name), *id, &**name)).collect();
    mapping.names = Index::new(rows).map_err(Error::new)?;
    Ok(())
}

/// Names of names, followed to the attribute they end at.
fn aliases(mapping: &mut Mapping, rows: &[(String, String)]) -> Result<(), Error> {
    let at = |row: usize| move |kind| Error::new(kind).in_path(alloc::format!("aliases[{}]", row + 1));
    let mut next: BTreeMap<&str, &str> = BTreeMap::new();
    for (row, (name, of)) in rows.iter().enumerate() {
        if next.insert(name, of).is_some() || mapping.find_attribute(name).is_some() {
            return Err(at(row)(ErrorKind::Duplicate("alias")));
        }
        if name.split_once('.').is_none_or(|(resource, _)| resource.contains(':')) {
            return Err(at(row)(ErrorKind::InvalidValue("alias")));
        }
    }
    // Where a name leads, once known; so that a long chain is walked once.
    let mut known: BTreeMap<&str, AttributeId> = BTreeMap::new();
    let mut all = mapping.aliases.to_vec();
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
        all.push((name.clone().into(), id.0));
    }
    all.sort();
    mapping.aliases = Cow::Owned(all);
    Ok(())
}
