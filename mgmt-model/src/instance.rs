//! Which of several resources is meant.

use crate::ErrorKind;
use crate::mapping::{Key, Technology};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

/// The instance of a resource: the keys of its tables, outermost first, counted from 0 or by name.
///
/// The first instance is the only one of a resource that cannot have several: `/3/0` and
/// `Device.DeviceInfo` are both [`Instance::FIRST`], and so is `Device.WiFi.SSID.1`.
///
/// ```
/// use mgmt_model::{Instance, mapping::Key};
///
/// assert_eq!(Instance::new([Key::Index(0)]), Instance::FIRST);
/// assert_eq!(Instance::new([Key::Index(2)]).to_string(), "2");
/// ```
#[derive(Clone, Default)]
pub struct Instance(Keys);

/// One key, which most instances have, is kept in place.
#[derive(Clone, Default)]
enum Keys {
    #[default]
    None,
    One(Key<'static>),
    /// At least two.
    Several(Vec<Key<'static>>),
}

impl Instance {
    /// The first, or only, instance.
    pub const FIRST: Instance = Instance(Keys::None);

    /// The instance with these keys.
    #[must_use]
    pub fn new<'k>(keys: impl IntoIterator<Item = Key<'k>>) -> Self {
        let mut keys = keys.into_iter();
        let Some(first) = keys.next() else { return Instance::FIRST };
        let Some(second) = keys.next() else { return Instance::one(first) };
        let mut all: Vec<_> = [first, second].into_iter().chain(keys).map(Key::into_owned).collect();
        while all.last().is_some_and(Key::is_first) {
            all.pop();
        }
        match all.len() {
            0 | 1 => all.pop().map_or(Instance::FIRST, Instance::one),
            _ => Instance(Keys::Several(all)),
        }
    }

    fn one(key: Key<'_>) -> Self {
        if key.is_first() { Instance::FIRST } else { Instance(Keys::One(key.into_owned())) }
    }

    /// The instance with this number, from 0.
    #[must_use]
    pub fn index(number: u32) -> Self {
        Instance::one(Key::Index(number))
    }

    /// The instance with this name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Instance(Keys::One(Key::Name(Cow::Owned(name.into()))))
    }

    /// The keys, without zeros at the end.
    #[must_use]
    pub fn keys(&self) -> &[Key<'static>] {
        match &self.0 {
            Keys::None => &[],
            Keys::One(key) => core::slice::from_ref(key),
            Keys::Several(keys) => keys,
        }
    }

    /// Whether it is the first one.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        matches!(self.0, Keys::None)
    }

    /// Ascends with the instances: those with different ranks need no further look.
    pub(crate) fn rank(&self) -> u32 {
        match self.keys().first() {
            None => 0,
            Some(Key::Index(number)) => *number,
            Some(_) => u32::MAX,
        }
    }
}

impl PartialEq for Instance {
    fn eq(&self, other: &Self) -> bool {
        self.keys() == other.keys()
    }
}

impl Eq for Instance {}

impl PartialOrd for Instance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.keys().cmp(other.keys())
    }
}

impl Hash for Instance {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.keys().hash(state);
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Instance").field(&self.keys()).finish()
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_first() {
            return f.write_str("0");
        }
        for (place, key) in self.keys().iter().enumerate() {
            if place != 0 {
                f.write_str(".")?;
            }
            match key {
                Key::Index(number) => write!(f, "{number}")?,
                Key::Name(name) => f.write_str(name)?,
                Key::Any => f.write_str("*")?,
            }
        }
        Ok(())
    }
}

/// Reads what [`Display`](fmt::Display) writes.
impl core::str::FromStr for Instance {
    type Err = core::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Instance::new(text.split('.').map(|part| match part.parse() {
            Ok(number) if part.len() == 1 || !part.starts_with('0') => Key::Index(number),
            _ => Key::Name(Cow::Borrowed(part)),
        })))
    }
}

/// How a technology writes a key.
///
/// # Errors
///
/// `OutOfRange` beyond its identifiers, `Type` for a name where it has numbers only.
pub(crate) fn write_key(technology: Technology, key: &Key<'_>, text: &mut String) -> Result<(), ErrorKind> {
    match (technology, key) {
        (Technology::LwM2m, Key::Index(number)) if *number < 65_535 => text.push_str(&number.to_string()),
        (Technology::LwM2m, Key::Index(_)) => return Err(ErrorKind::OutOfRange("object instance")),
        (Technology::LwM2m, Key::Name(_)) => return Err(ErrorKind::Type("instance number")),
        (_, Key::Index(number)) => {
            text.push_str(&number.checked_add(1).ok_or(ErrorKind::OutOfRange("instance"))?.to_string());
        }
        (Technology::OmaDm, Key::Name(name)) if !name.is_empty() && !name.contains('/') => {
            text.push_str(name)
        }
        (Technology::OmaDm, Key::Name(_)) => return Err(ErrorKind::InvalidValue("node name")),
        // Addressing by alias is an option that few devices have.
        (_, Key::Name(_)) => return Err(ErrorKind::Type("instance number")),
        (Technology::OmaDm, Key::Any) => text.push_str("<x>"),
        (_, Key::Any) => text.push_str("{i}"),
    }
    Ok(())
}
