//! Own objects: servers, identity, faults, locks and what else is common ground.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{Field, Object, Secret, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// managementServer (`mgmt:managementServer`).
    ManagementServer "managementServer"
    {
    }
    {
        /// `url`.
        url with_url: String = "url";
        /// `identity`.
        identity with_identity: String = "identity";
        /// `username`.
        username with_username: Secret = "username";
        /// `secret`.
        secret with_secret: Secret = "secret";
        /// `authPreference`.
        auth_preference with_auth_preference: String = "authPreference";
        /// `securityMode`.
        security_mode with_security_mode: codes::SecurityMode = "securityMode";
        /// `lifetime`, s.
        lifetime with_lifetime: u32 = "lifetime";
        /// `minimumPeriod`, s.
        minimum_period with_minimum_period: u32 = "minimumPeriod";
        /// `maximumPeriod`, s.
        maximum_period with_maximum_period: u32 = "maximumPeriod";
        /// `periodicReports`.
        periodic_reports with_periodic_reports: bool = "periodicReports";
        /// `binding`.
        binding with_binding: String = "binding";
        /// `connect`.
        connect with_connect: bool = "connect";
        /// `disable`.
        disable with_disable: bool = "disable";
        /// `disableTimeout`, s.
        disable_timeout with_disable_timeout: u32 = "disableTimeout";
        /// `radioDisablePeriod`, s.
        radio_disable_period with_radio_disable_period: u32 = "radioDisablePeriod";
        /// `retryInterval`, s.
        retry_interval with_retry_interval: u32 = "retryInterval";
        /// `retryCount`.
        retry_count with_retry_count: u32 = "retryCount";
        /// `parameterKey`.
        parameter_key with_parameter_key: String = "parameterKey";
        /// `connectionRequestUsername`.
        connection_request_username with_connection_request_username: Secret = "connectionRequestUsername";
        /// `connectionRequestPassword`.
        connection_request_password with_connection_request_password: Secret = "connectionRequestPassword";
        /// `reportingTime`.
        reporting_time with_reporting_time: crate::Time = "reportingTime";
    }
}

object! {
    /// power (`mgmt:power`).
    Power "power"
    {
    }
    {
        /// `sources`.
        sources with_sources: Vec<codes::PowerSource> = "sources";
        /// `voltage`, mV.
        voltage with_voltage: Vec<i64> = "voltage";
        /// `current`, mA.
        current with_current: Vec<i64> = "current";
        /// `psmTimer`, s.
        psm_timer with_psm_timer: u32 = "psmTimer";
        /// `activeTimer`, s.
        active_timer with_active_timer: u32 = "activeTimer";
        /// `savingModes`.
        saving_modes with_saving_modes: u32 = "savingModes";
    }
}

object! {
    /// fault (`mgmt:fault`).
    Fault "fault"
    {
    }
    {
        /// `errorCodes`.
        error_codes with_error_codes: Vec<codes::ErrorCode> = "errorCodes";
        /// `clear`.
        clear with_clear: bool = "clear";
        /// `severity`.
        severity with_severity: String = "severity";
        /// `probableCause`.
        probable_cause with_probable_cause: String = "probableCause";
        /// `identifier`.
        identifier with_identifier: String = "identifier";
    }
}

object! {
    /// lock (`mgmt:lock`).
    Lock "lock"
    {
    }
    {
        /// `state`.
        state with_state: codes::LockState = "state";
        /// `fullyLock`.
        fully_lock with_fully_lock: bool = "fullyLock";
        /// `partiallyLock`.
        partially_lock with_partially_lock: bool = "partiallyLock";
        /// `unlock`.
        unlock with_unlock: bool = "unlock";
        /// `targets`.
        targets with_targets: Vec<String> = "targets";
        /// `wipe`.
        wipe with_wipe: bool = "wipe";
        /// `wipeItems`.
        wipe_items with_wipe_items: Vec<String> = "wipeItems";
        /// `wipeTargets`.
        wipe_targets with_wipe_targets: Vec<String> = "wipeTargets";
        /// `result`.
        result with_result: codes::LockResult = "result";
    }
}

object! {
    /// status (`mgmt:status`).
    Status "status"
    {
    }
    {
        /// `cpuUsage`, %.
        cpu_usage with_cpu_usage: u32 = "cpuUsage";
        /// `upTime`, s.
        up_time with_up_time: u64 = "upTime";
        /// `temperature`, Cel.
        temperature with_temperature: f64 = "temperature";
    }
}

object! {
    /// bulkData (`mgmt:bulkData`).
    BulkData "bulkData"
    {
    }
    {
        /// `reportingInterval`, s.
        reporting_interval with_reporting_interval: u32 = "reportingInterval";
        /// `encodingType`.
        encoding_type with_encoding_type: String = "encodingType";
        /// `enable`.
        enable with_enable: bool = "enable";
    }
}

object! {
    /// accessControl (`mgmt:accessControl`).
    AccessControl "accessControl"
    {
    }
    {
        /// `object`.
        object with_object: u32 = "object";
        /// `instance`.
        instance with_instance: u32 = "instance";
        /// `owner`.
        owner with_owner: u32 = "owner";
        /// `rights`.
        rights with_rights: Vec<u32> = "rights";
    }
}

object! {
    /// identity (`mgmt:identity`).
    Identity "identity"
    {
    }
    {
        /// `clientVersion`.
        client_version with_client_version: String = "clientVersion";
        /// `language`.
        language with_language: String = "language";
        /// `maxDepth`.
        max_depth with_max_depth: u32 = "maxDepth";
        /// `maxTotalLength`.
        max_total_length with_max_total_length: u32 = "maxTotalLength";
        /// `maxSegmentLength`.
        max_segment_length with_max_segment_length: u32 = "maxSegmentLength";
        /// `largeObjects`.
        large_objects with_large_objects: bool = "largeObjects";
        /// `oem`.
        oem with_oem: String = "oem";
        /// `provisioningCode`.
        provisioning_code with_provisioning_code: String = "provisioningCode";
        /// `dataModelVersion`.
        data_model_version with_data_model_version: String = "dataModelVersion";
    }
}

object! {
    /// serviceLayer (`mgmt:serviceLayer`).
    ServiceLayer "serviceLayer"
    {
    }
    {
        /// `areaNetworks`.
        area_networks with_area_networks: u32 = "areaNetworks";
        /// `registrationDuration`, s.
        registration_duration with_registration_duration: i64 = "registrationDuration";
        /// `registrationAccessRight`.
        registration_access_right with_registration_access_right: String = "registrationAccessRight";
        /// `maxDiscoveryRecords`.
        max_discovery_records with_max_discovery_records: i64 = "maxDiscoveryRecords";
        /// `maxDiscoveryAnswer`.
        max_discovery_answer with_max_discovery_answer: i64 = "maxDiscoveryAnswer";
        /// `registerAgain`.
        register_again with_register_again: bool = "registerAgain";
        /// `maxPendingRequests`.
        max_pending_requests with_max_pending_requests: u64 = "maxPendingRequests";
        /// `accessNetworks`.
        access_networks with_access_networks: Vec<String> = "accessNetworks";
    }
}
