//! The document: characteristics and parameters.

use crate::syntax::{Extensions, Fragment, IntoOwned};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

/// `wap-provisioningdoc`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProvisioningDoc<'a> {
    /// `version`: `1.0` or `1.1`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub version: Option<Cow<'a, str>>,
    /// What the document holds, in order.
    #[cfg_attr(feature = "serde", serde(default))]
    pub content: Vec<Content<'a>>,
    /// Attributes the standard does not have.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

/// `characteristic`: a group of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Characteristic<'a> {
    /// `type`: `APPLICATION`, `NAPDEF`, …
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub type_: Cow<'a, str>,
    /// Parameters and inner characteristics, in order.
    #[cfg_attr(feature = "serde", serde(default))]
    pub content: Vec<Content<'a>>,
    /// Attributes the standard does not have.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

/// What stands in a document or characteristic.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Content<'a> {
    /// A parameter.
    Parm(Parm<'a>),
    /// An inner characteristic.
    Characteristic(Characteristic<'a>),
    /// An element the standard does not have.
    Other(Fragment<'a>),
}

/// `parm`: one setting.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Parm<'a> {
    /// `name`.
    pub name: Cow<'a, str>,
    /// `value`. Some parameters say enough by being there.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub value: Option<Cow<'a, str>>,
    /// Attributes the standard does not have.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

/// Parameters whose value is a secret.
const SECRETS: [&str; 8] = [
    "AAUTHSECRET",
    "AAUTHDATA",
    "AUTHSECRET",
    "PXAUTH-PW",
    "BASAUTH-PW",
    "PROXY-PW",
    "WPAPRESHAREDKEY",
    "LOGINSCRIPTDATA",
];

impl fmt::Debug for Parm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_secret = SECRETS.contains(&&*self.name);
        let value = if is_secret { self.value.as_ref().map(|_| "(hidden)") } else { self.value.as_deref() };
        f.debug_struct("Parm").field("name", &self.name).field("value", &value).finish_non_exhaustive()
    }
}

impl<'a> ProvisioningDoc<'a> {
    /// A document of version 1.1 without content.
    #[must_use]
    pub fn new() -> Self {
        ProvisioningDoc { version: Some(Cow::Borrowed("1.1")), ..Self::default() }
    }

    /// The same with one more characteristic.
    #[must_use]
    pub fn with_characteristic(mut self, characteristic: Characteristic<'a>) -> Self {
        self.content.push(Content::Characteristic(characteristic));
        self
    }

    /// The characteristics of this type.
    pub fn characteristics<'s>(&'s self, type_: &'s str) -> impl Iterator<Item = &'s Characteristic<'a>> {
        of_type(&self.content, type_)
    }

    /// Copies what is borrowed from the input.
    #[must_use]
    pub fn into_owned(self) -> ProvisioningDoc<'static> {
        ProvisioningDoc {
            version: self.version.into_owned(),
            content: self.content.into_owned(),
            extensions: self.extensions.into_owned(),
        }
    }
}

impl<'a> Characteristic<'a> {
    /// A characteristic without content.
    pub fn new(type_: impl Into<Cow<'a, str>>) -> Self {
        Characteristic { type_: type_.into(), content: Vec::new(), extensions: Extensions::default() }
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn with_parm(mut self, parm: Parm<'a>) -> Self {
        self.content.push(Content::Parm(parm));
        self
    }

    /// The same with one more inner characteristic.
    #[must_use]
    pub fn with_characteristic(mut self, characteristic: Characteristic<'a>) -> Self {
        self.content.push(Content::Characteristic(characteristic));
        self
    }

    /// The inner characteristics of this type.
    pub fn characteristics<'s>(&'s self, type_: &'s str) -> impl Iterator<Item = &'s Characteristic<'a>> {
        of_type(&self.content, type_)
    }

    /// The parameters.
    pub fn parms(&self) -> impl Iterator<Item = &Parm<'a>> {
        self.content.iter().filter_map(|content| match content {
            Content::Parm(parm) => Some(parm),
            _ => None,
        })
    }

    /// The value of the first parameter of this name; empty where the parameter has none.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.parms().find(|parm| parm.name == name).map(|parm| parm.value.as_deref().unwrap_or(""))
    }
}

fn of_type<'s, 'a>(
    content: &'s [Content<'a>],
    type_: &'s str,
) -> impl Iterator<Item = &'s Characteristic<'a>> {
    content.iter().filter_map(move |content| match content {
        Content::Characteristic(inner) if inner.type_ == type_ => Some(inner),
        _ => None,
    })
}

impl<'a> Parm<'a> {
    /// A parameter with a value.
    pub fn new(name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        Parm { name: name.into(), value: Some(value.into()), extensions: Extensions::default() }
    }

    /// A parameter that says enough by being there.
    pub fn flag(name: impl Into<Cow<'a, str>>) -> Self {
        Parm { name: name.into(), value: None, extensions: Extensions::default() }
    }
}

impl IntoOwned for Content<'_> {
    type Owned = Content<'static>;

    fn into_owned(self) -> Content<'static> {
        match self {
            Content::Parm(parm) => Content::Parm(Parm {
                name: IntoOwned::into_owned(parm.name),
                value: parm.value.into_owned(),
                extensions: parm.extensions.into_owned(),
            }),
            Content::Characteristic(inner) => Content::Characteristic(Characteristic {
                type_: IntoOwned::into_owned(inner.type_),
                content: inner.content.into_owned(),
                extensions: inner.extensions.into_owned(),
            }),
            Content::Other(element) => Content::Other(element.into_owned()),
        }
    }
}
