// Generated from data/objects.tsv and data/resources.tsv by tests/core_objects.rs; do not edit.
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::super::{
    BOOLEAN, CORELNK, INTEGER, M, O, OBJLNK, OPAQUE, Operations, ResourceDefinition, S, STRING, TIME, UNSIGNED, UNTYPED, between, one_of, resource, text,
};

pub(super) static RESOURCES_19_1_0: [ResourceDefinition; 6] = [
    resource(0, "Data", Operations::RW, M, M, OPAQUE, None, ""),
    resource(1, "Data Priority", Operations::RW, S, O, INTEGER, one_of("1 bytes", &[1.0]), ""),
    resource(2, "Data Creation Time", Operations::RW, S, O, TIME, None, ""),
    resource(3, "Data Description", Operations::RW, S, O, STRING, one_of("32 bytes", &[32.0]), ""),
    resource(4, "Data Format", Operations::RW, S, O, STRING, one_of("32 bytes", &[32.0]), ""),
    resource(5, "App ID", Operations::RW, S, O, INTEGER, one_of("2 bytes", &[2.0]), ""),
];

pub(super) static RESOURCES_20_1_0: [ResourceDefinition; 6] = [
    resource(4010, "LogClass", Operations::RW, S, O, INTEGER, one_of("255", &[255.0]), ""),
    resource(4011, "LogStart", Operations::E, S, O, UNTYPED, None, ""),
    resource(4012, "LogStop", Operations::E, S, O, UNTYPED, None, ""),
    resource(4013, "LogStatus", Operations::R, S, O, INTEGER, text("8-Bits"), ""),
    resource(4014, "LogData", Operations::R, S, M, OPAQUE, None, ""),
    resource(4015, "LogDataFormat", Operations::RW, S, O, INTEGER, one_of("255", &[255.0]), ""),
];

pub(super) static RESOURCES_20_2_0: [ResourceDefinition; 6] = [
    resource(4010, "LogClass", Operations::RW, S, O, INTEGER, one_of("255", &[255.0]), ""),
    resource(4011, "LogStart", Operations::E, S, O, UNTYPED, None, ""),
    resource(4012, "LogStop", Operations::E, S, O, UNTYPED, None, ""),
    resource(4013, "LogStatus", Operations::R, S, O, INTEGER, text("8-Bits"), ""),
    resource(4014, "LogData", Operations::R, S, M, OPAQUE, None, ""),
    resource(4015, "LogDataFormat", Operations::RW, S, O, INTEGER, one_of("255", &[255.0]), ""),
];

pub(super) static RESOURCES_20_2_1: [ResourceDefinition; 8] = [
    resource(4010, "LogClass", Operations::RW, S, O, INTEGER, one_of("255", &[255.0]), ""),
    resource(4011, "LogStart", Operations::E, S, O, UNTYPED, None, ""),
    resource(4012, "LogStop", Operations::E, S, O, UNTYPED, None, ""),
    resource(4013, "LogStatus", Operations::R, S, O, INTEGER, text("8-Bits"), ""),
    resource(4014, "LogData", Operations::R, S, M, OPAQUE, None, ""),
    resource(4015, "LogDataFormat", Operations::RW, S, O, INTEGER, one_of("255", &[255.0]), ""),
    resource(4016, "LogDataIncremental", Operations::NONE, S, O, OPAQUE, None, ""),
    resource(4017, "LogDataIncrementalMinimumSendInterval", Operations::RW, S, O, UNSIGNED, None, ""),
];

pub(super) static RESOURCES_21_1_0: [ResourceDefinition; 6] = [
    resource(0, "OSCORE Master Secret", Operations::NONE, S, M, STRING, None, ""),
    resource(1, "OSCORE Sender ID", Operations::NONE, S, M, STRING, None, ""),
    resource(2, "OSCORE Recipient ID", Operations::NONE, S, M, STRING, None, ""),
    resource(3, "OSCORE AEAD Algorithm", Operations::NONE, S, O, INTEGER, None, ""),
    resource(4, "OSCORE HMAC Algorithm", Operations::NONE, S, O, INTEGER, None, ""),
    resource(5, "OSCORE Master Salt", Operations::NONE, S, O, STRING, None, ""),
];

pub(super) static RESOURCES_21_1_1: [ResourceDefinition; 7] = [
    resource(0, "OSCORE Master Secret", Operations::NONE, S, M, STRING, None, ""),
    resource(1, "OSCORE Sender ID", Operations::NONE, S, M, STRING, None, ""),
    resource(2, "OSCORE Recipient ID", Operations::NONE, S, M, STRING, None, ""),
    resource(3, "OSCORE AEAD Algorithm", Operations::NONE, S, O, INTEGER, None, ""),
    resource(4, "OSCORE HMAC Algorithm", Operations::NONE, S, O, INTEGER, None, ""),
    resource(5, "OSCORE Master Salt", Operations::NONE, S, O, STRING, None, ""),
    resource(6, "OSCORE ID Context", Operations::NONE, S, O, STRING, None, ""),
];

pub(super) static RESOURCES_21_2_0: [ResourceDefinition; 7] = [
    resource(0, "OSCORE Master Secret", Operations::NONE, S, M, OPAQUE, None, ""),
    resource(1, "OSCORE Sender ID", Operations::NONE, S, M, OPAQUE, None, ""),
    resource(2, "OSCORE Recipient ID", Operations::NONE, S, M, OPAQUE, None, ""),
    resource(3, "OSCORE AEAD Algorithm", Operations::NONE, S, O, INTEGER, None, ""),
    resource(4, "OSCORE HMAC Algorithm", Operations::NONE, S, O, INTEGER, None, ""),
    resource(5, "OSCORE Master Salt", Operations::NONE, S, O, OPAQUE, None, ""),
    resource(6, "OSCORE ID Context", Operations::NONE, S, O, OPAQUE, None, ""),
];

pub(super) static RESOURCES_22_1_0: [ResourceDefinition; 5] = [
    resource(0, "ObserveLinks", Operations::RW, M, M, CORELNK, None, ""),
    resource(1, "Report", Operations::R, S, M, STRING, None, ""),
    resource(2, "ResourceFilter", Operations::RW, S, O, BOOLEAN, None, ""),
    resource(3, "ReportLinks", Operations::RW, M, O, CORELNK, None, ""),
    resource(4, "ObserveRelation", Operations::RW, S, O, INTEGER, None, ""),
];

pub(super) static RESOURCES_22_1_1: [ResourceDefinition; 7] = [
    resource(0, "ObserveLinks", Operations::RW, M, M, CORELNK, None, ""),
    resource(1, "Report", Operations::R, S, M, STRING, None, ""),
    resource(2, "ResourceFilter", Operations::RW, S, O, BOOLEAN, None, ""),
    resource(3, "ReportLinks", Operations::RW, M, O, CORELNK, None, ""),
    resource(4, "ObserveRelation", Operations::RW, S, O, INTEGER, None, ""),
    resource(5, "Virtual Observe Report Format", Operations::RW, S, O, INTEGER, None, ""),
    resource(6, "Virtual Observe Report", Operations::R, S, O, OPAQUE, None, ""),
];

pub(super) static RESOURCES_23_1_0: [ResourceDefinition; 3] = [
    resource(0, "KID", Operations::NONE, S, M, STRING, None, ""),
    resource(1, "AEAD Algorithm", Operations::NONE, S, M, INTEGER, None, ""),
    resource(2, "Key", Operations::NONE, S, M, STRING, None, ""),
];

pub(super) static RESOURCES_24_1_0: [ResourceDefinition; 9] = [
    resource(0, "Will Retain", Operations::RW, S, O, BOOLEAN, None, ""),
    resource(1, "Will Topic", Operations::RW, S, O, STRING, None, ""),
    resource(2, "Will Message", Operations::RW, S, O, STRING, None, ""),
    resource(3, "Clean Session", Operations::RW, S, O, BOOLEAN, None, ""),
    resource(4, "Will QoS", Operations::RW, S, O, UNSIGNED, between("0..3", 0.0, 3.0), ""),
    resource(5, "Keep Alive", Operations::RW, S, O, UNSIGNED, between("0..65535", 0.0, 65535.0), ""),
    resource(6, "Client Identifier", Operations::RW, S, M, STRING, None, ""),
    resource(7, "User Name", Operations::RW, S, O, STRING, None, ""),
    resource(8, "Password", Operations::RW, S, O, OPAQUE, None, ""),
];

pub(super) static RESOURCES_25_1_0: [ResourceDefinition; 3] = [
    resource(0, "Device ID", Operations::R, S, M, STRING, None, ""),
    resource(1, "Prefix", Operations::RW, S, M, STRING, None, ""),
    resource(2, "Routing Table Entry", Operations::R, S, O, OBJLNK, None, ""),
];

pub(super) static RESOURCES_25_2_0: [ResourceDefinition; 3] = [
    resource(0, "Device ID", Operations::R, S, M, STRING, None, ""),
    resource(1, "Prefix", Operations::R, S, M, STRING, None, ""),
    resource(3, "IoT Device Objects", Operations::R, S, M, CORELNK, None, ""),
];

pub(super) static RESOURCES_26_1_0: [ResourceDefinition; 2] = [
    resource(0, "LwM2M Object ID", Operations::R, S, M, UNSIGNED, None, ""),
    resource(1, "Mapping Info", Operations::R, S, M, CORELNK, None, ""),
];

pub(super) static RESOURCES_27_1_0: [ResourceDefinition; 21] = [
    resource(0, "Connectivity Option", Operations::R, S, M, INTEGER, None, ""),
    resource(1, "NR Band Support available", Operations::R, M, O, INTEGER, None, ""),
    resource(2, "NR Band attached", Operations::R, M, O, INTEGER, None, ""),
    resource(3, "S-NSSAI", Operations::R, M, O, INTEGER, None, ""),
    resource(4, "DNN Name", Operations::R, S, O, STRING, None, ""),
    resource(5, "PDU Session Id", Operations::R, S, O, INTEGER, text("1...15"), ""),
    resource(6, "SSC Mode", Operations::R, S, O, INTEGER, text("1...3"), ""),
    resource(7, "PDU Session Type", Operations::R, S, O, INTEGER, None, ""),
    resource(8, "5QI", Operations::R, S, O, INTEGER, None, ""),
    resource(9, "SDAP Enablement", Operations::R, S, O, INTEGER, None, ""),
    resource(10, "QFI", Operations::R, S, O, INTEGER, text("1...63"), ""),
    resource(11, "Session AMBR", Operations::R, S, O, INTEGER, text("1...25"), ""),
    resource(12, "APN-AMBR", Operations::R, S, O, INTEGER, None, "dB"),
    resource(13, "NAS Reflective QOS", Operations::R, S, O, BOOLEAN, None, ""),
    resource(14, "Access Stratum Reflective QoS", Operations::R, S, O, BOOLEAN, None, ""),
    resource(15, "P-CSCF Address Index", Operations::R, S, O, INTEGER, None, ""),
    resource(16, "PDU session Authentication", Operations::R, S, O, INTEGER, None, ""),
    resource(17, "PLMN ID", Operations::R, S, O, STRING, None, ""),
    resource(18, "LADN Support", Operations::R, S, O, BOOLEAN, None, ""),
    resource(19, "Integrity Protection on DRB", Operations::R, S, O, INTEGER, None, ""),
    resource(20, "Access type Preference", Operations::R, S, O, BOOLEAN, None, ""),
];
