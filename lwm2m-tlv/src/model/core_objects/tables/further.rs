// Generated from data/objects.tsv and data/resources.tsv by tests/core_objects.rs; do not edit.
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::super::{
    BOOLEAN, CORELNK, FLOAT, INTEGER, M, O, OBJLNK, OPAQUE, Operations, ResourceDefinition, S, STRING, UNTYPED, between, resource,
};

pub(super) static RESOURCES_500_1_0: [ResourceDefinition; 10] = [
    resource(0, "Network Bearer", Operations::RW, S, M, INTEGER, between("0..255", 0.0, 255.0), ""),
    resource(1, "ACK_TIMEOUT", Operations::RW, S, M, INTEGER, None, "s"),
    resource(2, "ACK_RANDOM_FACTOR", Operations::RW, S, M, FLOAT, None, ""),
    resource(3, "MAX_RETRANSMIT", Operations::RW, S, M, INTEGER, None, ""),
    resource(4, "NSTART", Operations::RW, S, M, INTEGER, None, ""),
    resource(5, "DEFAULT_LEISURE", Operations::RW, S, O, INTEGER, None, "s"),
    resource(6, "PROBING_RATE", Operations::RW, S, O, INTEGER, None, "B/s"),
    resource(7, "DTLS Retransmission Timer", Operations::RW, S, O, INTEGER, None, "s"),
    resource(8, "Max Response Waiting Time", Operations::RW, S, O, INTEGER, None, ""),
    resource(9, "Apply", Operations::E, S, O, UNTYPED, None, ""),
];

pub(super) static RESOURCES_501_1_0: [ResourceDefinition; 8] = [
    resource(1, "EARFCN", Operations::RW, S, M, INTEGER, between("0..65535", 0.0, 65535.0), ""),
    resource(2, "Current Frequency (Downlink)", Operations::R, S, M, FLOAT, None, "MHz"),
    resource(3, "Current Frequency (Uplink)", Operations::R, S, O, FLOAT, None, "MHz"),
    resource(4, "Prioritized Channels", Operations::RW, M, M, INTEGER, None, ""),
    resource(5, "Reset Timeout", Operations::RW, S, M, FLOAT, None, "s"),
    resource(6, "Reset", Operations::E, S, M, UNTYPED, None, ""),
    resource(48, "Vendor specific extensions", Operations::R, S, O, OBJLNK, None, ""),
    resource(5750, "Application Type", Operations::RW, S, O, STRING, None, ""),
];

pub(super) static RESOURCES_502_1_0: [ResourceDefinition; 16] = [
    resource(0, "CO Sensor Location Tag", Operations::RW, S, O, STRING, None, ""),
    resource(1, "CO Detected", Operations::R, S, M, BOOLEAN, None, ""),
    resource(2, "Ambient CO Value", Operations::RW, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(3, "CO Value", Operations::R, S, M, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(4, "Min CO Range Value", Operations::R, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(5, "Max CO Range Value", Operations::R, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(6, "CO Detection Accuracy", Operations::R, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(7, "Minimum Measured CO Value", Operations::R, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(8, "Maximum Measured CO Value", Operations::R, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(9, "Upper CO Threshold", Operations::RW, S, O, FLOAT, between("0..12800", 0.0, 12800.0), "ppm"),
    resource(10, "Reset", Operations::E, S, O, UNTYPED, None, ""),
    resource(5514, "Latitude", Operations::R, S, O, STRING, None, ""),
    resource(5515, "Longitude", Operations::R, S, O, STRING, None, ""),
    resource(6039, "Altitude", Operations::R, S, O, FLOAT, None, "m"),
    resource(6044, "Battery Percentage", Operations::R, S, O, FLOAT, between("0.00..100.00", 0.0, 100.0), ""),
    resource(6048, "Alarm loudness", Operations::R, S, O, FLOAT, None, "dB"),
];

pub(super) static RESOURCES_503_1_0: [ResourceDefinition; 38] = [
    resource(0, "Temperature Sensor Location Tag", Operations::RW, S, O, STRING, None, ""),
    resource(1, "Temperature Unit", Operations::RW, S, M, INTEGER, None, ""),
    resource(2, "Ambient Temperature", Operations::RW, S, O, FLOAT, None, ""),
    resource(3, "Temperature Value", Operations::R, S, M, FLOAT, None, ""),
    resource(4, "Minimum Measured Temperature Value", Operations::R, S, O, FLOAT, None, ""),
    resource(5, "Maximum Measured Temperature Value", Operations::R, S, O, FLOAT, None, ""),
    resource(6, "Min Temperature Range Value", Operations::RW, S, O, FLOAT, None, ""),
    resource(7, "Max Temperature Range Value", Operations::RW, S, O, FLOAT, None, ""),
    resource(8, "Lower Temperature Accuracy", Operations::RW, S, O, FLOAT, None, ""),
    resource(9, "Upper Temperature Accuracy", Operations::RW, S, O, FLOAT, None, ""),
    resource(10, "Temperature Threshold", Operations::RW, S, O, FLOAT, None, ""),
    resource(11, "Temperature Sensor Error", Operations::R, S, O, BOOLEAN, None, ""),
    resource(12, "Reset Temperature", Operations::E, S, O, UNTYPED, None, ""),
    resource(13, "Temperature Alarm Loudness", Operations::RW, S, O, FLOAT, None, "dB"),
    resource(14, "Humidity Sensor Location Tag", Operations::RW, S, O, STRING, None, ""),
    resource(15, "Ambient Relative Humidity", Operations::RW, S, O, FLOAT, between("0.0..100.0", 0.0, 100.0), "%RH"),
    resource(16, "Humidity Value", Operations::R, S, M, FLOAT, between("0.0..100.0", 0.0, 100.0), "/100"),
    resource(17, "Minimum Measured Humidity Value", Operations::R, S, O, FLOAT, between("0.0..100.0", 0.0, 100.0), "/100"),
    resource(18, "Maximum Measured Humidity Value", Operations::R, S, O, FLOAT, between("0.0..100.0", 0.0, 100.0), "/100"),
    resource(19, "Humidity Accuracy", Operations::RW, S, O, FLOAT, between("0.0..100.0", 0.0, 100.0), "/100"),
    resource(20, "Humidity Threshold", Operations::RW, S, O, FLOAT, between("0.0..100.0", 0.0, 100.0), "/100"),
    resource(21, "Humidity Sensor Error", Operations::R, S, O, BOOLEAN, None, ""),
    resource(22, "Reset Humidity", Operations::E, S, O, UNTYPED, None, ""),
    resource(23, "Humidity Alarm Loudness", Operations::RW, S, O, FLOAT, None, "dB"),
    resource(24, "Smoke Sensor Location Tag", Operations::RW, S, O, STRING, None, ""),
    resource(25, "CO2 Alarm State", Operations::R, S, M, BOOLEAN, None, ""),
    resource(26, "Ambient CO2 Value", Operations::R, S, O, FLOAT, None, "ppm"),
    resource(27, "CO2 Value", Operations::R, S, M, FLOAT, None, "ppm"),
    resource(28, "Minimum Measured CO2 Value", Operations::R, S, O, FLOAT, None, "ppm"),
    resource(29, "Maximum Measured CO2 Value", Operations::R, S, O, FLOAT, None, "ppm"),
    resource(30, "CO2 Threshold", Operations::RW, S, O, FLOAT, None, "ppm"),
    resource(31, "Smoke Sensor Error", Operations::R, S, O, BOOLEAN, None, ""),
    resource(32, "Reset Smoke Detection", Operations::E, S, O, UNTYPED, None, ""),
    resource(33, "Smoke Alarm Loudness", Operations::R, S, O, FLOAT, None, "dB"),
    resource(5514, "Latitude", Operations::R, S, O, STRING, None, ""),
    resource(5515, "Longitude", Operations::R, S, O, STRING, None, ""),
    resource(6039, "Altitude", Operations::R, S, O, FLOAT, None, "m"),
    resource(6044, "Battery Percentage", Operations::R, S, O, FLOAT, between("0.00..100.00", 0.0, 100.0), ""),
];

pub(super) static RESOURCES_504_1_0: [ResourceDefinition; 21] = [
    resource(0, "Current SIM Type", Operations::R, S, M, INTEGER, between("0..3", 0.0, 3.0), ""),
    resource(1, "Supported SIM Type", Operations::R, M, M, INTEGER, between("0..3", 0.0, 3.0), ""),
    resource(2, "Service Provider Name", Operations::R, S, O, STRING, None, ""),
    resource(3, "Download URI/Information", Operations::RW, S, O, STRING, between("0..255", 0.0, 255.0), ""),
    resource(4, "RSP Update", Operations::E, S, O, UNTYPED, None, ""),
    resource(5, "RSP Update State", Operations::R, S, O, INTEGER, between("0..10", 0.0, 10.0), ""),
    resource(6, "RSP Update Result", Operations::R, S, O, INTEGER, between("0..16", 0.0, 16.0), ""),
    resource(7, "Profile Name", Operations::R, S, O, STRING, between("0..255", 0.0, 255.0), ""),
    resource(8, "Profile Package Version", Operations::R, S, O, STRING, between("0..255", 0.0, 255.0), ""),
    resource(9, "Free Memory on SIM", Operations::R, S, O, INTEGER, None, "KiB"),
    resource(10, "Total Memory on SIM", Operations::R, S, O, INTEGER, None, "KiB"),
    resource(11, "Integrated Circuit Card Identifier (ICCID)", Operations::R, M, M, STRING, None, ""),
    resource(12, "eUICC ID", Operations::R, S, O, STRING, None, ""),
    resource(13, "RSP Type", Operations::R, S, M, INTEGER, None, ""),
    resource(14, "Selected ICCID for RSP operation", Operations::RW, S, O, STRING, None, ""),
    resource(15, "RSP Consent Reason", Operations::R, S, O, STRING, None, ""),
    resource(16, "RSP User Consent", Operations::W, S, O, INTEGER, between("0..1", 0.0, 1.0), ""),
    resource(17, "RSP Confirmation Code", Operations::W, S, O, STRING, None, ""),
    resource(18, "RSP Data Type", Operations::RW, S, O, INTEGER, between("0..17", 0.0, 17.0), ""),
    resource(19, "Set RSP Data", Operations::W, S, O, OPAQUE, None, ""),
    resource(20, "Get RSP Data", Operations::R, S, O, OPAQUE, None, ""),
];

pub(super) static RESOURCES_505_1_0: [ResourceDefinition; 17] = [
    resource(0, "Current SIM Type", Operations::R, S, M, INTEGER, between("0..3", 0.0, 3.0), ""),
    resource(1, "Supported SIM Type", Operations::R, M, M, INTEGER, between("0..3", 0.0, 3.0), ""),
    resource(2, "Service Provider Name", Operations::R, S, M, STRING, None, ""),
    resource(3, "Profile Package", Operations::W, S, O, OPAQUE, None, ""),
    resource(4, "Profile URI", Operations::RW, S, O, STRING, between("0..255", 0.0, 255.0), ""),
    resource(5, "Update Profile", Operations::E, S, O, UNTYPED, None, ""),
    resource(6, "Update State", Operations::R, S, M, INTEGER, between("0..3", 0.0, 3.0), ""),
    resource(7, "Update Result", Operations::R, S, M, INTEGER, between("0..8", 0.0, 8.0), ""),
    resource(8, "Profile Name", Operations::R, S, O, STRING, between("0..255", 0.0, 255.0), ""),
    resource(9, "Profile Package Version", Operations::R, S, O, STRING, between("0..255", 0.0, 255.0), ""),
    resource(10, "Profile Update Protocol Support", Operations::R, M, O, INTEGER, between("0..3", 0.0, 3.0), ""),
    resource(11, "Profile Update Delivery Method", Operations::R, S, M, INTEGER, between("0..2", 0.0, 2.0), ""),
    resource(12, "Free Memory on SIM", Operations::R, S, O, INTEGER, None, "KiB"),
    resource(13, "Total Memory on SIM", Operations::R, S, O, INTEGER, None, "KiB"),
    resource(14, "Integrated Circuit Card Identifier (ICCID)", Operations::R, M, O, INTEGER, None, ""),
    resource(15, "eUICC ID", Operations::R, S, O, STRING, None, ""),
    resource(16, "Profile Type", Operations::R, S, O, STRING, None, ""),
];

pub(super) static RESOURCES_507_1_0: [ResourceDefinition; 7] = [
    resource(0, "encP", Operations::RW, S, M, STRING, None, ""),
    resource(1, "mac", Operations::RW, S, M, STRING, None, ""),
    resource(2, "eKpubDP", Operations::RW, S, M, STRING, None, ""),
    resource(3, "SigEKpubDP", Operations::RW, S, M, STRING, None, ""),
    resource(4, "KpubDP", Operations::RW, S, M, STRING, None, ""),
    resource(5, "SigKpubDP", Operations::RW, S, M, STRING, None, ""),
    resource(6, "KpubCl", Operations::RW, S, M, STRING, None, ""),
];

pub(super) static RESOURCES_508_1_0: [ResourceDefinition; 7] = [
    resource(0, "EID", Operations::R, S, M, STRING, None, ""),
    resource(1, "ICCID", Operations::R, S, M, STRING, None, ""),
    resource(2, "nuSIM Capabilities", Operations::R, S, M, OPAQUE, None, ""),
    resource(3, "nuSIM Cert", Operations::R, S, O, STRING, None, ""),
    resource(4, "nuSIM Profile", Operations::RW, S, M, OBJLNK, None, ""),
    resource(5, "Load Profile", Operations::E, S, M, UNTYPED, None, ""),
    resource(6, "Load Profile Result", Operations::R, S, M, INTEGER, between("0..255", 0.0, 255.0), ""),
];

pub(super) static RESOURCES_509_1_0: [ResourceDefinition; 4] = [
    resource(0, "Linked Sensor", Operations::R, S, M, OBJLNK, None, ""),
    resource(1, "Measurement Quality Reason Code", Operations::R, M, O, INTEGER, between("0..1023", 0.0, 1023.0), ""),
    resource(6042, "Measurement Quality Indicator", Operations::R, S, O, INTEGER, between("0..23", 0.0, 23.0), ""),
    resource(6049, "Measurement Quality Level", Operations::R, S, O, INTEGER, between("0..100", 0.0, 100.0), ""),
];

pub(super) static RESOURCES_510_1_0: [ResourceDefinition; 3] = [
    resource(0, "Vendor Specific Quality Reason Code", Operations::R, S, M, INTEGER, between("128..1023", 128.0, 1023.0), ""),
    resource(1, "Quality Reason Name", Operations::R, S, M, STRING, between("1..128", 1.0, 128.0), ""),
    resource(2, "Quality Reason Description", Operations::R, S, M, STRING, None, ""),
];

pub(super) static RESOURCES_511_1_0: [ResourceDefinition; 3] = [
    resource(0, "Target Links", Operations::RW, S, M, CORELNK, None, ""),
    resource(1, "Compact Data", Operations::R, S, M, OPAQUE, None, ""),
    resource(2, "Description", Operations::RW, S, O, STRING, None, ""),
];
