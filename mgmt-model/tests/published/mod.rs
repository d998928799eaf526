//! What others publish of the places that mapping rows name.
#![allow(dead_code)]

use cwmp_models::{DEVICE_2, INTERNET_GATEWAY_DEVICE_1};
use cwmp_soap::data_model::{BaseType, Parameter};
use lwm2m_tlv::model::{DefinitionFile, Registry};
use mgmt_model::mapping::{Native, Technology};
use mgmt_testkit::{corpus, files};
use std::fs;

/// The parameter that a TR-069 address names.
pub(crate) fn parameter(technology: Technology, address: &str) -> Option<Parameter<'static>> {
    let table = match technology {
        Technology::Tr181 => &DEVICE_2,
        Technology::Tr098 => &INTERNET_GATEWAY_DEVICE_1,
        other => panic!("{other:?} has no data model"),
    };
    table.find(address)?.parameter()
}

/// The objects of the OMA registry, when the corpus is there.
pub(crate) fn registry() -> Option<Registry> {
    let mut registry = Registry::default();
    for topic in ["lwm2m/registry", "onem2m/lwm2m-registry"] {
        for file in files(&corpus(topic)?) {
            if let Ok(definition) = DefinitionFile::from_xml(&fs::read(&file).unwrap()) {
                registry.extend(definition.into_objects());
            }
        }
    }
    Some(registry)
}

/// What values of a parameter are on the wire.
pub(crate) fn native(parameter: &Parameter<'_>) -> Native {
    match parameter.syntax.wire_type() {
        BaseType::Int => Native::Int32,
        BaseType::UnsignedInt => Native::Uint32,
        BaseType::Long => Native::Int64,
        BaseType::UnsignedLong => Native::Uint64,
        BaseType::Boolean => Native::Boolean,
        BaseType::DateTime => Native::DateTime,
        BaseType::Base64 => Native::Base64,
        BaseType::HexBinary => Native::Hex,
        _ => Native::String,
    }
}

/// Units that the models give in descriptions alone.
pub(crate) const DESCRIBED_UNITS: &[(&str, &str)] = &[
    ("Device.IP.Diagnostics.IPPing.DataBlockSize", "bytes"),
    ("Device.IP.Interface.{i}.Stats.BytesReceived", "bytes"),
    ("Device.IP.Interface.{i}.Stats.BytesSent", "bytes"),
    ("Device.WiFi.SSID.{i}.Stats.BytesReceived", "bytes"),
    ("Device.WiFi.SSID.{i}.Stats.BytesSent", "bytes"),
    ("InternetGatewayDevice.DeviceInfo.UpTime", "seconds"),
    ("InternetGatewayDevice.DownloadDiagnostics.TestBytesReceived", "bytes"),
    ("InternetGatewayDevice.IPPingDiagnostics.AverageResponseTime", "milliseconds"),
    ("InternetGatewayDevice.IPPingDiagnostics.DataBlockSize", "bytes"),
    ("InternetGatewayDevice.IPPingDiagnostics.MaximumResponseTime", "milliseconds"),
    ("InternetGatewayDevice.IPPingDiagnostics.MinimumResponseTime", "milliseconds"),
    ("InternetGatewayDevice.IPPingDiagnostics.Timeout", "milliseconds"),
    ("InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.TotalBytesReceived", "bytes"),
    ("InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.TotalBytesSent", "bytes"),
    ("InternetGatewayDevice.ManagementServer.DefaultActiveNotificationThrottle", "seconds"),
    ("InternetGatewayDevice.ManagementServer.PeriodicInformInterval", "seconds"),
    ("InternetGatewayDevice.TraceRouteDiagnostics.ResponseTime", "milliseconds"),
    ("InternetGatewayDevice.UploadDiagnostics.TestFileLength", "bytes"),
];

/// The unit of a parameter; empty when it has none.
pub(crate) fn unit(address: &str, parameter: &Parameter<'_>) -> String {
    let described = DESCRIBED_UNITS.iter().find(|(at, _)| *at == address).map(|(_, unit)| *unit);
    parameter.syntax.facets.units.as_deref().or(described).unwrap_or_default().to_owned()
}

/// Parameters of oneM2M's extension of TR-181: no file of that model is public.
pub(crate) fn is_extension(address: &str) -> bool {
    address.contains(".X_oneM2M_org_") || address.contains(".SUIDs")
}
