//! Proxies: devices behind a device.
//!
//! A gateway shows devices that do not speak CWMP in two ways. A *virtual device* opens CWMP sessions of its own and is
//! listed in `ManagementServer.VirtualDevice.{i}.`; an *embedded device* has its objects inside the gateway's own tree
//! and is listed in `ManagementServer.EmbeddedDevice.{i}.`. `ManagementServer.ManageableDevice.{i}.` lists devices of the
//! local network that speak CWMP themselves. Nothing changes in SOAP.
//!
//! | here | what |
//! |---|---|
//! | [`VirtualDevice`], [`EmbeddedDevice`], [`ManageableDevice`] | the rows of these tables, out of parameter lists and back |
//! | [`zigbee`] | parameters below `Device.ZigBee.ZDO.{i}.` and the ZigBee device object's commands they come from |
//! | [`upnp`] | RPCs and paths as the actions and paths of UPnP Device Management |

mod view;

pub mod upnp;
pub mod zigbee;

pub use view::{EmbeddedDevice, ManageableDevice, ProxyProtocol, VirtualDevice};
