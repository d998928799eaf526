//! The tables of proxied and manageable devices as records.

use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use crate::rpc::{DeviceIdStruct, ParameterValueStruct};
use crate::value::Value;

/// A field of a view: how its text is read and written.
trait Cell<'a>: Default {
    fn read(text: Cow<'a, str>) -> Self;
    /// `None` when the device does not have the parameter.
    fn write(&self) -> Option<Value<'a>>;
}

impl<'a> Cell<'a> for Option<Cow<'a, str>> {
    fn read(text: Cow<'a, str>) -> Self {
        Some(text)
    }

    fn write(&self) -> Option<Value<'a>> {
        self.clone().map(Value::string)
    }
}

/// A comma-separated list; not having it and its being empty are different things.
impl<'a> Cell<'a> for Option<Vec<Cow<'a, str>>> {
    fn read(text: Cow<'a, str>) -> Self {
        let items = |text: &str| !text.trim().is_empty();
        Some(match text {
            Cow::Borrowed(text) => {
                text.split(',').filter(|_| items(text)).map(|item| item.trim().into()).collect()
            }
            Cow::Owned(text) => {
                text.split(',').filter(|_| items(&text)).map(|item| item.trim().to_owned().into()).collect()
            }
        })
    }

    fn write(&self) -> Option<Value<'a>> {
        self.as_ref().map(|items| Value::string(items.join(",")))
    }
}

impl<'a> Cell<'a> for Option<ProxyProtocol<'a>> {
    fn read(text: Cow<'a, str>) -> Self {
        Some(ProxyProtocol(text))
    }

    fn write(&self) -> Option<Value<'a>> {
        self.clone().map(|protocol| Value::string(protocol.0))
    }
}

/// How a gateway talks to a device it stands for; the registry is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ProxyProtocol<'a>(
    /// The name.
    pub Cow<'a, str>,
);

impl ProxyProtocol<'_> {
    /// Z-Wave.
    pub const Z_WAVE: ProxyProtocol<'static> = ProxyProtocol(Cow::Borrowed("Z-Wave"));
    /// ZigBee.
    pub const ZIGBEE: ProxyProtocol<'static> = ProxyProtocol(Cow::Borrowed("ZigBee"));
    /// UPnP Device Management.
    pub const UPNP_DM: ProxyProtocol<'static> = ProxyProtocol(Cow::Borrowed("UPnP-DM"));
    /// ETSI M2M.
    pub const ETSI_M2M: ProxyProtocol<'static> = ProxyProtocol(Cow::Borrowed("ETSI-M2M"));

    fn into_owned(self) -> ProxyProtocol<'static> {
        ProxyProtocol(Cow::Owned(self.0.into_owned()))
    }
}

trait IntoOwned {
    type Owned;
    fn owned(self) -> Self::Owned;
}

impl IntoOwned for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn owned(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl IntoOwned for ProxyProtocol<'_> {
    type Owned = ProxyProtocol<'static>;

    fn owned(self) -> ProxyProtocol<'static> {
        self.into_owned()
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn owned(self) -> Self::Owned {
        self.into_iter().map(IntoOwned::owned).collect()
    }
}

macro_rules! views {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $table:literal { $( $(#[doc = $field_doc:literal])+ $field:ident: $leaf:literal $ty:ty; )* }
    )*) => { $(
        $(#[doc = $doc])+
        ///
        /// Fields are `None` when the list does not have the parameter.
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[non_exhaustive]
        pub struct $name<'a> {
            /// The number of the row.
            pub instance: u32,
            $( $(#[doc = $field_doc])+ pub $field: Option<$ty>, )*
            /// Parameters of the row that this table does not have (vendors' own), by their names in the row.
            pub other: Vec<ParameterValueStruct<'a>>,
        }

        impl<'a> $name<'a> {
            /// The table's path below the root object.
            pub const TABLE: &'static str = concat!("ManagementServer.", $table, ".");

            /// A row without values.
            #[must_use]
            pub fn new(instance: u32) -> Self {
                $name { instance, ..Self::default() }
            }

            /// The rows that a parameter list has, whatever else is in it, by their numbers.
            #[must_use]
            pub fn from_parameters<'p>(parameters: impl IntoIterator<Item = &'p ParameterValueStruct<'a>>) -> Vec<Self>
            where
                'a: 'p,
            {
                let mut rows: BTreeMap<u32, Self> = BTreeMap::new();
                for parameter in parameters {
                    let Some((instance, leaf)) = place(&parameter.name, Self::TABLE) else { continue };
                    let row = rows.entry(instance).or_insert_with(|| Self::new(instance));
                    match leaf {
                        $( $leaf => row.$field = Cell::read(parameter.value.text.clone()), )*
                        _ => row.other.push(ParameterValueStruct::new(leaf.to_owned(), parameter.value.clone())),
                    }
                }
                rows.into_values().collect()
            }

            /// The row's parameters under a root object such as `Device.`.
            #[must_use]
            pub fn to_parameters(&self, root: &str) -> Vec<ParameterValueStruct<'a>> {
                let row = format!("{root}{}{}.", Self::TABLE, self.instance);
                let mut list = Vec::new();
                $( if let Some(value) = self.$field.write() {
                    list.push(ParameterValueStruct::new(format!("{row}{}", $leaf), value));
                } )*
                for other in &self.other {
                    list.push(ParameterValueStruct::new(format!("{row}{}", other.name), other.value.clone()));
                }
                list
            }

            /// The same, owning its texts.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    instance: self.instance,
                    $( $field: self.$field.map(IntoOwned::owned), )*
                    other: self.other.into_iter().map(ParameterValueStruct::into_owned).collect(),
                }
            }
        }
    )* };
}

views! {
    /// A device that the gateway lets open CWMP sessions of its own (`ManagementServer.VirtualDevice.{i}.`).
    VirtualDevice "VirtualDevice" {
        /// The manufacturer's OUI, as in the device's own Inform.
        manufacturer_oui: "ManufacturerOUI" Cow<'a, str>;
        /// The product class, as in the device's own Inform.
        product_class: "ProductClass" Cow<'a, str>;
        /// The serial number, as in the device's own Inform.
        serial_number: "SerialNumber" Cow<'a, str>;
        /// Rows of `Hosts.Host.` that are the device.
        host: "Host" Vec<Cow<'a, str>>;
        /// How the gateway talks to it.
        proxy_protocol: "ProxyProtocol" ProxyProtocol<'a>;
        /// The row of that protocol's own table that describes it, such as `Device.ZigBee.ZDO.1`.
        proxy_protocol_reference: "ProxyProtocolReference" Cow<'a, str>;
        /// How the gateway found it.
        discovery_protocol: "DiscoveryProtocol" Vec<Cow<'a, str>>;
        /// Rows of the discovery protocols' tables that describe it.
        discovery_protocol_reference: "DiscoveryProtocolReference" Vec<Cow<'a, str>>;
    }

    /// A device whose objects are inside the gateway's own tree (`ManagementServer.EmbeddedDevice.{i}.`).
    EmbeddedDevice "EmbeddedDevice" {
        /// What talks to the device for the gateway.
        controller_id: "ControllerID" Cow<'a, str>;
        /// The device, unique below its controller.
        proxied_device_id: "ProxiedDeviceID" Cow<'a, str>;
        /// The row that holds the device's objects.
        reference: "Reference" Cow<'a, str>;
        /// Rows of `DeviceInfo.SupportedDataModel.` that describe them.
        supported_data_model: "SupportedDataModel" Vec<Cow<'a, str>>;
        /// Rows of `Hosts.Host.` that are the device.
        host: "Host" Vec<Cow<'a, str>>;
        /// How the gateway talks to it.
        proxy_protocol: "ProxyProtocol" ProxyProtocol<'a>;
        /// The row of that protocol's own table that describes it.
        proxy_protocol_reference: "ProxyProtocolReference" Cow<'a, str>;
        /// How the gateway found it.
        discovery_protocol: "DiscoveryProtocol" Vec<Cow<'a, str>>;
        /// Rows of the discovery protocols' tables that describe it.
        discovery_protocol_reference: "DiscoveryProtocolReference" Vec<Cow<'a, str>>;
        /// What became of the last command for it: `Pending`, `Retrying`, `Success` or `Error`.
        command_processed: "CommandProcessed" Cow<'a, str>;
        /// Why it became an error.
        command_processing_err_msg: "CommandProcessingErrMsg" Cow<'a, str>;
        /// When the values were last read from it.
        last_sync_time: "LastSyncTime" Cow<'a, str>;
    }

    /// A device of the local network that speaks CWMP itself (`ManagementServer.ManageableDevice.{i}.`).
    ManageableDevice "ManageableDevice" {
        /// A handle for the row.
        alias: "Alias" Cow<'a, str>;
        /// The manufacturer's OUI, as the device says in DHCP.
        manufacturer_oui: "ManufacturerOUI" Cow<'a, str>;
        /// The serial number, as the device says in DHCP.
        serial_number: "SerialNumber" Cow<'a, str>;
        /// The product class, as the device says in DHCP.
        product_class: "ProductClass" Cow<'a, str>;
        /// Rows of `Hosts.Host.` that are the device.
        host: "Host" Vec<Cow<'a, str>>;
    }
}

/// The row and the parameter of a path in a table of any root object.
fn place<'p>(path: &'p str, table: &str) -> Option<(u32, &'p str)> {
    let (_, below_root) = path.split_once('.')?;
    let (instance, leaf) = below_root.strip_prefix(table)?.split_once('.')?;
    let is_number = !instance.starts_with(['0', '+']);
    Some((instance.parse().ok().filter(|_| is_number)?, leaf)).filter(|(_, leaf)| !leaf.is_empty())
}

impl VirtualDevice<'_> {
    /// Whether an Inform comes from this device.
    #[must_use]
    pub fn is_sender(&self, device: &DeviceIdStruct<'_>) -> bool {
        self.manufacturer_oui.as_deref() == Some(&*device.oui)
            && self.product_class.as_deref().unwrap_or_default() == device.product_class
            && self.serial_number.as_deref() == Some(&*device.serial_number)
    }
}

impl EmbeddedDevice<'_> {
    /// What a path of the gateway's tree is called inside the embedded device; `None` when it is not the device's.
    ///
    /// ```
    /// use cwmp_soap::proxy::EmbeddedDevice;
    ///
    /// let mut lamp = EmbeddedDevice::new(1);
    /// lamp.reference = Some("Device.Services.HomeAutomation.1.Lamp.2".into());
    /// assert_eq!(lamp.local_path("Device.Services.HomeAutomation.1.Lamp.2.On"), Some("On"));
    /// assert_eq!(lamp.local_path("Device.Services.HomeAutomation.1.Lamp.20.On"), None);
    /// ```
    #[must_use]
    pub fn local_path<'p>(&self, path: &'p str) -> Option<&'p str> {
        let reference = self.reference.as_deref().filter(|reference| !reference.is_empty())?;
        path.strip_prefix(reference.strip_suffix('.').unwrap_or(reference))?.strip_prefix('.')
    }
}
