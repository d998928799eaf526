//! The remote procedure calls: one file per request and response, fields in schema order.

mod codes;
mod extensions;
pub(crate) mod facet;
pub(crate) mod field;
mod get_parameter_values;
mod inform;
mod set_parameter_values;
mod structs;
pub(crate) mod table;

pub use codes::{Notification, OptionMode, OptionState, Status, TransferState};
pub use extensions::Extensions;
#[cfg(feature = "serde")]
pub(crate) use extensions::serialize_raw;
pub use get_parameter_values::{GetParameterValues, GetParameterValuesResponse};
pub use inform::{DeviceIdStruct, EventStruct, Inform, InformResponse};
pub use set_parameter_values::{SetParameterValues, SetParameterValuesResponse};
pub use structs::{FaultStruct, ParameterValueStruct};

use crate::envelope::decoder::Decoder;
use crate::envelope::encoder::Encoder;
use crate::envelope::{Body, CwmpNamespace, RawElement};
use crate::error::{Error, WarningKind};
use table::Record;

/// One row per RPC element: its name, the oldest namespace that has it.
macro_rules! rpcs {
    ($( $name:ident $since:ident; )*) => {
        /// A request or response: one variant per element of the schema, vendors' own as raw XML.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
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

            pub(crate) fn encode_content(&self, encoder: &mut Encoder<'_>) {
                match self {
                    $( Rpc::$name(rpc) => rpc.encode_content(encoder), )*
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
    GetParameterValues Cwmp10;
    GetParameterValuesResponse Cwmp10;
    Inform Cwmp10;
    InformResponse Cwmp10;
    SetParameterValues Cwmp10;
    SetParameterValuesResponse Cwmp10;
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

impl<'a> From<Rpc<'a>> for Body<'a> {
    fn from(rpc: Rpc<'a>) -> Self {
        Body::Rpc(rpc)
    }
}
