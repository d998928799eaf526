//! The remote procedure calls: one file per request and response, fields in schema order.

mod add_object;
mod autonomous_du_state_change_complete;
mod autonomous_transfer_complete;
mod cancel_transfer;
mod change_du_state;
mod codes;
mod delete_object;
#[cfg(feature = "serde")]
pub(crate) mod deserialize;
mod download;
mod du_state_change_complete;
mod du_structs;
mod extensions;
pub(crate) mod facet;
mod factory_reset;
pub(crate) mod field;
mod get_all_queued_transfers;
mod get_options;
mod get_parameter_attributes;
mod get_parameter_names;
mod get_parameter_values;
mod get_queued_transfers;
mod get_rpc_methods;
mod inform;
mod kicked;
mod reboot;
mod request_download;
mod schedule_download;
mod schedule_inform;
mod set_parameter_attributes;
mod set_parameter_values;
mod set_vouchers;
mod structs;
pub(crate) mod table;
mod transfer_complete;
mod upload;

pub use add_object::{AddObject, AddObjectResponse};
pub use autonomous_du_state_change_complete::{
    AutonomousDUStateChangeComplete, AutonomousDUStateChangeCompleteResponse,
};
pub use autonomous_transfer_complete::{AutonomousTransferComplete, AutonomousTransferCompleteResponse};
pub use cancel_transfer::{CancelTransfer, CancelTransferResponse};
pub use change_du_state::{ChangeDUState, ChangeDUStateResponse};
pub use codes::{Notification, OptionMode, OptionState, Status, TransferState};
pub use delete_object::{DeleteObject, DeleteObjectResponse};
pub use download::{Download, DownloadResponse};
pub use du_state_change_complete::{DUStateChangeComplete, DUStateChangeCompleteResponse};
pub use du_structs::{
    AutonOpResultStruct, DeploymentUnitFaultStruct, InstallOpStruct, OpResultStruct, Operation,
    UninstallOpStruct, UpdateOpStruct,
};
pub use extensions::Extensions;
#[cfg(feature = "serde")]
pub(crate) use extensions::{serialize_raw, serialize_raw_element};
pub use factory_reset::{FactoryReset, FactoryResetResponse};
pub use get_all_queued_transfers::{
    AllQueuedTransferStruct, GetAllQueuedTransfers, GetAllQueuedTransfersResponse,
};
pub use get_options::{GetOptions, GetOptionsResponse, OptionStruct};
pub use get_parameter_attributes::{
    GetParameterAttributes, GetParameterAttributesResponse, ParameterAttributeStruct,
};
pub use get_parameter_names::{GetParameterNames, GetParameterNamesResponse, ParameterInfoStruct};
pub use get_parameter_values::{GetParameterValues, GetParameterValuesResponse};
pub use get_queued_transfers::{GetQueuedTransfers, GetQueuedTransfersResponse, QueuedTransferStruct};
pub use get_rpc_methods::{GetRPCMethods, GetRPCMethodsResponse};
pub use inform::{DeviceIdStruct, EventStruct, Inform, InformResponse};
pub use kicked::{Kicked, KickedResponse};
pub use reboot::{Reboot, RebootResponse};
pub use request_download::{ArgStruct, RequestDownload, RequestDownloadResponse};
pub use schedule_download::{ScheduleDownload, ScheduleDownloadResponse, TimeWindowStruct};
pub use schedule_inform::{ScheduleInform, ScheduleInformResponse};
pub use set_parameter_attributes::{
    SetParameterAttributes, SetParameterAttributesResponse, SetParameterAttributesStruct,
};
pub use set_parameter_values::{SetParameterValues, SetParameterValuesResponse};
pub use set_vouchers::{SetVouchers, SetVouchersResponse, Voucher};
#[cfg(feature = "connection-request")]
pub(crate) use structs::is_secret_name;
pub use structs::{FaultStruct, ParameterValueStruct};
pub use transfer_complete::{TransferComplete, TransferCompleteResponse};
pub use upload::{Upload, UploadResponse};

use crate::envelope::decoder::Decoder;
use crate::envelope::encoder::Encoder;
use crate::envelope::tags::{Qualified, qualified};
use crate::envelope::{Body, CwmpNamespace, RawElement};
use crate::error::{Error, ErrorKind, WarningKind};
use table::Record;

/// One row per RPC element: its name, the oldest namespace that has it.
macro_rules! rpcs {
    ($( $name:ident $since:ident; )*) => {
        /// A request or response: one variant per element of the schema, vendors' own as raw XML.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "one per message")]
        pub enum Rpc<'a> {
            $( #[doc = concat!("`", stringify!($name), "`.")] $name($name<'a>), )*
            /// An RPC that no schema has: a vendor's method, or one of a later version.
            Other(OtherRpc<'a>),
        }

        impl<'a> Rpc<'a> {
            /// Every name there is a variant for, with the oldest namespace that has the RPC.
            pub const ALL: &'static [(&'static str, CwmpNamespace)] =
                &[ $( (stringify!($name), CwmpNamespace::$since), )* ];

            /// The name of the element.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $( Rpc::$name(_) => stringify!($name), )*
                    Rpc::Other(other) => other.raw.local_name(),
                }
            }

            /// The same, owning its texts.
            #[must_use]
            pub fn into_owned(self) -> Rpc<'static> {
                match self {
                    $( Rpc::$name(rpc) => Rpc::$name(rpc.into_owned()), )*
                    Rpc::Other(other) => Rpc::Other(other.into_owned()),
                }
            }

            /// Reads the RPC whose start tag was just read; `None` when no variant has its name.
            pub(crate) fn decode(local: &str, decoder: &mut Decoder<'a, '_>) -> Result<Option<Self>, Error> {
                Ok(match local {
                    $( stringify!($name) => {
                        if decoder.version.schema() < CwmpNamespace::$since {
                            decoder.deviation(WarningKind::RpcNotInVersion(stringify!($name)))?;
                        }
                        decoder.leaf_attributes(facet::Declared::Anonymous)?;
                        Some(Rpc::$name($name::decode_content(decoder)?))
                    } )*
                    _ => None,
                })
            }

            /// Reads the RPC whose name was the key just read; `None` when no variant has it.
            #[cfg(feature = "serde")]
            pub(crate) fn deserialize_named<'de, A: serde::de::MapAccess<'de>>(
                name: &str,
                map: &mut A,
            ) -> Result<Option<Self>, A::Error> {
                Ok(Some(match name {
                    $( stringify!($name) => Rpc::$name(map.next_value()?), )*
                    "Other" => Rpc::Other(map.next_value()?),
                    _ => return Ok(None),
                }))
            }

            pub(crate) fn encode(&self, encoder: &mut Encoder<'_>) {
                match self {
                    $( Rpc::$name(rpc) => {
                        if encoder.version.schema() < CwmpNamespace::$since && encoder.checks() {
                            encoder.fail(ErrorKind::UnsupportedVersion(stringify!($name)));
                        }
                        const ELEMENT: Qualified = qualified!(cwmp, stringify!($name));
                        encoder.start_qualified(&ELEMENT);
                        rpc.encode_content(encoder);
                        encoder.end_qualified(&ELEMENT);
                    } )*
                    Rpc::Other(other) => encoder.raw(&other.raw),
                }
            }
        }

        $(
            impl<'a> From<$name<'a>> for Rpc<'a> {
                fn from(rpc: $name<'a>) -> Self {
                    Rpc::$name(rpc)
                }
            }

            impl<'a> From<$name<'a>> for Body<'a> {
                fn from(rpc: $name<'a>) -> Self {
                    Body::Rpc(Rpc::$name(rpc))
                }
            }
        )*
    };
}

rpcs! {
    GetRPCMethods Cwmp10;
    GetRPCMethodsResponse Cwmp10;
    SetParameterValues Cwmp10;
    SetParameterValuesResponse Cwmp10;
    GetParameterValues Cwmp10;
    GetParameterValuesResponse Cwmp10;
    GetParameterNames Cwmp10;
    GetParameterNamesResponse Cwmp10;
    SetParameterAttributes Cwmp10;
    SetParameterAttributesResponse Cwmp10;
    GetParameterAttributes Cwmp10;
    GetParameterAttributesResponse Cwmp10;
    AddObject Cwmp10;
    AddObjectResponse Cwmp10;
    DeleteObject Cwmp10;
    DeleteObjectResponse Cwmp10;
    Download Cwmp10;
    DownloadResponse Cwmp10;
    Upload Cwmp10;
    UploadResponse Cwmp10;
    Reboot Cwmp10;
    RebootResponse Cwmp10;
    FactoryReset Cwmp10;
    FactoryResetResponse Cwmp10;
    GetQueuedTransfers Cwmp10;
    GetQueuedTransfersResponse Cwmp10;
    ScheduleInform Cwmp10;
    ScheduleInformResponse Cwmp10;
    SetVouchers Cwmp10;
    SetVouchersResponse Cwmp10;
    GetOptions Cwmp10;
    GetOptionsResponse Cwmp10;
    GetAllQueuedTransfers Cwmp11;
    GetAllQueuedTransfersResponse Cwmp11;
    ScheduleDownload Cwmp12;
    ScheduleDownloadResponse Cwmp12;
    CancelTransfer Cwmp12;
    CancelTransferResponse Cwmp12;
    ChangeDUState Cwmp12;
    ChangeDUStateResponse Cwmp12;
    Inform Cwmp10;
    InformResponse Cwmp10;
    TransferComplete Cwmp10;
    TransferCompleteResponse Cwmp10;
    AutonomousTransferComplete Cwmp11;
    AutonomousTransferCompleteResponse Cwmp11;
    Kicked Cwmp10;
    KickedResponse Cwmp10;
    RequestDownload Cwmp10;
    RequestDownloadResponse Cwmp10;
    DUStateChangeComplete Cwmp12;
    DUStateChangeCompleteResponse Cwmp12;
    AutonomousDUStateChangeComplete Cwmp12;
    AutonomousDUStateChangeCompleteResponse Cwmp12;
}

/// Whether the RPC tells a device what to do by more than names and keys: what of it cannot be understood must not
/// be guessed.
pub(crate) fn is_command(name: &str) -> bool {
    matches!(
        name,
        "SetParameterValues"
            | "SetParameterAttributes"
            | "GetParameterNames"
            | "Download"
            | "ScheduleDownload"
            | "Upload"
            | "ScheduleInform"
    )
}

/// An RPC that is not in the schemas, kept whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherRpc<'a> {
    /// The element.
    pub raw: RawElement<'a>,
}

impl<'a> OtherRpc<'a> {
    /// Takes the element.
    #[must_use]
    pub fn new(raw: RawElement<'a>) -> Self {
        OtherRpc { raw }
    }

    /// The name of the element, without prefix.
    #[must_use]
    pub fn name(&self) -> &str {
        self.raw.local_name()
    }

    /// The same, owning its text.
    #[must_use]
    pub fn into_owned(self) -> OtherRpc<'static> {
        OtherRpc { raw: self.raw.into_owned() }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for OtherRpc<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("Name", self.name())?;
        map.serialize_entry("Xml", self.raw.as_str())?;
        map.end()
    }
}

/// The name is that of the element.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for OtherRpc<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "PascalCase", deny_unknown_fields)]
        struct Form {
            name: alloc::string::String,
            #[serde(deserialize_with = "deserialize::deserialize_raw_element")]
            xml: RawElement<'static>,
        }
        let Form { name, xml } = Form::deserialize(deserializer)?;
        if name != xml.local_name() {
            return Err(serde::de::Error::custom("the name is not that of the element"));
        }
        Ok(OtherRpc::new(xml))
    }
}

impl<'a> From<Rpc<'a>> for Body<'a> {
    fn from(rpc: Rpc<'a>) -> Self {
        Body::Rpc(rpc)
    }
}

impl Rpc<'_> {
    /// Whether this is a response: its name says so.
    #[must_use]
    pub fn is_response(&self) -> bool {
        self.name().ends_with("Response")
    }

    /// Whether this is the response to `request`.
    #[must_use]
    pub fn answers(&self, request: &Rpc<'_>) -> bool {
        self.name().strip_suffix("Response") == Some(request.name())
    }
}
