//! ZigBee devices behind a gateway: parameters below `Device.ZigBee.ZDO.{i}.` and the ZigBee device object's (ZDO)
//! commands they come from.
//!
//! The proxy is a value: it says which commands a GetParameterValues needs, takes the answers as they arrive, and
//! answers the RPC.
//!
//! ```
//! use cwmp_soap::proxy::zigbee::{IeeeAddress, NetworkAddress, ZdoCommand, ZdoProxy, ZdoReply};
//! use cwmp_soap::rpc::GetParameterValues;
//!
//! let mut proxy = ZdoProxy::new();
//! let lamp: IeeeAddress = "00:0B:57:FF:FE:12:34:56".parse()?;
//! proxy.add(1, lamp);
//!
//! let read = GetParameterValues::new(vec!["Device.ZigBee.ZDO.1.NetworkAddress".into()]);
//! let needed = proxy.requests(&read.parameter_names)?;
//! assert_eq!((needed[0].device, needed[0].command), (lamp, ZdoCommand::NWK_ADDR));
//!
//! proxy.reply(lamp, &ZdoReply::NetworkAddress(NetworkAddress(0x0FE3)));
//! let answer = proxy.values(&read.parameter_names)?;
//! assert_eq!(answer.parameter_list[0].value.text, "0FE3");
//! # Ok::<(), cwmp_soap::proxy::zigbee::ZigBeeError>(())
//! ```

mod address;
mod command;
mod parameters;
mod reply;
mod table;

pub use address::{IeeeAddress, NetworkAddress};
pub use command::{ZdoCommand, ZdoRequest};
pub use reply::{
    Binding, Destination, Neighbor, NodeDescriptor, Page, PowerDescriptor, Route, SimpleDescriptor, ZdoReply,
};
pub use table::ZdoProxy;

use crate::value::FaultCode;
use thiserror::Error;

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ZigBeeError {
    /// Not an address.
    #[error("not a ZigBee address")]
    Address,
    /// The table has no such row or parameter.
    #[error("no such parameter")]
    UnknownParameter,
    /// A reply ends early or is of no known form.
    #[error("ill-formed ZDO reply")]
    Reply,
    /// The device answered that it cannot; its status.
    #[error("ZDO status {0:#04x}")]
    Status(u8),
}

impl ZigBeeError {
    /// The fault that an RPC gets for it.
    #[must_use]
    pub const fn fault_code(self) -> FaultCode {
        match self {
            ZigBeeError::UnknownParameter => FaultCode(9005),
            _ => FaultCode(9002),
        }
    }
}
