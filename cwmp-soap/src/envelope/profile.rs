//! What writers may be asked to do differently for a peer that needs it.

use super::namespace::usual_prefix;
use alloc::borrow::Cow;
use mgmt_wire::xml::EmptyElements;

/// How booleans are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum BooleanStyle {
    /// Each in its own form: the one it was read in, or `0` and `1`.
    #[default]
    AsGiven,
    /// `0` and `1` (TP-Link).
    Digits,
    /// `false` and `true`.
    Words,
}

/// How times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum DateTimeStyle {
    /// As they are.
    #[default]
    AsGiven,
    /// Without a fraction of the second.
    Seconds,
    /// With exactly three digits of fraction.
    Milliseconds,
}

/// How deployment-unit operations and results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum DuForm {
    /// As the schema has them: `<Operations xsi:type="cwmp:InstallOpStruct">`.
    #[default]
    Schema,
    /// Wrapped in an element of the type's name, which RDK-based devices expect.
    Nested,
}

/// What a writer does with texts and codes that break a length, a pattern or an enumeration of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum FacetPolicy {
    /// Refuse them: what is written is valid.
    #[default]
    Refuse,
    /// Write them: for passing on what a device sent.
    Allow,
}

/// The prefixes of the namespaces; each must be a name without colon.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prefixes {
    /// SOAP envelope; `soap-env`.
    pub soap_env: Cow<'static, str>,
    /// SOAP encoding; `soap-enc`.
    pub soap_enc: Cow<'static, str>,
    /// XML Schema; `xsd`.
    pub xsd: Cow<'static, str>,
    /// XML Schema instance; `xsi`.
    pub xsi: Cow<'static, str>,
    /// CWMP; `cwmp`.
    pub cwmp: Cow<'static, str>,
}

impl Default for Prefixes {
    fn default() -> Self {
        Prefixes {
            soap_env: Cow::Borrowed(usual_prefix!(soap_env)),
            soap_enc: Cow::Borrowed(usual_prefix!(soap_enc)),
            xsd: Cow::Borrowed(usual_prefix!(xsd)),
            xsi: Cow::Borrowed(usual_prefix!(xsi)),
            cwmp: Cow::Borrowed(usual_prefix!(cwmp)),
        }
    }
}

/// How messages are written. The default is valid by every schema and starts with an XML declaration.
///
/// ```
/// use cwmp_soap::{CwmpNamespace, Envelope};
/// use cwmp_soap::envelope::{EmptyElements, Profile};
/// use cwmp_soap::rpc::GetParameterNames;
///
/// let mut profile = Profile::default();
/// profile.empty_elements = EmptyElements::Expand;
/// let request = Envelope::new(CwmpNamespace::Cwmp10, GetParameterNames::new("", false));
/// assert!(request.encode(&profile)?.contains("<ParameterPath></ParameterPath>"));
/// # Ok::<(), cwmp_soap::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Begin with `<?xml version="1.0" encoding="UTF-8"?>` (Huawei devices refuse a message without).
    pub declaration: bool,
    /// Form of empty elements (some gSOAP-based Sagemcom devices refuse `<ParameterPath/>`).
    pub empty_elements: EmptyElements,
    /// Spaces of indentation a level; `None` writes one line.
    pub indent: Option<usize>,
    /// Form of booleans.
    pub booleans: BooleanStyle,
    /// Form of times.
    pub date_times: DateTimeStyle,
    /// Form of deployment-unit operations and results.
    pub du_form: DuForm,
    /// What to do with texts and codes the schema does not allow.
    pub facets: FacetPolicy,
    /// Prefixes of the namespaces.
    pub prefixes: Prefixes,
    /// Put `encodingStyle` on the envelope.
    pub encoding_style: bool,
    /// Put `xsi:type="soap-enc:Array"` on lists, which the schema does not allow and some gSOAP stacks expect.
    pub array_xsi_type: bool,
}

impl Default for Profile {
    fn default() -> Self {
        Profile {
            declaration: true,
            empty_elements: EmptyElements::SelfClose,
            indent: None,
            booleans: BooleanStyle::AsGiven,
            date_times: DateTimeStyle::AsGiven,
            du_form: DuForm::Schema,
            facets: FacetPolicy::Refuse,
            prefixes: Prefixes::default(),
            encoding_style: false,
            array_xsi_type: false,
        }
    }
}

impl Profile {
    /// The default, but texts and codes that break the schema are written as they are: for passing on what a
    /// device sent.
    #[must_use]
    pub fn tolerant() -> Self {
        Profile { facets: FacetPolicy::Allow, ..Profile::default() }
    }
}
