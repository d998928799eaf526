// Generated from data/objects.tsv and data/resources.tsv by tests/core_objects.rs; do not edit.
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::super::{
    BOOLEAN, INTEGER, M, O, OBJLNK, Operations, ResourceDefinition, S, STRING, between, resource, text,
};

pub(super) static RESOURCES_2048_1_0: [ResourceDefinition; 5] = [
    resource(0, "Name", Operations::RW, S, M, STRING, None, ""),
    resource(1, "DefaultRule", Operations::RW, S, M, OBJLNK, None, ""),
    resource(2, "LimiRules", Operations::RW, M, M, OBJLNK, None, ""),
    resource(3, "NetworkAccessECRules", Operations::RW, M, M, OBJLNK, None, ""),
    resource(4, "BufferRules", Operations::RW, M, M, OBJLNK, None, ""),
];

pub(super) static RESOURCES_2049_1_0: [ResourceDefinition; 1] = [
    resource(0, "ActiveLink", Operations::RW, S, M, OBJLNK, None, ""),
];

pub(super) static RESOURCES_2050_1_0: [ResourceDefinition; 2] = [
    resource(0, "DefaultEcRules", Operations::RW, M, M, OBJLNK, None, ""),
    resource(1, "DefaultEcParamRules", Operations::RW, M, M, OBJLNK, None, ""),
];

pub(super) static RESOURCES_2051_1_0: [ResourceDefinition; 6] = [
    resource(0, "Order", Operations::RW, S, M, INTEGER, None, ""),
    resource(1, "DefEcValue", Operations::RW, S, M, STRING, None, ""),
    resource(2, "RequestOrigin", Operations::RW, M, M, STRING, None, ""),
    resource(3, "RequestContext", Operations::RW, S, O, STRING, None, ""),
    resource(4, "RequestContextNotification", Operations::RW, S, O, BOOLEAN, None, ""),
    resource(5, "RequestCharacteristics", Operations::RW, S, O, STRING, None, ""),
];

pub(super) static RESOURCES_2052_1_0: [ResourceDefinition; 6] = [
    resource(0, "ApplicableEventCategory", Operations::RW, M, M, INTEGER, None, ""),
    resource(1, "DefaultRequestExpTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(2, "DefaultResultExpTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(3, "DefaultOpExecTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(4, "DefaultRespPersistence", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(5, "DefaultDelAggregation", Operations::RW, S, M, INTEGER, None, "ms"),
];

pub(super) static RESOURCES_2053_1_0: [ResourceDefinition; 11] = [
    resource(0, "Order", Operations::RW, S, M, INTEGER, None, ""),
    resource(1, "RequestOrigin", Operations::RW, M, M, STRING, None, ""),
    resource(2, "RequestContext", Operations::RW, S, O, STRING, None, ""),
    resource(3, "RequestContextNotificatio", Operations::RW, S, O, BOOLEAN, None, ""),
    resource(4, "RequestCharacteristics", Operations::RW, S, O, STRING, None, ""),
    resource(5, "LimitsEventCategory", Operations::RW, M, M, INTEGER, None, ""),
    resource(6, "LimitsRequestExpTime", Operations::RW, M, M, INTEGER, text("2 Instances"), "ms"),
    resource(7, "LimitsResultExpTime", Operations::RW, M, M, INTEGER, text("2 Instances"), "ms"),
    resource(8, "LimitsOptExpTime", Operations::RW, M, M, INTEGER, text("2 Instances"), "ms"),
    resource(9, "LimitsRespPersistence", Operations::RW, M, M, INTEGER, text("2 Instances"), "ms"),
    resource(10, "LimitsDelAggregation", Operations::RW, M, M, STRING, None, ""),
];

pub(super) static RESOURCES_2054_1_0: [ResourceDefinition; 2] = [
    resource(0, "ApplicableEventCategories", Operations::RW, M, M, INTEGER, None, ""),
    resource(1, "NetworkAccessRule", Operations::RW, M, O, OBJLNK, None, ""),
];

pub(super) static RESOURCES_2055_1_0: [ResourceDefinition; 6] = [
    resource(0, "TargetNetwork", Operations::RW, M, M, STRING, None, ""),
    resource(1, "SpreadingWaitTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(2, "MinReqVolume", Operations::RW, S, M, INTEGER, None, "B"),
    resource(3, "BackOffParameters", Operations::RW, S, M, OBJLNK, None, ""),
    resource(4, "OtherConditions", Operations::RW, S, M, STRING, None, ""),
    resource(5, "AllowedSchedule", Operations::RW, M, M, STRING, None, ""),
];

pub(super) static RESOURCES_2056_1_0: [ResourceDefinition; 3] = [
    resource(0, "ApplicableEventCategory", Operations::RW, M, M, INTEGER, None, ""),
    resource(1, "MaxBufferSize", Operations::RW, S, M, INTEGER, None, "B"),
    resource(2, "StoragePriority", Operations::RW, S, M, INTEGER, between("1..10", 1.0, 10.0), ""),
];

pub(super) static RESOURCES_2057_1_0: [ResourceDefinition; 5] = [
    resource(0, "NetworkAction", Operations::RW, S, O, INTEGER, between("1..5", 1.0, 5.0), ""),
    resource(1, "InitialBackoffTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(2, "AdditionalBackoffTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(3, "MaximumBackoffTime", Operations::RW, S, M, INTEGER, None, "ms"),
    resource(4, "OptionalRandomBackoffTime", Operations::RW, M, O, INTEGER, None, "ms"),
];
