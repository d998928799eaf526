//! Device:2 (TR-181) and InternetGatewayDevice:1 (TR-098) as look-up tables: type, access, notification, values,
//! version and status of every object and parameter, without a document to load.
//!
//! ```
//! use cwmp_models::DEVICE_2;
//! use cwmp_soap::data_model::{Access, BaseType};
//! use cwmp_soap::value::FaultCode;
//!
//! let channel = DEVICE_2.find("Device.WiFi.Radio.1.Channel").unwrap();
//! assert_eq!((channel.base_type(), channel.access()), (Some(BaseType::UnsignedInt), Access::ReadWrite));
//!
//! let findings = DEVICE_2.check_set("Device.WiFi.Radio.1.Channel", "300", Some("xsd:unsignedInt"));
//! assert_eq!(findings[0].kind.fault_code(), Some(FaultCode::INVALID_PARAMETER_VALUE));
//! ```
//!
//! A [`Table`] is sorted text, searched as it stands: nothing is built at the start of a program, nothing is allocated
//! by a look-up, and a table that a program does not name is not in it. Messages are checked whole by
//! [`Table::check_message`], and the right table for a message or a device is found by any of its paths:
//!
//! ```
//! let of_device = cwmp_models::of_path("InternetGatewayDevice.DeviceInfo.SoftwareVersion").unwrap();
//! assert_eq!(of_device.model(), Some("InternetGatewayDevice:1.14"));
//! ```
//!
//! Tables of other models, with services mounted in them, are made by [`Index::to_table`]; the example `table` does so
//! for published documents.
//!
//! [`Index::to_table`]: cwmp_soap::data_model::Index::to_table
#![no_std]

use cwmp_soap::data_model::Table;

macro_rules! models {
    ($( $(#[$doc:meta])* $name:ident = $file:literal below $root:literal; )*) => {
        $(
            $(#[$doc])*
            pub static $name: Table<'static> = Table::new(include_str!(concat!("../tables/", $file)));
        )*

        /// Every table.
        pub static ALL: &[&Table<'static>] = &[$( &$name ),*];

        /// The table that a path belongs to, by its first name; `None` for other roots.
        #[must_use]
        pub fn of_path(path: &str) -> Option<&'static Table<'static>> {
            match path.split('.').next() {
                $( Some($root) => Some(&$name), )*
                _ => None,
            }
        }
    };
}

models! {
    /// Device:2.17, the data model of TR-181 Issue 2, for CWMP.
    DEVICE_2 = "device-2.tsv" below "Device";
    /// InternetGatewayDevice:1.14, the data model of TR-098.
    INTERNET_GATEWAY_DEVICE_1 = "internet-gateway-device-1.tsv" below "InternetGatewayDevice";
}
