//! From one technology's message to another's, with every loss named.

use crate::mapping::{Mapping, Technology};
use crate::{Instance, Loss, ResourceId};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// How to treat a value that a unit or a width cannot hold exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Round toward zero and name it as a loss.
    #[default]
    Report,
    /// Leave the value out and name it as a loss.
    Refuse,
}

/// The names CWMP is spoken with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Root {
    /// `Device.` (TR-181).
    #[default]
    Tr181,
    /// `InternetGatewayDevice.` (TR-098).
    Tr098,
}

impl Root {
    /// The technology of its names.
    #[must_use]
    pub const fn technology(self) -> Technology {
        match self {
            Root::Tr181 => Technology::Tr181,
            Root::Tr098 => Technology::Tr098,
        }
    }
}

/// How to translate.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options<'o> {
    /// The rows; [`Mapping::built_in`] unless you add your own.
    pub mapping: &'o Mapping,
    /// Names for CWMP.
    pub root: Root,
    /// Whether to take a payload that could be both for a report or a request; `None` leaves it to the message.
    pub intent: Option<crate::Intent>,
    /// What to do with values that cannot be held exactly.
    pub rounding: Rounding,
    /// `CommandKey` of CWMP requests, `CommandKey` or `Correlator` where the source gives none.
    pub command_key: Cow<'o, str>,
    /// `ID` of CWMP envelopes, `SessionID` of SyncML.
    pub session: Cow<'o, str>,
    /// Address of the management server in SyncML headers.
    pub server: Cow<'o, str>,
    /// Address of the device in SyncML headers.
    pub device: Cow<'o, str>,
    /// Places of management objects in the device's tree: canonical root and the device's own
    /// (`./FUMO/1`, `./Vendor/Update/FUMO`).
    pub roots: Vec<(Cow<'o, str>, Cow<'o, str>)>,
    /// Bounds.
    pub limits: mgmt_wire::Limits,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            mapping: Mapping::built_in(),
            root: Root::default(),
            intent: None,
            rounding: Rounding::default(),
            command_key: Cow::Borrowed(""),
            session: Cow::Borrowed("1"),
            server: Cow::Borrowed("urn:mgmt-model:server"),
            device: Cow::Borrowed("urn:mgmt-model:device"),
            roots: Vec::new(),
            limits: mgmt_wire::Limits::DEFAULT,
        }
    }
}

impl<'o> Options<'o> {
    /// The same with other rows.
    #[must_use]
    pub const fn with_mapping(mut self, mapping: &'o Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// The same with names of that data model.
    #[must_use]
    pub const fn with_root(mut self, root: Root) -> Self {
        self.root = root;
        self
    }

    /// The same with a fixed intent.
    #[must_use]
    pub const fn with_intent(mut self, intent: crate::Intent) -> Self {
        self.intent = Some(intent);
        self
    }
}

/// What came out, and what did not.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Translated<T> {
    /// The message or messages.
    pub output: T,
    /// What has no counterpart, does not fit, or was rounded.
    pub losses: Vec<Loss>,
    /// Numbers given to instances that the target cannot name as the source did.
    pub instances: Vec<(ResourceId, Instance, u32)>,
}

impl<T> Translated<T> {
    pub(crate) fn new(output: T, losses: Vec<Loss>) -> Self {
        Translated { output, losses, instances: Vec::new() }
    }

    /// The same with the output made into something else.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Translated<U> {
        Translated { output: make(self.output), losses: self.losses, instances: self.instances }
    }
}
