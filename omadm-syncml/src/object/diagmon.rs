//! Diagnostics and monitoring.

use super::table::object;
use super::view::view;
use alloc::string::String;

object! {
    /// A diagnostics function: what every function has in common.
    ///
    /// The object's identifier and alerts are registered; its nodes are from memory and unconfirmed, since no text of
    /// the specification could be read. Check them against the published description before use.
    DIAGMON = "urn:oma:mo:oma-diagmon:1.0", "DiagMon", Unconfirmed "no text of DiagMon 1.0 could be read";
    0 "" Node ZeroOrMore [Get] "a function";
    1 "ServerID" Chr ZeroOrOne [Get] "the server that owns it";
    1 "Enabled" Bool ZeroOrOne [Get Replace] "whether it is switched on";
    1 "Description" Chr ZeroOrOne [Get] "what it is for";
    1 "Status" Chr ZeroOrOne [Get] "how far it is";
    1 "DiagMonConfig" Node ZeroOrOne [Get] "settings";
    1 "Operations" Node ZeroOrOne [Get] "what can be done";
    2 "Start" Null ZeroOrOne [Exec] "starts it";
    2 "Stop" Null ZeroOrOne [Exec] "stops it";
    1 "DiagMonData" Node ZeroOrOne [Get] "what it has collected; the function says what is in it";
    1 "Ext" Node ZeroOrOne [Get] "extensions of vendors";
}

/// A diagnostics function or a trap: an object of its own whose identifier says what it collects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiagMonFunction {
    /// The identifier.
    pub urn: &'static str,
    /// What the function is about, as its identifier and description have it.
    pub meaning: &'static str,
}

macro_rules! functions {
    ($( $urn:literal $meaning:literal, )*) => {
        /// The functions and traps that are registered.
        pub const DIAGMON_FUNCTIONS: &[DiagMonFunction] = &[ $(
            DiagMonFunction { urn: $urn, meaning: $meaning },
        )* ];
    };
}

functions! {
    "urn:oma:mo:oma-diagmontrap:1.0" "traps (1.0)",
    "urn:oma:mo:oma-diagmontrap:1.1" "traps (1.1)",
    "urn:oma:mo:oma-diag:appmonlog:1.0" "log of an application",
    "urn:oma:mo:oma-diag:appdatausage:1.0" "data usage of applications",
    "urn:oma:mo:oma-diag:appexeinfo:1.0" "running applications",
    "urn:oma:mo:oma-diag:batteryinfo:1.0" "battery",
    "urn:oma:mo:oma-diag:BrowsingUsage:1.0" "use of the browser",
    "urn:oma:mo:oma-diag:builtintest:1.0" "built-in tests",
    "urn:oma:mo:oma-diag:DataCallAndDataSession:1.0" "data calls and sessions",
    "urn:oma:mo:oma-diag:DataCallAndDataSession:1.1" "data calls and sessions (1.1)",
    "urn:oma:mo:oma-diag:devicelocation:1.0" "location of the device",
    "urn:oma:mo:oma-diag:memory:1.0" "memory",
    "urn:oma:mo:oma-diag:MMSUsage:1.0" "use of MMS",
    "urn:oma:mo:oma-diag:mobility_management_rejection:1.0" "rejections of mobility management",
    "urn:oma:mo:oma-diag:NFC:1.0" "near-field communication",
    "urn:oma:mo:oma-diag:NFC:1.1" "near-field communication (1.1)",
    "urn:oma:mo:oma-diag:paniclog:1.0" "log of panics",
    "urn:oma:mo:oma-diag:paniclog:1.1" "log of panics (1.1)",
    "urn:oma:mo:oma-diag:phonebook:1.0" "phone book",
    "urn:oma:mo:oma-diag:qos:1.0" "quality of service",
    "urn:oma:mo:oma-diag:restart:1.0" "restart of the device",
    "urn:oma:mo:oma-diag:RFParms_3GPP_GSM:1.0" "radio parameters of GSM",
    "urn:oma:mo:oma-diag:RFParms_3GPP_GSM:1.1" "radio parameters of GSM (1.1)",
    "urn:oma:mo:oma-diag:RFParms_3GPP_LTE:1.0" "radio parameters of LTE",
    "urn:oma:mo:oma-diag:RFParms_3GPP_LTE:1.1" "radio parameters of LTE (1.1)",
    "urn:oma:mo:oma-diag:RFParms_3GPP_UMTS:1.0" "radio parameters of UMTS",
    "urn:oma:mo:oma-diag:RFParms_3GPP_UMTS:1.1" "radio parameters of UMTS (1.1)",
    "urn:oma:mo:oma-diag:sensorinfo:1.0" "sensors",
    "urn:oma:mo:oma-diag:SMSOptions:1.0" "options of SMS",
    "urn:oma:mo:oma-diag:SMSUsage:1.0" "use of SMS",
    "urn:oma:mo:oma-diag:tracelog:1.0" "trace log",
    "urn:oma:mo:oma-diag:trapeventlogging:1.0" "log of trap events",
    "urn:oma:mo:oma-diag:trapeventlogging:1.1" "log of trap events (1.1)",
    "urn:oma:mo:oma-diag:UESetting:1.0" "settings of the equipment",
    "urn:oma:mo:oma-diag:volte_metrics:1.0" "voice over LTE",
    "urn:oma:mo:oma-diag:webbrowmon:1.0" "monitoring of the browser",
    "urn:oma:mo:oma-diagmontrap:calldrop:1.0" "trap: dropped calls",
    "urn:oma:mo:oma-diagmontrap:dataspeed:1.0" "trap: data speed",
    "urn:oma:mo:oma-diagmontrap:geo:1.0" "trap: geographic area",
    "urn:oma:mo:oma-diagmontrap:hard-reboot:1.0" "trap: hard reboot",
    "urn:oma:mo:oma-diagmontrap:logcapacityfull:1.0" "trap: log full",
    "urn:oma:mo:oma-diagmontrap:qos:1.0" "trap: quality of service",
    "urn:oma:mo:oma-diagmontrap:rxpwr:1.0" "trap: received power",
}

view! {
    /// What every function has in common. The names are unconfirmed.
    Diagnostics {
        /// The server that owns the function.
        server_id: String = "ServerID",
        /// Whether it is switched on.
        enabled: bool = "Enabled",
        /// What it is for.
        description: String = "Description",
        /// How far it is.
        status: String = "Status",
    }
}

view! {
    /// What the memory function has collected (`urn:oma:mo:oma-diag:memory:1.0`). The names are unconfirmed.
    MemoryInfo {
        /// Bytes of memory in all, in the unit of the device.
        ram_total: u64 = "DiagMonData/RAMTotal",
        /// Bytes of memory that are free, in the unit of the device.
        ram_available: u64 = "DiagMonData/RAMAvail",
    }
}

view! {
    /// What the battery function has collected of one battery: `DiagMonData/<X>` of
    /// `urn:oma:mo:oma-diag:batteryinfo:1.0`. The names are unconfirmed.
    BatteryInfo {
        /// How full it is, in percent.
        level: u16 = "BatteryLevel",
        /// What it does, in the code of the device.
        status: u16 = "BatteryStatus",
    }
}
