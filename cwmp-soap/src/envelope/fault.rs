//! The SOAP fault and the CWMP fault in its detail.

use crate::rpc::Extensions;
use crate::rpc::facet::{FAULT_CODE, PARAMETER_FAULT_CODE, STRING};
use crate::rpc::table::{items, record, structs};
use crate::value::FaultCode;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

record! {
    /// One parameter that a `SetParameterValues` could not set.
    SetParameterValuesFault {
        /// The parameter; some devices name an object.
        parameter_name: "ParameterName" Cow<'a, str> [STRING], new;
        /// Why.
        fault_code: "FaultCode" FaultCode [PARAMETER_FAULT_CODE], new;
        /// Text for people.
        fault_string: "FaultString" Option<Cow<'a, str>> [STRING], with_fault_string(Cow<'a, str>);
    }

    /// The CWMP fault in the detail of a SOAP fault.
    FaultDetail {
        /// What went wrong.
        fault_code: "FaultCode" FaultCode [FAULT_CODE], new;
        /// Text for people.
        fault_string: "FaultString" Option<Cow<'a, str>> [STRING], with_fault_string(Cow<'a, str>);
        /// The parameters that could not be set.
        set_parameter_values_fault: "SetParameterValuesFault" Vec<SetParameterValuesFault<'a>>
            [crate::rpc::facet::ANY], with_set_parameter_values_fault;
    }
}

structs! { SetParameterValuesFault }
items! { SetParameterValuesFault Parameters repeated; }

impl Default for SetParameterValuesFault<'_> {
    fn default() -> Self {
        SetParameterValuesFault::new("", FaultCode::NONE)
    }
}

/// A SOAP fault, with the CWMP fault that its detail holds.
///
/// ```
/// use cwmp_soap::Fault;
/// use cwmp_soap::value::FaultCode;
///
/// let fault = Fault::new(FaultCode::INVALID_PARAMETER_NAME);
/// assert_eq!(fault.faultcode, "Client");
/// assert_eq!(fault.faultstring, "CWMP fault");
/// assert_eq!(fault.code(), Some(FaultCode(9005)));
/// assert_eq!(fault.to_string(), "CWMP fault 9005: Invalid parameter name");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Fault<'a> {
    /// `Client` when the originator of the request is to blame, else `Server`; some agents send a qualified name.
    pub faultcode: Cow<'a, str>,
    /// `CWMP fault`.
    pub faultstring: Cow<'a, str>,
    /// Who found the fault; not used by CWMP.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub faultactor: Option<Cow<'a, str>>,
    /// The CWMP fault; SOAP faults of other layers have none.
    pub detail: Option<FaultDetail<'a>>,
    /// Other elements of the detail, as they were written.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Extensions::is_empty"))]
    pub extensions: Extensions<'a>,
}

impl<'a> Fault<'a> {
    /// A CWMP fault with the text that the schemas give the code; see also [`of_parameters`](Fault::of_parameters).
    #[must_use]
    pub fn new(code: FaultCode) -> Self {
        let mut detail = FaultDetail::new(code);
        detail.fault_string = code.name().map(Cow::Borrowed);
        Fault::with_detail(detail)
    }

    /// The refusal of a `SetParameterValues`, with each parameter that could not be set; the others are not set either.
    ///
    /// What a data model has against a request, [`Table::refusal`](crate::data_model::Table::refusal) says as a fault.
    ///
    /// ```
    /// use cwmp_soap::Fault;
    /// use cwmp_soap::envelope::SetParameterValuesFault;
    /// use cwmp_soap::value::FaultCode;
    ///
    /// let fan = SetParameterValuesFault::new("Device.X_ACME.Fan", FaultCode::NOT_WRITABLE).with_fault_string("broken");
    /// let fault = Fault::of_parameters(vec![fan]);
    /// assert_eq!(fault.to_string(), "CWMP fault 9003: Invalid arguments, of 1 parameter");
    /// ```
    #[must_use]
    pub fn of_parameters(parameters: impl Into<Vec<SetParameterValuesFault<'a>>>) -> Self {
        let mut fault = Fault::new(FaultCode::INVALID_ARGUMENTS);
        if let Some(detail) = &mut fault.detail {
            detail.set_parameter_values_fault = parameters.into();
        }
        fault
    }

    /// A SOAP fault around a CWMP fault; `Client` or `Server` follows from the code.
    #[must_use]
    pub fn with_detail(detail: FaultDetail<'a>) -> Self {
        let faultcode = if detail.fault_code.is_client() { "Client" } else { "Server" };
        Fault {
            faultcode: Cow::Borrowed(faultcode),
            faultstring: Cow::Borrowed("CWMP fault"),
            faultactor: None,
            detail: Some(detail),
            extensions: Extensions::default(),
        }
    }

    /// The CWMP fault code.
    #[must_use]
    pub fn code(&self) -> Option<FaultCode> {
        self.detail.as_ref().map(|detail| detail.fault_code)
    }

    /// Whether the fault blames the originator of the request; prefixes are left aside.
    #[must_use]
    pub fn is_client(&self) -> bool {
        let code = self.faultcode.rsplit(':').next().unwrap_or_default();
        crate::value::trim(code).eq_ignore_ascii_case("Client")
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned(self) -> Fault<'static> {
        Fault {
            faultcode: Cow::Owned(self.faultcode.into_owned()),
            faultstring: Cow::Owned(self.faultstring.into_owned()),
            faultactor: self.faultactor.map(|actor| Cow::Owned(actor.into_owned())),
            detail: self.detail.map(FaultDetail::into_owned),
            extensions: self.extensions.into_owned(),
        }
    }
}

/// Code and name, without the texts of the peer.
impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(detail) = &self.detail else { return f.write_str("SOAP fault") };
        write!(f, "CWMP fault {}", detail.fault_code)?;
        if let Some(name) = detail.fault_code.name() {
            write!(f, ": {name}")?;
        }
        match detail.set_parameter_values_fault.len() {
            0 => Ok(()),
            1 => f.write_str(", of 1 parameter"),
            several => write!(f, ", of {several} parameters"),
        }
    }
}

impl core::error::Error for Fault<'_> {}
