//! What devices answer.

use super::{IeeeAddress, NetworkAddress, ZdoCommand, ZigBeeError};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// What a device has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZdoReply {
    /// NWK_addr_rsp or IEEE_addr_rsp.
    NetworkAddress(NetworkAddress),
    /// Node_Desc_rsp.
    NodeDescriptor(NodeDescriptor),
    /// Power_Desc_rsp.
    PowerDescriptor(PowerDescriptor),
    /// Active_EP_rsp: the numbers of the endpoints.
    ActiveEndpoints(Vec<u8>),
    /// Simple_Desc_rsp.
    SimpleDescriptor(SimpleDescriptor),
    /// User_Desc_rsp.
    UserDescriptor(String),
    /// Mgmt_Lqi_rsp.
    Neighbors(Page<Neighbor>),
    /// Mgmt_Rtg_rsp.
    Routes(Page<Route>),
    /// Mgmt_Bind_rsp.
    Bindings(Page<Binding>),
}

/// A part of a table that does not fit into one reply.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// How many entries the table has.
    pub total: u8,
    /// The index of the first entry here, from 0.
    pub start: u8,
    /// The entries.
    pub entries: Vec<T>,
}

impl<T> Page<T> {
    /// The index to ask for next; `None` when this is the last part, or an empty one, which would come again.
    #[must_use]
    pub fn next(&self) -> Option<u8> {
        let behind = u8::try_from(self.entries.len()).ok().and_then(|count| self.start.checked_add(count))?;
        (behind < self.total && !self.entries.is_empty()).then_some(behind)
    }
}

/// A device within reach of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Neighbor {
    /// Its permanent address.
    pub address: IeeeAddress,
    /// Its address in the network.
    pub network_address: NetworkAddress,
    /// 0 parent, 1 child, 2 sibling, 3 none of these, 4 former child.
    pub relationship: u8,
    /// 0 it lets no device join, 1 it does, 2 not known.
    pub permit_joining: u8,
    /// How far from the coordinator it is, which is 0.
    pub depth: u8,
    /// The quality of the link, up to 255.
    pub lqi: u8,
}

/// A route that a device knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Route {
    /// Where it leads to.
    pub destination: NetworkAddress,
    /// 0 active, 1 being discovered, 2 discovery failed, 3 inactive, 4 being validated.
    pub status: u8,
    /// Whether the destination is a concentrator short of memory.
    pub memory_constrained: bool,
    /// Whether the destination is a concentrator that asked for the route.
    pub many_to_one: bool,
    /// Whether a route record goes in front of the next data.
    pub route_record_required: bool,
    /// The next device on the way.
    pub next_hop: NetworkAddress,
}

/// What is sent where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Binding {
    /// The device that sends.
    pub source: IeeeAddress,
    /// Its endpoint.
    pub source_endpoint: u8,
    /// What it sends.
    pub cluster: u16,
    /// Where to.
    pub destination: Destination,
}

/// Where a [`Binding`] sends to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Destination {
    /// A group of endpoints.
    Group(NetworkAddress),
    /// One endpoint of a device.
    Endpoint(IeeeAddress, u8),
}

/// What a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeDescriptor {
    /// 0 coordinator, 1 router, 2 end device.
    pub logical_type: u8,
    /// Whether there is a complex descriptor.
    pub complex_descriptor: bool,
    /// Whether there is a user descriptor.
    pub user_descriptor: bool,
    /// Bit 0: 868 MHz, bit 2: 902 MHz, bit 3: 2400 MHz.
    pub frequency_band: u8,
    /// The MAC's capabilities, one bit each.
    pub mac_capability: u8,
    /// The manufacturer's code.
    pub manufacturer_code: u16,
    /// The longest message, in octets.
    pub maximum_buffer_size: u8,
    /// The longest transfer to the device, in octets.
    pub maximum_incoming_transfer_size: u16,
    /// The server roles, one bit each.
    pub server_mask: u16,
    /// The longest transfer from the device, in octets.
    pub maximum_outgoing_transfer_size: u16,
    /// Bit 0: extended list of endpoints, bit 1: extended list of simple descriptors.
    pub descriptor_capability: u8,
}

/// What feeds a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PowerDescriptor {
    /// 0 receiver synchronised, 1 periodic, 2 when the user asks.
    pub current_mode: u8,
    /// Bit 0: mains, bit 1: rechargeable, bit 2: disposable battery.
    pub available_sources: u8,
    /// The same, for the source in use.
    pub current_source: u8,
    /// 0 critical, 4 a third, 8 two thirds, 12 full.
    pub current_level: u8,
}

/// One endpoint's clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimpleDescriptor {
    /// The endpoint.
    pub endpoint: u8,
    /// The application profile.
    pub profile: u16,
    /// The device within the profile.
    pub device: u16,
    /// The device's version.
    pub version: u8,
    /// The clusters it serves.
    pub input_clusters: Vec<u16>,
    /// The clusters it uses.
    pub output_clusters: Vec<u16>,
}

impl ZdoReply {
    /// Reads a reply as it arrives from the network, behind the sequence number: status, address, content, numbers with
    /// the least significant octet first.
    ///
    /// # Errors
    ///
    /// When the device refused, or the reply is cut short or not one this module knows.
    pub fn decode(command: ZdoCommand, bytes: &[u8]) -> Result<ZdoReply, ZigBeeError> {
        let mut octets = Octets(bytes);
        match octets.u8()? {
            0 => {}
            status => return Err(ZigBeeError::Status(status)),
        }
        match command {
            ZdoCommand::NWK_ADDR | ZdoCommand::IEEE_ADDR => {
                octets.address()?;
                return Ok(ZdoReply::NetworkAddress(NetworkAddress(octets.u16()?)));
            }
            ZdoCommand::MGMT_LQI => return octets.page(Octets::neighbor).map(ZdoReply::Neighbors),
            ZdoCommand::MGMT_RTG => return octets.page(Octets::route).map(ZdoReply::Routes),
            ZdoCommand::MGMT_BIND => return octets.page(Octets::binding).map(ZdoReply::Bindings),
            _ => {}
        }
        octets.u16()?;
        match command {
            ZdoCommand::NODE_DESC => {
                let (flags, band, mac_capability) = (octets.u8()?, octets.u8()?, octets.u8()?);
                Ok(ZdoReply::NodeDescriptor(NodeDescriptor {
                    logical_type: flags & 0x07,
                    complex_descriptor: flags & 0x08 != 0,
                    user_descriptor: flags & 0x10 != 0,
                    frequency_band: band >> 3,
                    mac_capability,
                    manufacturer_code: octets.u16()?,
                    maximum_buffer_size: octets.u8()?,
                    maximum_incoming_transfer_size: octets.u16()?,
                    server_mask: octets.u16()?,
                    maximum_outgoing_transfer_size: octets.u16()?,
                    descriptor_capability: octets.u8()?,
                }))
            }
            ZdoCommand::POWER_DESC => {
                let (low, high) = (octets.u8()?, octets.u8()?);
                Ok(ZdoReply::PowerDescriptor(PowerDescriptor {
                    current_mode: low & 0x0F,
                    available_sources: low >> 4,
                    current_source: high & 0x0F,
                    current_level: high >> 4,
                }))
            }
            ZdoCommand::ACTIVE_EP => {
                let count = octets.u8()?;
                let endpoints: Result<Vec<u8>, ZigBeeError> = (0..count).map(|_| octets.u8()).collect();
                endpoints.map(ZdoReply::ActiveEndpoints)
            }
            ZdoCommand::SIMPLE_DESC => {
                octets.u8()?;
                let (endpoint, profile, device) = (octets.u8()?, octets.u16()?, octets.u16()?);
                let version = octets.u8()? & 0x0F;
                let input_clusters = octets.list()?;
                let output_clusters = octets.list()?;
                Ok(ZdoReply::SimpleDescriptor(SimpleDescriptor {
                    endpoint,
                    profile,
                    device,
                    version,
                    input_clusters,
                    output_clusters,
                }))
            }
            ZdoCommand::USER_DESC => {
                let length = usize::from(octets.u8()?);
                let text = octets.0.get(..length).ok_or(ZigBeeError::Reply)?;
                let text = core::str::from_utf8(text).map_err(|_| ZigBeeError::Reply)?;
                Ok(ZdoReply::UserDescriptor(text.trim_end_matches(['\0', ' ']).to_owned()))
            }
            _ => Err(ZigBeeError::Reply),
        }
    }
}

struct Octets<'b>(&'b [u8]);

impl Octets<'_> {
    fn u8(&mut self) -> Result<u8, ZigBeeError> {
        let (first, rest) = self.0.split_first().ok_or(ZigBeeError::Reply)?;
        self.0 = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<u16, ZigBeeError> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn list(&mut self) -> Result<Vec<u16>, ZigBeeError> {
        (0..self.u8()?).map(|_| self.u16()).collect()
    }

    fn address(&mut self) -> Result<IeeeAddress, ZigBeeError> {
        let (octets, rest) = self.0.split_first_chunk().ok_or(ZigBeeError::Reply)?;
        self.0 = rest;
        Ok(IeeeAddress(u64::from_le_bytes(*octets)))
    }

    fn page<T>(
        &mut self,
        entry: impl Fn(&mut Self) -> Result<T, ZigBeeError>,
    ) -> Result<Page<T>, ZigBeeError> {
        let (total, start) = (self.u8()?, self.u8()?);
        let entries = (0..self.u8()?).map(|_| entry(self)).collect::<Result<_, _>>()?;
        Ok(Page { total, start, entries })
    }

    fn neighbor(&mut self) -> Result<Neighbor, ZigBeeError> {
        // The extended identifier of the network, which is that of the asked device.
        self.address()?;
        let (address, network_address) = (self.address()?, NetworkAddress(self.u16()?));
        let relationship = self.u8()? >> 4 & 0x07;
        let permit_joining = self.u8()? & 0x03;
        Ok(Neighbor {
            address,
            network_address,
            relationship,
            permit_joining,
            depth: self.u8()?,
            lqi: self.u8()?,
        })
    }

    fn route(&mut self) -> Result<Route, ZigBeeError> {
        let (destination, flags) = (NetworkAddress(self.u16()?), self.u8()?);
        Ok(Route {
            destination,
            status: flags & 0x07,
            memory_constrained: flags & 0x08 != 0,
            many_to_one: flags & 0x10 != 0,
            route_record_required: flags & 0x20 != 0,
            next_hop: NetworkAddress(self.u16()?),
        })
    }

    fn binding(&mut self) -> Result<Binding, ZigBeeError> {
        let (source, source_endpoint, cluster) = (self.address()?, self.u8()?, self.u16()?);
        let destination = match self.u8()? {
            1 => Destination::Group(NetworkAddress(self.u16()?)),
            3 => Destination::Endpoint(self.address()?, self.u8()?),
            _ => return Err(ZigBeeError::Reply),
        };
        Ok(Binding { source, source_endpoint, cluster, destination })
    }
}
