//! oneM2M's resources beside the management objects.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{Field, Object, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// mgmtCmd (`m2m:mgc`).
    MgmtCmd "mgmtCmd"
    {
        /// `cmt`.
        cmd_type with_cmd_type: codes::CmdType = "cmdType";
        /// `ext`.
        exec_target with_exec_target: String = "execTarget";
    }
    {
        /// `dc`.
        description with_description: String = "description";
        /// `exra`.
        exec_req_args with_exec_req_args: Value<'static> = "execReqArgs";
        /// `exe`.
        exec_enable with_exec_enable: bool = "execEnable";
        /// `exm`.
        exec_mode with_exec_mode: codes::ExecModeType = "execMode";
        /// `exf`.
        exec_frequency with_exec_frequency: String = "execFrequency";
        /// `exy`.
        exec_delay with_exec_delay: String = "execDelay";
        /// `exn`.
        exec_number with_exec_number: u64 = "execNumber";
    }
}

object! {
    /// execInstance (`m2m:exin`).
    ExecInstance "execInstance"
    {
    }
    {
        /// `exs`.
        exec_status with_exec_status: codes::ExecStatusType = "execStatus";
        /// `exr`.
        exec_result with_exec_result: codes::ExecResultType = "execResult";
        /// `exd`.
        exec_disable with_exec_disable: bool = "execDisable";
        /// `ext`.
        exec_target with_exec_target: String = "execTarget";
        /// `exm`.
        exec_mode with_exec_mode: codes::ExecModeType = "execMode";
        /// `exf`.
        exec_frequency with_exec_frequency: String = "execFrequency";
        /// `exy`.
        exec_delay with_exec_delay: String = "execDelay";
        /// `exn`.
        exec_number with_exec_number: u64 = "execNumber";
        /// `exra`.
        exec_req_args with_exec_req_args: String = "execReqArgs";
    }
}

object! {
    /// node (`m2m:nod`).
    Node "node"
    {
        /// `ni`.
        node_id with_node_id: String = "nodeID";
    }
    {
        /// `hcl`.
        hosted_cse_link with_hosted_cse_link: String = "hostedCSELink";
        /// `hael`.
        hosted_ae_links with_hosted_ae_links: Vec<String> = "hostedAELinks";
        /// `hsl`.
        hosted_service_links with_hosted_service_links: Vec<String> = "hostedServiceLinks";
        /// `mgca`.
        mgmt_client_address with_mgmt_client_address: String = "mgmtClientAddress";
        /// `rms`.
        roaming_status with_roaming_status: bool = "roamingStatus";
        /// `nid`.
        network_id with_network_id: String = "networkID";
        /// `nty`.
        node_type with_node_type: u64 = "nodeType";
    }
}

object! {
    /// group (`m2m:grp`).
    Group "group"
    {
        /// `mt`.
        member_type with_member_type: u64 = "memberType";
        /// `mnm`.
        max_nr_of_members with_max_nr_of_members: u64 = "maxNrOfMembers";
        /// `mid`.
        member_i_ds with_member_i_ds: Vec<String> = "memberIDs";
    }
    {
        /// `spty`.
        specialization_type with_specialization_type: String = "specializationType";
        /// `cnm`.
        current_nr_of_members with_current_nr_of_members: u64 = "currentNrOfMembers";
        /// `macp`.
        members_access_control_policy_i_ds with_members_access_control_policy_i_ds: Vec<String> = "membersAccessControlPolicyIDs";
        /// `mtv`.
        member_type_validated with_member_type_validated: bool = "memberTypeValidated";
        /// `csy`.
        consistency_strategy with_consistency_strategy: codes::ConsistencyStrategy = "consistencyStrategy";
        /// `ssi`.
        semantic_support_indicator with_semantic_support_indicator: bool = "semanticSupportIndicator";
        /// `nar`.
        notify_aggregation with_notify_aggregation: Value<'static> = "notifyAggregation";
        /// `gn`.
        group_name with_group_name: String = "groupName";
    }
}

object! {
    /// schedule (`m2m:sch`).
    Schedule "schedule"
    {
        /// `se`.
        schedule_element with_schedule_element: Value<'static> = "scheduleElement";
    }
    {
    }
}
