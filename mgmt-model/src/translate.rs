//! From one technology's message to another's, with every loss named.

use crate::mapping::{Mapping, Technology};
use crate::{Instance, Loss, ResourceId};
use alloc::borrow::Cow;
#[cfg(feature = "omadm")]
use alloc::boxed::Box;
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
    /// Numbers of instances that go by a name elsewhere: what an inventory that was read before told, or the
    /// [`Translated::instances`] of an earlier translation. Others get free numbers. The other way round it is the UUID
    /// of a unit of TR-069 that others know by its number.
    pub instances: Vec<(ResourceId, Instance, u32)>,
    /// LwM2M: the device behind a gateway that is meant, by its prefix; empty for the device itself.
    pub prefix: Cow<'o, str>,
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
            instances: Vec::new(),
            prefix: Cow::Borrowed(""),
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

    /// The same with known numbers of instances that go by a name elsewhere.
    ///
    /// ```
    /// use mgmt_model::mapping::Technology;
    /// use mgmt_model::{Instance, Intent, Mapping, Message, Options, plain};
    ///
    /// let software = Mapping::built_in().resource_by_name("software").unwrap();
    /// let options = Options::default().with_instances(vec![(software, Instance::named("mail"), 4)]);
    /// let mut order = Message::request(Vec::new());
    /// plain::execute(Technology::OmaDm, "./SCOMO/Inventory/Deployed/mail/Operations/Remove", &mut order, &options);
    /// let steps = plain::lower(&order, Technology::LwM2m, &options);
    /// assert_eq!(steps.output, [plain::Step::Execute("/9/4/6".into())]);
    /// assert_eq!(steps.losses, []);
    /// ```
    #[must_use]
    pub fn with_instances(mut self, instances: Vec<(ResourceId, Instance, u32)>) -> Self {
        self.instances = instances;
        self
    }

    /// The same for the device behind an LwM2M gateway that has this prefix.
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<Cow<'o, str>>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The same for a session between a server and a device: what the headers of SyncML say; `session` is the ID of CWMP
    /// envelopes, too.
    #[must_use]
    pub fn with_session(
        mut self,
        session: impl Into<Cow<'o, str>>,
        server: impl Into<Cow<'o, str>>,
        device: impl Into<Cow<'o, str>>,
    ) -> Self {
        (self.session, self.server, self.device) = (session.into(), server.into(), device.into());
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

/// A message to translate.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Source<'a> {
    /// An envelope of TR-069.
    #[cfg(feature = "cwmp")]
    Cwmp(&'a cwmp_soap::Envelope<'a>),
    /// A bulk data report of TR-069.
    #[cfg(feature = "cwmp")]
    BulkData(&'a cwmp_soap::bulk::Report<'a>),
    /// A SyncML message.
    #[cfg(feature = "omadm")]
    OmaDm(&'a omadm_syncml::message::SyncMl<'a>),
    /// The nodes of an LwM2M payload.
    #[cfg(feature = "lwm2m")]
    LwM2m(&'a [lwm2m_tlv::Node<'a>]),
    /// oneM2M resources.
    OneM2m(&'a [crate::onem2m::Resource<'a>]),
}

/// What to translate to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protocol {
    /// TR-069.
    #[cfg(feature = "cwmp")]
    Cwmp,
    /// OMA DM.
    #[cfg(feature = "omadm")]
    OmaDm,
    /// LwM2M.
    #[cfg(feature = "lwm2m")]
    LwM2m,
    /// oneM2M.
    OneM2m,
}

/// A translated message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Output<'a> {
    /// Envelopes, one per RPC, in the order in which they must be sent.
    #[cfg(feature = "cwmp")]
    Cwmp(Vec<cwmp_soap::Envelope<'static>>),
    /// One SyncML message.
    #[cfg(feature = "omadm")]
    OmaDm(Box<omadm_syncml::message::SyncMl<'static>>),
    /// The nodes of one payload.
    #[cfg(feature = "lwm2m")]
    LwM2m(Vec<lwm2m_tlv::Node<'static>>),
    /// Resources.
    OneM2m(Vec<crate::onem2m::Resource<'a>>),
}

/// Reads a message into the model.
///
/// # Errors
///
/// `Conflict` when oneM2M resources ask for actions that exclude each other.
///
/// ```
/// use mgmt_model::onem2m::Resource;
/// use mgmt_model::{Mapping, Options, Source, Value, lift};
///
/// let resources = [Resource::new("m2m:bat").with("btl", 57)];
/// let message = lift(Source::OneM2m(&resources), &Options::default())?;
/// assert_eq!(message.value(Mapping::built_in(), "battery.batteryLevel"), Some(&Value::Integer(57)));
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
pub fn lift<'a>(source: Source<'a>, options: &Options<'_>) -> Result<crate::Message<'a>, crate::ErrorKind> {
    match source {
        #[cfg(feature = "cwmp")]
        Source::Cwmp(envelope) => Ok(crate::cwmp::lift(envelope, options)),
        #[cfg(feature = "cwmp")]
        Source::BulkData(report) => Ok(crate::cwmp::lift_report(report, options)),
        #[cfg(feature = "omadm")]
        Source::OmaDm(message) => Ok(crate::omadm::lift(message, options)),
        #[cfg(feature = "lwm2m")]
        Source::LwM2m(nodes) => Ok(crate::lwm2m::lift(nodes, options)),
        Source::OneM2m(resources) => crate::onem2m::lift(resources, options),
    }
}

/// Writes a message of the model in a protocol.
///
/// Messages of TR-069 and OMA DM are whole. Of LwM2M and oneM2M these are payloads and resources, which a report is and a
/// request is not: the operations and primitives that ask for it are made by `lwm2m::lower_operations` and
/// [`onem2m::lower_request`](crate::onem2m::lower_request).
///
/// ```
/// use mgmt_model::onem2m::Resource;
/// use mgmt_model::{Mapping, Message, Options, Output, Protocol, Reading, lower};
///
/// let level = Mapping::built_in().find_attribute("battery.batteryLevel").unwrap();
/// let message = Message::report(vec![Reading::new(level, 57)]);
/// let lowered = lower(&message, Protocol::OneM2m, &Options::default());
/// assert_eq!(lowered.output, Output::OneM2m(vec![Resource::new("m2m:bat").with("btl", 57)]));
/// ```
#[must_use]
pub fn lower<'a>(
    message: &crate::Message<'a>,
    to: Protocol,
    options: &Options<'_>,
) -> Translated<Output<'a>> {
    match to {
        #[cfg(feature = "cwmp")]
        Protocol::Cwmp => crate::cwmp::lower(message, options).map(Output::Cwmp),
        #[cfg(feature = "omadm")]
        Protocol::OmaDm => crate::omadm::lower(message, options).map(|m| Output::OmaDm(Box::new(m))),
        #[cfg(feature = "lwm2m")]
        Protocol::LwM2m => crate::lwm2m::lower(message, options).map(Output::LwM2m),
        Protocol::OneM2m => crate::onem2m::lower(message, options).map(Output::OneM2m),
    }
}

/// Translates a message: reports become the target's message of readings, requests its operations.
///
/// # Errors
///
/// See [`lift`].
///
/// ```
/// # #[cfg(all(feature = "lwm2m", feature = "json"))] {
/// use lwm2m_tlv::{Node, Path};
/// use mgmt_model::onem2m::Resource;
/// use mgmt_model::{Options, Output, Protocol, Source, translate};
///
/// let payload = [Node::new(Path::resource(3, 0, 9), 57_i64), Node::new(Path::resource(3, 0, 4242), 1_i64)];
/// let translated = translate(Source::LwM2m(&payload), Protocol::OneM2m, &Options::default())?;
/// let Output::OneM2m(resources) = translated.output else { unreachable!() };
/// assert_eq!(Resource::to_json(&resources).unwrap(), r#"{"m2m:bat":{"btl":57}}"#);
/// assert_eq!(translated.losses[0].to_string(), "/3/0/4242: no counterpart");
/// # }
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
pub fn translate<'a>(
    source: Source<'a>,
    to: Protocol,
    options: &Options<'_>,
) -> Result<Translated<Output<'a>>, crate::ErrorKind> {
    let mut message = lift(source, options)?;
    let mut losses = core::mem::take(&mut message.losses);
    let mut translated = lower(&message, to, options);
    losses.append(&mut translated.losses);
    translated.losses = losses;
    Ok(translated)
}
