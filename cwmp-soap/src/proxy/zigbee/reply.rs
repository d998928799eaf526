//! What devices answer.

use super::{NetworkAddress, ZdoCommand, ZigBeeError};

/// What a device has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZdoReply {
    /// NWK_addr_rsp.
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
        if command == ZdoCommand::NWK_ADDR {
            octets.u16()?;
            octets.u16()?;
            octets.u16()?;
            octets.u16()?;
            return Ok(ZdoReply::NetworkAddress(NetworkAddress(octets.u16()?)));
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
                let text = std::str::from_utf8(text).map_err(|_| ZigBeeError::Reply)?;
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
}
