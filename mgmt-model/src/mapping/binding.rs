//! One row: an attribute, and where a technology keeps it.

use super::{Native, Transform};
use crate::ErrorKind;
use alloc::borrow::{Cow, ToOwned};
use core::fmt;

macro_rules! words {
    ($( #[doc = $title:literal] $name:ident { $( $(#[doc = $doc:literal])+ $variant:ident $word:literal )* } )*) => {
        $(
            #[doc = $title]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum $name { $( $(#[doc = $doc])+ $variant, )* }

            impl $name {
                /// Every value.
                pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

                /// The word in the tables.
                #[must_use]
                pub const fn word(self) -> &'static str {
                    match self { $( $name::$variant => $word, )* }
                }

                /// The value of a word.
                #[must_use]
                pub fn from_word(word: &str) -> Option<Self> {
                    match word { $( $word => Some($name::$variant), )* _ => None }
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.word())
                }
            }
        )*
    };
}

words! {
    /// A world of names.
    Technology {
        /// OMA DM management tree: `./DevInfo/Man`.
        OmaDm "omadm"
        /// TR-181 parameters: `Device.DeviceInfo.Manufacturer`.
        Tr181 "tr181"
        /// TR-098 parameters: `InternetGatewayDevice.DeviceInfo.Manufacturer`.
        Tr098 "tr098"
        /// RPCs of TR-069 and their arguments: `Download`, `Download.URL`.
        Cwmp "cwmp"
        /// LwM2M resources: `/3/0/0`.
        LwM2m "lwm2m"
        /// ETSI M2M (TS 102 921) elements: `etsiDeviceInfo.manufacturer`.
        Etsi "etsi"
        /// Module classes of TS-0023, management domain: `dmDeviceInfo.manufacturer`.
        Sdt "sdt"
    }

    /// How well a row keeps the meaning. Later is worse.
    Fit {
        /// The same values.
        Exact "exact"
        /// Values that convert without loss: units, enumerations, times.
        Converted "converted"
        /// Part of the values, or nearly the same meaning.
        Partial "partial"
        /// No counterpart.
        None "none"
    }

    /// What a row is good for.
    Usage {
        /// Read and written.
        ReadWrite "rw"
        /// Read only.
        Read "r"
        /// Written only: passwords, arguments.
        Write "w"
        /// Written only, and the action cannot do without it.
        Required "w!"
        /// Executed: an action.
        Execute "x"
        /// Found by name, not translated.
        Noted "-"
    }

    /// How the value of another address decides about a row.
    Test {
        /// It is this value.
        Is "="
        /// It is given, and another one.
        IsNot "!="
        /// Anything but this value, also nothing.
        Unless "?!="
    }
}

impl Technology {
    /// What separates the parts of a name.
    pub(crate) const fn separator(self) -> char {
        match self {
            Technology::OmaDm | Technology::LwM2m => '/',
            _ => '.',
        }
    }
}

impl Technology {
    pub(crate) const fn separator_byte(self) -> u8 {
        match self {
            Technology::OmaDm | Technology::LwM2m => b'/',
            _ => b'.',
        }
    }
}

impl Usage {
    /// Whether a value can be read there.
    #[must_use]
    pub const fn reads(self) -> bool {
        matches!(self, Usage::ReadWrite | Usage::Read)
    }

    /// Whether a value can be written there.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Usage::ReadWrite | Usage::Write | Usage::Required)
    }

    /// That a value can be written there.
    ///
    /// # Errors
    ///
    /// `Permission` when it cannot.
    pub const fn check_write(self) -> Result<(), ErrorKind> {
        if self.writes() { Ok(()) } else { Err(ErrorKind::Permission("write")) }
    }

    /// That a value can be read there.
    ///
    /// # Errors
    ///
    /// `Permission` when it cannot.
    pub const fn check_read(self) -> Result<(), ErrorKind> {
        if self.reads() { Ok(()) } else { Err(ErrorKind::Permission("read")) }
    }
}

/// When a row applies: another address holds this value, or another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The other address, or the name of an argument of the same RPC.
    pub address: Cow<'static, str>,
    /// The value as text; empty also for an address that is not there.
    pub value: Cow<'static, str>,
    /// How the two are compared.
    pub test: Test,
}

impl Condition {
    pub(crate) fn parse(text: &str) -> Result<Self, ErrorKind> {
        // The longest sign first: each contains those before it.
        let parts = Test::ALL.iter().rev().find_map(|test| Some((*test, text.split_once(test.word())?)));
        let (test, (address, value)) = parts.ok_or(ErrorKind::InvalidValue("condition"))?;
        Ok(Condition { address: address.to_owned().into(), value: value.to_owned().into(), test })
    }

    /// Whether the condition holds when the address has this value. Where nothing is said, nothing says otherwise.
    #[must_use]
    pub fn holds(&self, value: Option<&str>) -> bool {
        match self.test {
            Test::Is => value.unwrap_or_default() == self.value,
            Test::IsNot => value.is_some_and(|value| value != self.value),
            Test::Unless => value.is_none_or(|value| value != self.value),
        }
    }
}

/// A row of the mapping tables.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Binding {
    /// Place of the attribute in [`super::Mapping::attributes`].
    pub(crate) attribute: u32,
    /// The world of the address.
    pub technology: Technology,
    /// The address; instances are `{i}`, nodes with a name of the device's choice `<x>`, the parts of a composed
    /// value stand around ` + `.
    pub address: Cow<'static, str>,
    /// Which placeholders say the instance: one bit each, the first lowest. The others are nearly always the first
    /// instance (`LANDevice.1`) and tell instances apart only when they are not.
    pub(crate) primary: u8,
    /// Whether the value is composed of several addresses.
    pub(crate) composed: bool,
    /// Type of the value there.
    pub native: Native,
    /// Whether there are several values: resource instances in LwM2M, elsewhere the last placeholder.
    pub multiple: bool,
    /// What the row is good for.
    pub usage: Usage,
    /// From that value to the attribute's.
    pub transform: Transform,
    /// When the row applies.
    pub condition: Option<Condition>,
    /// How well it keeps the meaning.
    pub fit: Fit,
    /// Who says so: S seen in the text that follows, M from memory, D derived by reasoning.
    pub source: Cow<'static, str>,
    /// What to know about it.
    pub note: Cow<'static, str>,
}

/// Whether an address is several with ` + ` between them.
pub(super) const fn is_composed(address: &str) -> bool {
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'+' {
            return true;
        }
        rest = after;
    }
    false
}

impl Binding {
    /// The attribute.
    #[must_use]
    pub const fn attribute(&self) -> super::AttributeId {
        super::AttributeId(self.attribute)
    }

    /// The addresses a value is composed of; one for most rows.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.address.split(" + ")
    }

    pub(crate) fn part_count(&self) -> usize {
        if self.composed { self.parts().count() } else { 1 }
    }

    /// One of the addresses, from 0.
    #[must_use]
    pub fn part(&self, number: usize) -> Option<&str> {
        if self.composed { self.parts().nth(number) } else { Some(&*self.address).filter(|_| number == 0) }
    }

    /// The address of the instances of its resource: what is made and removed. A row that only notes a name does not
    /// say what the instances there are, nor does one of a list: those are its elements' places.
    pub(crate) fn table(&self) -> Option<&str> {
        if self.usage == Usage::Noted || self.multiple && self.technology != Technology::LwM2m {
            return None;
        }
        super::name::table(self.technology, self.part(0)?)
    }

    /// The name as people write it: an RPC as `RPC:Download(URL)`.
    #[must_use]
    pub fn display(&self) -> Cow<'_, str> {
        if self.technology != Technology::Cwmp || self.address.starts_with("Inform.") {
            return Cow::Borrowed(&self.address);
        }
        match self.address.split_once('.') {
            Some((method, argument)) => Cow::Owned(alloc::format!("RPC:{method}({argument})")),
            None => Cow::Owned(alloc::format!("RPC:{}", self.address)),
        }
    }
}
