//! Names of all vocabularies, and a gateway's parameters.

use crate::cwmp_inputs::envelope;
use mgmt_model::Mapping;
use mgmt_model::mapping::{Builder, CustomAttribute, CustomBinding, CustomResource, Technology};
use std::fmt::Write as _;

/// The built-in rows and 4 000 of a vendor in each vocabulary.
pub fn mapping() -> Mapping {
    let mut builder = Builder::extend(Mapping::built_in());
    for unit in 0..80 {
        let resource = format!("acmeUnit{unit}");
        let short = format!("acme:u{unit}");
        builder.resource(CustomResource::from_cells([&*resource, &short, "0"]));
        for counter in 0..50 {
            let (name, short) = (format!("counter{counter}"), format!("c{counter}"));
            builder.attribute(CustomAttribute::from_cells([&*resource, &name, &short, "string"]));
            let attribute = format!("{resource}.{name}");
            for (technology, address) in [
                (Technology::Tr181, format!("Device.X_ACME_Unit{unit}.{{i}}.Counter{counter}")),
                (
                    Technology::Tr098,
                    format!("InternetGatewayDevice.X_ACME_Unit{unit}.{{i}}.Counter{counter}"),
                ),
                (Technology::LwM2m, format!("/{}/{{i}}/{counter}", 26_300 + unit)),
                (Technology::OmaDm, format!("./Vendor/ACME/Unit{unit}/<x>/Counter{counter}")),
            ] {
                builder.bind(CustomBinding::new(&attribute, technology, &address));
            }
        }
    }
    builder.build().expect("distinct names")
}

/// How a name of a vocabulary is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Vocabulary {
    /// Addresses of a technology.
    Address(Technology),
    /// `deviceInfo.manufacturer`, `dvi.man`.
    OneM2m,
}

impl Vocabulary {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Vocabulary> {
        Technology::ALL.iter().copied().map(Vocabulary::Address).chain([Vocabulary::OneM2m])
    }

    /// Its part of a benchmark id.
    pub fn word(self) -> &'static str {
        match self {
            Vocabulary::Address(technology) => technology.word(),
            Vocabulary::OneM2m => "onem2m",
        }
    }

    /// The names that a mapping knows, with numbers for instances, in no order.
    pub fn names(self, mapping: &Mapping) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Vocabulary::Address(technology) => {
                let rows = mapping.bindings().iter().filter(|row| row.technology == technology);
                let instance = |part: &str| part.replace("{i}", "2").replace("<x>", "a17");
                rows.flat_map(|row| row.parts()).map(instance).collect()
            }
            Vocabulary::OneM2m => mapping
                .resources()
                .iter()
                .enumerate()
                .filter_map(|(_, resource)| mapping.resource_by_name(&resource.name))
                .flat_map(|resource| mapping.attributes_of(resource).map(|(id, _)| id).collect::<Vec<_>>())
                .flat_map(|id| [mapping.full_name(id), mapping.short_name(id)])
                .collect(),
        };
        names.sort_unstable();
        names.dedup();
        shuffle(&mut names);
        names
    }

    /// Whether a mapping knows a name.
    #[inline]
    pub fn knows(self, mapping: &Mapping, name: &str) -> bool {
        match self {
            Vocabulary::Address(technology) => mapping.find(technology, name).next().is_some(),
            Vocabulary::OneM2m => mapping.find_attribute(name).is_some(),
        }
    }
}

/// Names that look like the others and are none: another last word.
pub fn misses(names: &[String]) -> Vec<String> {
    let other = |name: &String| match name.strip_suffix(|c: char| c.is_ascii_digit()) {
        // Below a node with a name of the device's choice, or an instance.
        _ if name.ends_with("/a17") => format!("{name}/ZZ"),
        _ if name.starts_with('/') && name.matches('/').count() == 2 => format!("{name}/99"),
        Some(rest) => format!("{rest}99"),
        None => format!("{name}ZZ"),
    };
    names.iter().map(other).collect()
}

/// A fixed order that no predictor learns.
fn shuffle(names: &mut [String]) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for at in (1..names.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        names.swap(at, usize::try_from(state % (at as u64 + 1)).expect("within the list"));
    }
}

/// What an ACS reads of a gateway that management objects know, with two radios and three networks; 68 in all,
/// no name twice.
const GATEWAY: [(&str, &str, &str); 68] = [
    ("DeviceInfo.Manufacturer", "string", "Hilltop Networks"),
    ("DeviceInfo.ManufacturerOUI", "string", "00A1B2"),
    ("DeviceInfo.ModelName", "string", "HT-7420 ax"),
    ("DeviceInfo.ModelNumber", "string", "7420-EU"),
    ("DeviceInfo.Description", "string", "Tri-band gateway"),
    ("DeviceInfo.ProductClass", "string", "HT-7420"),
    ("DeviceInfo.SerialNumber", "string", "HT7420-0013-4471"),
    ("DeviceInfo.HardwareVersion", "string", "C2"),
    ("DeviceInfo.SoftwareVersion", "string", "4.9.1-r3"),
    ("DeviceInfo.AdditionalSoftwareVersion", "string", "modem 1.17"),
    ("DeviceInfo.FirstUseDate", "dateTime", "2025-11-02T09:14:00Z"),
    ("DeviceInfo.UpTime", "unsignedInt", "1209644"),
    ("DeviceInfo.ProvisioningCode", "string", "residential.fibre"),
    ("DeviceInfo.MemoryStatus.Total", "unsignedInt", "262144"),
    ("DeviceInfo.MemoryStatus.Free", "unsignedInt", "91532"),
    ("DeviceInfo.ProcessStatus.CPUUsage", "unsignedInt", "12"),
    ("DeviceInfo.VendorConfigFile.1.Name", "string", "factory"),
    ("DeviceInfo.VendorConfigFile.1.Version", "string", "3"),
    ("DeviceInfo.VendorLogFile.1.Name", "string", "system"),
    ("DeviceInfo.VendorLogFile.1.MaximumSize", "unsignedInt", "65536"),
    ("DeviceInfo.FirmwareImage.1.Name", "string", "main"),
    ("DeviceInfo.FirmwareImage.1.Version", "string", "4.9.1-r3"),
    ("DeviceInfo.FirmwareImage.1.Status", "string", "Active"),
    ("DeviceInfo.FirmwareImage.2.Name", "string", "spare"),
    ("DeviceInfo.FirmwareImage.2.Version", "string", "4.8.0"),
    ("DeviceInfo.FirmwareImage.2.Status", "string", "Available"),
    ("ManagementServer.URL", "string", "https://acs.example.net:7547/"),
    ("ManagementServer.PeriodicInformEnable", "boolean", "true"),
    ("ManagementServer.PeriodicInformInterval", "unsignedInt", "86400"),
    ("ManagementServer.ConnectionRequestURL", "string", "http://192.0.2.17:7547/cr?x=1&amp;y=2"),
    ("ManagementServer.ParameterKey", "string", "k-771"),
    ("Time.Enable", "boolean", "1"),
    ("Time.Status", "string", "Synchronized"),
    ("Time.CurrentLocalTime", "dateTime", "2026-03-14T02:17:09+01:00"),
    ("Time.LocalTimeZone", "string", "CET-1CEST,M3.5.0,M10.5.0/3"),
    ("Time.NTPServer1", "string", "ntp1.example.net"),
    ("IP.Interface.1.Enable", "boolean", "1"),
    ("IP.Interface.1.Status", "string", "Up"),
    ("IP.Interface.1.IPv4Address.1.IPAddress", "string", "192.0.2.17"),
    ("IP.Interface.1.Stats.BytesSent", "unsignedLong", "7718299173"),
    ("IP.Interface.1.Stats.BytesReceived", "unsignedLong", "81837465512"),
    ("WiFi.Radio.1.Enable", "boolean", "1"),
    ("WiFi.Radio.1.Status", "string", "Up"),
    ("WiFi.Radio.1.Channel", "unsignedInt", "6"),
    ("WiFi.Radio.1.OperatingFrequencyBand", "string", "2.4GHz"),
    ("WiFi.Radio.1.TransmitPower", "int", "-1"),
    ("WiFi.Radio.2.Enable", "boolean", "1"),
    ("WiFi.Radio.2.Status", "string", "Up"),
    ("WiFi.Radio.2.Channel", "unsignedInt", "36"),
    ("WiFi.Radio.2.OperatingFrequencyBand", "string", "5GHz"),
    ("WiFi.Radio.2.TransmitPower", "int", "100"),
    ("WiFi.SSID.1.Enable", "boolean", "1"),
    ("WiFi.SSID.1.BSSID", "string", "02:a1:b2:00:13:44"),
    ("WiFi.SSID.1.SSID", "string", "Café Hügel 2.4"),
    ("WiFi.SSID.2.Enable", "boolean", "1"),
    ("WiFi.SSID.2.BSSID", "string", "02:a1:b2:00:13:45"),
    ("WiFi.SSID.2.SSID", "string", "Café Hügel"),
    ("WiFi.SSID.3.Enable", "boolean", "0"),
    ("WiFi.SSID.3.BSSID", "string", "02:a1:b2:00:13:46"),
    ("WiFi.SSID.3.SSID", "string", "Guests"),
    ("WiFi.AccessPoint.1.Security.ModeEnabled", "string", "WPA2-Personal"),
    ("WiFi.AccessPoint.2.Security.ModeEnabled", "string", "WPA2-Personal"),
    ("Cellular.Interface.1.IMEI", "string", "490154203237518"),
    ("Cellular.Interface.1.CurrentAccessTechnology", "string", "LTE"),
    ("Cellular.Interface.1.RSSI", "int", "-71"),
    ("Cellular.Interface.1.USIM.ICCID", "string", "89490200001234567890"),
    ("Cellular.Interface.1.USIM.IMSI", "string", "262011234567890"),
    ("Cellular.AccessPoint.1.APN", "string", "m2m.example"),
];

/// The 68 parameters of [`GATEWAY`] in a `GetParameterValuesResponse`.
pub fn gateway_response() -> String {
    let mut list = String::from(
        "<cwmp:GetParameterValuesResponse><ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[68]\">\n",
    );
    for (name, kind, value) in GATEWAY {
        let _ = write!(
            list,
            "  <ParameterValueStruct>\n    <Name>Device.{name}</Name>\n    <Value xsi:type=\"xsd:{kind}\">{value}</Value>\
             \n  </ParameterValueStruct>\n"
        );
    }
    envelope(true, &(list + "</ParameterList></cwmp:GetParameterValuesResponse>"))
}
