//! How messages are delivered: oneM2M's 1011 to 1019.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{Field, Object, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// cmdhPolicy (`m2m:cmp`, mgmtDefinition 1011).
    CmdhPolicy "cmdhPolicy"
    {
        /// `cpn`.
        cmdh_policy_name with_cmdh_policy_name: String = "cmdhPolicyName";
        /// `cmlk`.
        cmdh_defaults_links with_cmdh_defaults_links: Vec<String> = "mgmtLink[cmdhDefaults]";
        /// `cmlk`.
        cmdh_limits_links with_cmdh_limits_links: Vec<String> = "mgmtLink[cmdhLimits]";
        /// `cmlk`.
        cmdh_network_access_rules_links with_cmdh_network_access_rules_links: Vec<String> = "mgmtLink[cmdhNetworkAccessRules]";
        /// `cmlk`.
        cmdh_buffer_links with_cmdh_buffer_links: Vec<String> = "mgmtLink[cmdhBuffer]";
    }
    {
    }
}

object! {
    /// activeCmdhPolicy (`m2m:acmp`, mgmtDefinition 1012).
    ActiveCmdhPolicy "activeCmdhPolicy"
    {
        /// `acmlk`.
        active_cmdh_policy_link with_active_cmdh_policy_link: String = "activeCmdhPolicyLink";
    }
    {
    }
}

object! {
    /// cmdhDefaults (`m2m:cmdf`, mgmtDefinition 1013).
    CmdhDefaults "cmdhDefaults"
    {
        /// `cmlk`.
        cmdh_def_ec_value_links with_cmdh_def_ec_value_links: Vec<String> = "mgmtLink[cmdhDefEcValue]";
        /// `cmlk`.
        cmdh_ec_def_param_values_links with_cmdh_ec_def_param_values_links: Vec<String> = "mgmtLink[cmdhEcDefParamValues]";
    }
    {
    }
}

object! {
    /// cmdhDefEcValue (`m2m:cmdv`, mgmtDefinition 1014).
    CmdhDefEcValue "cmdhDefEcValue"
    {
        /// `od`.
        order with_order: u64 = "order";
        /// `dev`.
        def_ec_value with_def_ec_value: u64 = "defEcValue";
        /// `ror`.
        request_origin with_request_origin: Vec<String> = "requestOrigin";
    }
    {
        /// `rct`.
        request_context with_request_context: Value<'static> = "requestContext";
        /// `rctn`.
        request_context_notification with_request_context_notification: bool = "requestContextNotification";
        /// `rch`.
        request_characteristics with_request_characteristics: Value<'static> = "requestCharacteristics";
    }
}

object! {
    /// cmdhEcDefParamValues (`m2m:cmpv`, mgmtDefinition 1015).
    CmdhEcDefParamValues "cmdhEcDefParamValues"
    {
        /// `aec`.
        applicable_event_category with_applicable_event_category: Vec<u64> = "applicableEventCategory";
        /// `dqet`, ms.
        default_request_exp_time with_default_request_exp_time: i64 = "defaultRequestExpTime";
        /// `dset`, ms.
        default_result_exp_time with_default_result_exp_time: i64 = "defaultResultExpTime";
        /// `doet`, ms.
        default_op_exec_time with_default_op_exec_time: i64 = "defaultOpExecTime";
        /// `drp`, ms.
        default_resp_persistence with_default_resp_persistence: i64 = "defaultRespPersistence";
        /// `dda`.
        default_del_aggregation with_default_del_aggregation: bool = "defaultDelAggregation";
    }
    {
    }
}

object! {
    /// cmdhLimits (`m2m:cml`, mgmtDefinition 1016).
    CmdhLimits "cmdhLimits"
    {
        /// `od`.
        order with_order: u64 = "order";
        /// `ror`.
        request_origin with_request_origin: Vec<String> = "requestOrigin";
        /// `lec`.
        limits_event_category with_limits_event_category: Vec<u64> = "limitsEventCategory";
        /// `lqet`, ms.
        limits_request_exp_time with_limits_request_exp_time: Vec<i64> = "limitsRequestExpTime";
        /// `lset`, ms.
        limits_result_exp_time with_limits_result_exp_time: Vec<i64> = "limitsResultExpTime";
        /// `loet`, ms.
        limits_op_exec_time with_limits_op_exec_time: Vec<i64> = "limitsOpExecTime";
        /// `lrp`, ms.
        limits_resp_persistence with_limits_resp_persistence: Vec<i64> = "limitsRespPersistence";
        /// `lda`.
        limits_del_aggregation with_limits_del_aggregation: Vec<bool> = "limitsDelAggregation";
    }
    {
        /// `rct`.
        request_context with_request_context: Value<'static> = "requestContext";
        /// `rctn`.
        request_context_notification with_request_context_notification: bool = "requestContextNotification";
        /// `rch`.
        request_characteristics with_request_characteristics: Value<'static> = "requestCharacteristics";
    }
}

object! {
    /// cmdhNetworkAccessRules (`m2m:cmnr`, mgmtDefinition 1017).
    CmdhNetworkAccessRules "cmdhNetworkAccessRules"
    {
        /// `aecs`.
        applicable_event_categories with_applicable_event_categories: Vec<u64> = "applicableEventCategories";
    }
    {
        /// `cmlk`.
        cmdh_nw_access_rule_links with_cmdh_nw_access_rule_links: Vec<String> = "mgmtLink[cmdhNwAccessRule]";
    }
}

object! {
    /// cmdhNwAccessRule (`m2m:cmwr`, mgmtDefinition 1018).
    CmdhNwAccessRule "cmdhNwAccessRule"
    {
        /// `ttn`.
        target_network with_target_network: Vec<String> = "targetNetwork";
        /// `swt`, ms.
        spreading_wait_time with_spreading_wait_time: u64 = "spreadingWaitTime";
        /// `mrv`, Byte.
        min_req_volume with_min_req_volume: u64 = "minReqVolume";
        /// `bop.bops[].nwa`.
        network_action with_network_action: codes::NetworkAction = "backOffParameters.bops.networkAction";
        /// `bop.bops[].ibt`, ms.
        initial_backoff_time with_initial_backoff_time: u64 = "backOffParameters.bops.initialBackoffTime";
        /// `bop.bops[].abt`, ms.
        additional_backoff_time with_additional_backoff_time: u64 = "backOffParameters.bops.additionalBackoffTime";
        /// `bop.bops[].mbt`, ms.
        maximum_backoff_time with_maximum_backoff_time: u64 = "backOffParameters.bops.maximumBackoffTime";
        /// `bop.bops[].rbt`, ms.
        optional_random_backoff_time with_optional_random_backoff_time: u64 = "backOffParameters.bops.optionalRandomBackoffTime";
        /// `cmlk`.
        allowed_schedule_links with_allowed_schedule_links: Vec<String> = "mgmtLink[allowedSchedule]";
    }
    {
        /// `ohc`.
        other_conditions with_other_conditions: Value<'static> = "otherConditions";
    }
}

object! {
    /// cmdhBuffer (`m2m:cmbf`, mgmtDefinition 1019).
    CmdhBuffer "cmdhBuffer"
    {
        /// `aec`.
        applicable_event_category with_applicable_event_category: Vec<u64> = "applicableEventCategory";
        /// `mbfs`, Byte.
        max_buffer_size with_max_buffer_size: u64 = "maxBufferSize";
        /// `sgp`.
        storage_priority with_storage_priority: u64 = "storagePriority";
    }
    {
    }
}
