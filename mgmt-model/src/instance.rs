//! Which of several resources is meant.

use crate::ErrorKind;
use crate::mapping::{Key, Technology};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instance(Vec<Key<'static>>);

impl Instance {
    /// The first, or only, instance.
    pub const FIRST: Instance = Instance(Vec::new());

    /// The instance with these keys.
    #[must_use]
    pub fn new<'k>(keys: impl IntoIterator<Item = Key<'k>>) -> Self {
        let mut keys: Vec<_> = keys.into_iter().map(Key::into_owned).collect();
        while matches!(keys.last(), Some(Key::Index(0) | Key::Any)) {
            keys.pop();
        }
        Instance(keys)
    }

    /// The instance with this number, from 0.
    #[must_use]
    pub fn index(number: u32) -> Self {
        Instance::new([Key::Index(number)])
    }

    /// The instance with this name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Instance(alloc::vec![Key::Name(Cow::Owned(name.into()))])
    }

    /// The keys, without zeros at the end.
    #[must_use]
    pub fn keys(&self) -> &[Key<'static>] {
        &self.0
    }

    /// Whether it is the first one.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("0");
        }
        for (place, key) in self.0.iter().enumerate() {
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
