//! Finding rows by names.

use super::hash::{self, Compared};
use super::index::{Found, Index};
use super::{AttributeId, Binding, Mapping, ResourceId, Technology};
use crate::Instance;
use crate::lift::order_keys;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Which instance a name means, at one placeholder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key<'n> {
    /// An instance by number, counted from 0 in every technology.
    Index(u32),
    /// An instance by name: a node of an OMA DM tree, a TR-069 alias.
    Name(Cow<'n, str>),
    /// A placeholder: no instance in particular.
    Any,
}

impl Key<'_> {
    /// The same, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Key<'static> {
        match self {
            Key::Index(number) => Key::Index(number),
            Key::Name(name) => Key::Name(Cow::Owned(name.into_owned())),
            Key::Any => Key::Any,
        }
    }

    /// Whether it means the first instance, as no key does.
    pub(crate) const fn is_first(&self) -> bool {
        matches!(self, Key::Index(0) | Key::Any)
    }
}

/// A [`Key`] that borrows: kept in place, so that finding a name allocates nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw<'n> {
    Index(u32),
    Name(&'n str),
    Any,
}

impl<'n> Raw<'n> {
    fn key(self) -> Key<'n> {
        match self {
            Raw::Index(number) => Key::Index(number),
            Raw::Name(name) => Key::Name(Cow::Borrowed(name)),
            Raw::Any => Key::Any,
        }
    }
}

/// Placeholders that an address can have: one more than the deepest table of TR-181, the queues of a station.
pub(super) const MAX_KEYS: usize = 6;

/// What stood in a name where an address has placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Captures<'n> {
    keys: [Raw<'n>; MAX_KEYS],
    count: usize,
    /// The element of a list: the resource instance of LwM2M.
    pub element: Option<u32>,
}

impl<'n> Captures<'n> {
    const NONE: Captures<'static> = Captures { keys: [Raw::Any; MAX_KEYS], count: 0, element: None };

    fn push(&mut self, key: Raw<'n>) -> Option<()> {
        *self.keys.get_mut(self.count)? = key;
        self.count += 1;
        Some(())
    }

    /// The instance that the first of the keys mean.
    fn instance(&self, count: usize, primary: u8) -> Instance {
        let mut keys = self.keys.iter().take(count);
        if keys.all(|key| matches!(key, Raw::Index(0) | Raw::Any)) {
            return Instance::FIRST;
        }
        // Keys that number the resource first, then the others: see `order_keys`.
        let group = |wanted: bool| {
            let keys = self.keys.iter().take(count).enumerate();
            keys.filter(move |(place, _)| (primary & (1 << place) != 0) == wanted).map(|(_, key)| key.key())
        };
        Instance::new(group(true).chain(group(false)))
    }

    /// The instance, and which of the row's several values the name means.
    pub(crate) fn instance_and_element(&self, binding: &Binding) -> (Instance, Option<u32>) {
        if !binding.multiple || binding.technology == Technology::LwM2m {
            return (self.instance(self.count, binding.primary), self.element);
        }
        // The last placeholder numbers the values.
        let keyed = self.count.saturating_sub(1);
        let element = match self.keys.get(keyed) {
            Some(Raw::Index(number)) if self.count > 0 => Some(*number),
            _ => self.element,
        };
        (self.instance(keyed, binding.primary), element)
    }

    /// One key per placeholder, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<Key<'n>> {
        self.keys.iter().take(self.count).map(|key| key.key()).collect()
    }
}

/// A row that a name belongs to.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Match<'m, 'n> {
    /// The row.
    pub binding: &'m Binding,
    /// Which of the row's addresses it is, from 0.
    pub part: usize,
    /// The instances.
    pub captures: Captures<'n>,
}

impl Match<'_, '_> {
    /// The instance that the name means.
    #[must_use]
    pub fn instance(&self) -> Instance {
        self.captures.instance(self.captures.count, self.binding.primary)
    }
}

/// The rows that a name belongs to, in table order.
#[derive(Clone, Debug)]
pub struct Matches<'m, 'n> {
    mapping: &'m Mapping,
    technology: Technology,
    name: &'n str,
    found: Found<'m>,
}

impl<'m, 'n> Iterator for Matches<'m, 'n> {
    type Item = Match<'m, 'n>;

    fn next(&mut self) -> Option<Self::Item> {
        for (number, address) in self.found.by_ref() {
            if let Some(captures) = capture(self.technology, address, self.name) {
                let part = usize::try_from(number & 3).unwrap_or_default();
                let binding = self.mapping.bindings.get(usize::try_from(number >> 2).ok()?)?;
                return Some(Match { binding, part, captures });
            }
        }
        None
    }
}

impl Mapping {
    /// The rows that a name of this technology belongs to. Instance numbers, `{i}`, `<x>` and `*` match
    /// placeholders.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    /// use mgmt_model::mapping::{Key, Technology};
    ///
    /// let mapping = Mapping::built_in();
    /// let found = mapping.find(Technology::Tr181, "Device.SoftwareModules.DeploymentUnit.4.URL").next().unwrap();
    /// assert_eq!(mapping.full_name(found.binding.attribute()), "software.URL");
    /// assert_eq!(found.captures.keys(), [Key::Index(3)]);
    /// ```
    #[must_use]
    pub fn find<'m, 'n>(&'m self, technology: Technology, name: &'n str) -> Matches<'m, 'n> {
        let addresses = self.addresses_of(technology);
        let found = if technology == Technology::OmaDm {
            self.find_node(name, |hash| Some(addresses.get(hash)).filter(|found| !found.is_empty()))
        } else {
            Some(addresses.get(hash::name(technology, name).value))
        };
        Matches { mapping: self, technology, name, found: found.unwrap_or_default() }
    }

    /// The rows that a name belongs to, in table order: number, row, which of its addresses, captures.
    #[inline]
    pub(crate) fn each_match<'m>(
        &'m self,
        technology: Technology,
        name: &str,
        mut each: impl FnMut(u32, &'m Binding, usize, &Captures<'_>),
    ) {
        let matches = self.find(technology, name);
        let mut captures = Captures::NONE;
        for (number, address) in matches.found {
            let row = usize::try_from(number >> 2).unwrap_or(usize::MAX);
            let (Some(binding), Some(())) =
                (self.bindings.get(row), capture_into(&mut captures, technology, address, name))
            else {
                continue;
            };
            let part = usize::try_from(number & 3).unwrap_or_default();
            each(number >> 2, binding, part, &captures);
        }
    }

    fn addresses_of(&self, technology: Technology) -> &Index {
        static NONE: Index = Index::EMPTY;
        self.addresses.get(technology as usize).unwrap_or(&NONE)
    }

    /// Looks an OMA DM name up as it is written, then with some of its parts taken for names of nodes.
    fn find_node<T>(&self, name: &str, look: impl Fn(u64) -> Option<T>) -> Option<T> {
        let mut shares = [0; hash::MAX_PLACES];
        let hash = hash::name_and_shares(Technology::OmaDm, name, &mut shares);
        look(hash.value).or_else(|| {
            let places = u32::try_from(hash.places).ok()?;
            let first = self.patterns.partition_point(|pattern| pattern.places < places);
            let patterns = self.patterns.get(first..)?.iter().take_while(|pattern| pattern.places == places);
            patterns.map(|pattern| pattern.apply(hash, &shares)).find_map(look)
        })
    }

    /// The resource and the instance that an address of an instance names: `/9/2`,
    /// `Device.SoftwareModules.DeploymentUnit.3.`, `./SCOMO/Inventory/Deployed/mail`.
    ///
    /// ```
    /// use mgmt_model::Mapping;
    /// use mgmt_model::mapping::Technology;
    ///
    /// let mapping = Mapping::built_in();
    /// let (resource, instance) = mapping.find_instance(Technology::LwM2m, "/9/2").unwrap();
    /// assert_eq!(mapping.resource(resource).unwrap().name, "software");
    /// assert_eq!(instance.to_string(), "2");
    /// ```
    #[must_use]
    pub fn find_instance(&self, technology: Technology, name: &str) -> Option<(ResourceId, Instance)> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let instance = |hash| {
            self.tables.get(hash).find_map(|(row, table)| {
                let captures = capture(technology, table, name)?;
                let binding = self.bindings.get(usize::try_from(row).ok()?)?;
                let keys = order_keys(captures.keys(), binding.primary);
                Some((self.resource_of(binding.attribute())?, Instance::new(keys)))
            })
        };
        if technology == Technology::OmaDm {
            return self.find_node(name, instance);
        }
        instance(hash::name(technology, name).value)
    }

    /// The one row that a name belongs to.
    ///
    /// # Errors
    ///
    /// `NoMapping` when there is none, `Ambiguous` when there are several;
    /// [`find`](Self::find) lists them in table order.
    pub fn find_one<'m, 'n>(
        &'m self,
        technology: Technology,
        name: &'n str,
    ) -> Result<Match<'m, 'n>, crate::ErrorKind> {
        let mut found = self.find(technology, name);
        let first = found.next().ok_or(crate::ErrorKind::NoMapping)?;
        if found.next().is_some() { Err(crate::ErrorKind::Ambiguous) } else { Ok(first) }
    }

    /// The attribute of a oneM2M name: `deviceInfo.manufacturer`, `dvi.man`, `m2m:dvi.man`.
    #[must_use]
    pub fn find_attribute(&self, name: &str) -> Option<AttributeId> {
        let local = match name.split_once(':') {
            Some((prefix, local)) if !prefix.contains('.') => local,
            _ => name,
        };
        let mut found = self.names.get(hash::text(local));
        found.find(|(_, known)| *known == local).map(|(id, _)| AttributeId(id))
    }
}

/// The instances in a name, when it has the form of the address.
#[inline]
fn capture<'n>(technology: Technology, address: &str, name: &'n str) -> Option<Captures<'n>> {
    let mut captures = Captures::NONE;
    capture_into(&mut captures, technology, address, name).map(|()| captures)
}

/// The same, in place: captures are large, and most are looked at once.
#[inline]
fn capture_into<'n>(
    captures: &mut Captures<'n>,
    technology: Technology,
    address: &str,
    name: &'n str,
) -> Option<()> {
    (captures.count, captures.element) = (0, None);
    let mark = if technology == Technology::OmaDm { b'<' } else { b'{' };
    if address == name && !name.as_bytes().contains(&mark) {
        return Some(());
    }
    let separator = technology.separator_byte();
    let (mut at, mut rest) = (0, name);
    if technology == Technology::OmaDm && !name.starts_with("./") {
        at = if address.starts_with("./") { 2 } else { 0 };
    }
    loop {
        match hash::compare(address.as_bytes(), at, rest.as_bytes(), mark) {
            Compared::Mark(length) => {
                let (_, tail) = rest.split_at_checked(length)?;
                let end = tail.bytes().position(|byte| byte == separator).unwrap_or(tail.len());
                let (text, tail) = tail.split_at_checked(end)?;
                captures.push(key(technology, text)?)?;
                // Placeholders are three bytes long.
                (at, rest) = (at + length + 3, tail);
            }
            Compared::End(length) => {
                if length < rest.len() {
                    let (_, element) = rest.split_at_checked(length)?;
                    let element = element.strip_prefix('/').filter(|_| technology == Technology::LwM2m)?;
                    captures.element = Some(index(element)?);
                }
                return Some(());
            }
            Compared::Differs => {
                if technology != Technology::LwM2m {
                    return None;
                }
                *captures = single(address, name)?;
                return Some(());
            }
        }
    }
}

/// The one instance of a single object of LwM2M, named by a placeholder.
fn single<'n>(address: &str, name: &'n str) -> Option<Captures<'n>> {
    let (object, instance) = address.strip_prefix('/')?.split_once('/')?;
    let (_, resource) = instance.split_once('/')?;
    let own = name.strip_prefix('/')?.strip_prefix(object)?.strip_prefix('/')?;
    let own = own.strip_prefix("{i}").or_else(|| own.strip_prefix('*'))?;
    let rest = own.strip_prefix('/')?.strip_prefix(resource)?;
    let mut captures = Captures::NONE;
    if !rest.is_empty() {
        captures.element = Some(index(rest.strip_prefix('/')?)?);
    }
    Some(captures)
}

/// A number without sign and leading zeros.
fn index(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 10 || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    let number = text.bytes().try_fold(0_u64, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then_some(number * 10 + u64::from(digit))
    });
    u32::try_from(number?).ok()
}

/// The key of an instance as a technology writes it: LwM2M counts from 0, TR-069 from 1; nodes of OMA DM with
/// decimal names are taken to count from 1.
fn key(technology: Technology, text: &str) -> Option<Raw<'_>> {
    if text.starts_with(['{', '*', '<']) && matches!(text, "{i}" | "*" | "<x>" | "<X>") {
        return Some(Raw::Any);
    }
    match technology {
        Technology::LwM2m => index(text).filter(|number| *number < 65_535).map(Raw::Index),
        Technology::OmaDm if text.is_empty() => None,
        Technology::OmaDm => Some(match index(text).and_then(|number| number.checked_sub(1)) {
            Some(number) => Raw::Index(number),
            None => Raw::Name(text),
        }),
        _ => match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            Some(alias) => Some(Raw::Name(alias)),
            None => index(text)?.checked_sub(1).map(Raw::Index),
        },
    }
}
