//! Definitions through serde: types, operations, ranges and versions are the texts of definition files.

use super::definition::{Operations, ResourceDefinition, ResourceType, in_order};
use super::range::Range;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

impl Serialize for Operations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Operations {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer)
    }
}

impl Serialize for ResourceType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ResourceType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(ResourceType::from_word)
    }
}

impl Serialize for Range {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Range::parse(String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("empty range"))
    }
}

/// Anything that has a text form.
pub(super) mod text {
    use super::{Deserialize, Deserializer, Error, Serializer, String};
    use core::fmt::Display;
    use core::str::FromStr;

    pub(in crate::model) fn serialize<T: Display, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(in crate::model) fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

pub(super) fn resources<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Cow<'static, [ResourceDefinition]>, D::Error> {
    Vec::deserialize(deserializer).map(in_order).map(Cow::Owned)
}
