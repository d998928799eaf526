//! One device, three ways to name it.

use crate::ErrorKind;
use crate::mapping::codec;
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};

/// The identity of a device, whatever the protocol calls it.
///
/// | | OMA DM `DevId` | TR-069 | LwM2M endpoint name |
/// |---|---|---|---|
/// | `Oui` | | `00D09E-Box-S1` | `urn:dev:ops:00D09E-Box-S1` |
/// | `Imei` | `IMEI:490154203237518` | | `urn:imei:490154203237518` |
/// | `Uuid` | `urn:uuid:…` | | `urn:uuid:…` |
///
/// ```
/// use mgmt_model::topology::NodeId;
///
/// let node = NodeId::from_tr069("00D09E", "Home Box", "S/1");
/// assert_eq!(node.to_endpoint(), "urn:dev:ops:00D09E-Home%20Box-S%2F1");
/// assert_eq!(NodeId::parse(&node.to_endpoint())?, node);
/// assert_eq!(NodeId::parse("IMEI:490154203237518")?.to_endpoint(), "urn:imei:490154203237518");
/// # Ok::<(), mgmt_model::ErrorKind>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NodeId {
    /// Manufacturer OUI, product class (may be empty) and serial number.
    Oui {
        /// Six hexadecimal digits.
        oui: String,
        /// Empty when the serial numbers of the manufacturer are unique without it.
        product_class: String,
        /// Serial number.
        serial_number: String,
    },
    /// International Mobile Equipment Identity: 15 digits, or 14 without the check digit.
    Imei(String),
    /// A UUID.
    Uuid(String),
    /// Any other name, kept as it is.
    Other(String),
}

impl NodeId {
    /// The identity that a TR-069 device gives in `DeviceId`.
    #[must_use]
    pub fn from_tr069(oui: &str, product_class: &str, serial_number: &str) -> Self {
        NodeId::Oui {
            oui: oui.to_owned(),
            product_class: product_class.to_owned(),
            serial_number: serial_number.to_owned(),
        }
    }

    /// Reads a `DevId`, an OUI identifier, an endpoint name or a oneM2M node identifier.
    ///
    /// # Errors
    ///
    /// `Missing` for an empty name, `InvalidValue` for a name with control characters.
    pub fn parse(name: &str) -> Result<Self, ErrorKind> {
        if name.is_empty() {
            return Err(ErrorKind::Missing("node identifier"));
        }
        if name.chars().any(char::is_control) {
            return Err(ErrorKind::InvalidValue("node identifier"));
        }
        let lower = name.to_ascii_lowercase();
        let after =
            |prefix: &str| lower.strip_prefix(prefix).and_then(|rest| name.get(name.len() - rest.len()..));
        if let Some(imei) = after("urn:imei:").or_else(|| after("imei:")) {
            let digits: String = imei.chars().filter(|c| *c != '-').collect();
            if matches!(digits.len(), 14..=16) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Ok(NodeId::Imei(digits));
            }
        }
        if let Some(uuid) = after("urn:uuid:").or_else(|| after("uuid:")) {
            return Ok(NodeId::Uuid(uuid.to_ascii_lowercase()));
        }
        let oui = after("urn:dev:ops:").or_else(|| after("urn:dev:os:")).unwrap_or(name);
        Ok(match codec::oui_parts(oui) {
            Some([oui, product_class, serial_number]) => NodeId::Oui { oui, product_class, serial_number },
            None => NodeId::Other(name.to_owned()),
        })
    }

    /// The LwM2M endpoint name.
    #[must_use]
    pub fn to_endpoint(&self) -> String {
        match self {
            NodeId::Oui { product_class, .. } if product_class.is_empty() => {
                alloc::format!("urn:dev:os:{}", self.to_tr069().unwrap_or_default())
            }
            NodeId::Oui { .. } => alloc::format!("urn:dev:ops:{}", self.to_tr069().unwrap_or_default()),
            NodeId::Imei(imei) => alloc::format!("urn:imei:{imei}"),
            NodeId::Uuid(uuid) => alloc::format!("urn:uuid:{uuid}"),
            NodeId::Other(name) => name.clone(),
        }
    }

    /// The OMA DM device identifier.
    #[must_use]
    pub fn to_dev_id(&self) -> String {
        match self {
            NodeId::Imei(imei) => alloc::format!("IMEI:{imei}"),
            other => other.to_endpoint(),
        }
    }

    /// `OUI-ProductClass-Serial`, percent-encoded; `None` for an identity that is none.
    #[must_use]
    pub fn to_tr069(&self) -> Option<String> {
        match self {
            NodeId::Oui { oui, product_class, serial_number } => Some(codec::oui_identifier(&[
                oui.to_string(),
                product_class.to_string(),
                serial_number.to_string(),
            ])),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (name, endpoint, dev_id) in [
            ("urn:imei:490154203237518", "urn:imei:490154203237518", "IMEI:490154203237518"),
            ("IMEI:49-015420-323751-8", "urn:imei:490154203237518", "IMEI:490154203237518"),
            ("00D09E-S1", "urn:dev:os:00D09E-S1", "urn:dev:os:00D09E-S1"),
            ("urn:dev:ops:00D09E-Box-S1", "urn:dev:ops:00D09E-Box-S1", "urn:dev:ops:00D09E-Box-S1"),
            ("node 7", "node 7", "node 7"),
        ] {
            let node = NodeId::parse(name).unwrap();
            assert_eq!(node.to_endpoint(), endpoint);
            assert_eq!(node.to_dev_id(), dev_id);
            assert_eq!(NodeId::parse(endpoint).unwrap(), node);
            assert_eq!(NodeId::parse(dev_id).unwrap(), node);
        }
        assert_eq!(NodeId::parse(""), Err(ErrorKind::Missing("node identifier")));
        assert!(NodeId::parse("a\nb").is_err());
        // No IMEI: kept, not repaired.
        assert_eq!(NodeId::parse("urn:imei:12").unwrap(), NodeId::Other("urn:imei:12".to_owned()));
    }
}
