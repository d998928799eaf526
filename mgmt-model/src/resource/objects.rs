//! A Rust type per management object, for each attribute that oneM2M has a name for.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use super::codes;
use super::object::{ActionStatus, Field, Object, Secret, SecretBytes, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// firmware (`m2m:fwr`, mgmtDefinition 1001).
    Firmware "firmware"
    {
        /// `vr`.
        version with_version: String = "version";
        /// `fwn`.
        firmware_name with_firmware_name: String = "firmwareName";
        /// `url`.
        url with_url: String = "URL";
        /// `ud`.
        update with_update: bool = "update";
    }
    {
        /// `uds`.
        update_status with_update_status: ActionStatus = "updateStatus";
    }
}

object! {
    /// software (`m2m:swr`, mgmtDefinition 1002).
    Software "software"
    {
        /// `vr`.
        version with_version: String = "version";
        /// `swn`.
        software_name with_software_name: String = "softwareName";
        /// `url`.
        url with_url: String = "URL";
    }
    {
        /// `in`.
        install with_install: bool = "install";
        /// `un`.
        uninstall with_uninstall: bool = "uninstall";
        /// `ins`.
        install_status with_install_status: ActionStatus = "installStatus";
        /// `act`.
        activate with_activate: bool = "activate";
        /// `dea`.
        deactivate with_deactivate: bool = "deactivate";
        /// `acts`.
        active_status with_active_status: ActionStatus = "activeStatus";
    }
}

object! {
    /// memory (`m2m:mem`, mgmtDefinition 1003).
    Memory "memory"
    {
        /// `mma`, Byte.
        mem_available with_mem_available: u64 = "memAvailable";
        /// `mmt`, Byte.
        mem_total with_mem_total: u64 = "memTotal";
    }
    {
    }
}

object! {
    /// areaNwkInfo (`m2m:ani`, mgmtDefinition 1004).
    AreaNwkInfo "areaNwkInfo"
    {
        /// `ant`.
        area_nwk_type with_area_nwk_type: String = "areaNwkType";
    }
    {
        /// `ldv`.
        list_of_devices with_list_of_devices: Vec<String> = "listOfDevices";
    }
}

object! {
    /// areaNwkDeviceInfo (`m2m:andi`, mgmtDefinition 1005).
    AreaNwkDeviceInfo "areaNwkDeviceInfo"
    {
        /// `dvd`.
        dev_id with_dev_id: String = "devID";
        /// `dvt`.
        dev_type with_dev_type: String = "devType";
        /// `awi`.
        area_nwk_id with_area_nwk_id: String = "areaNwkId";
    }
    {
        /// `sli`, s.
        sleep_interval with_sleep_interval: u64 = "sleepInterval";
        /// `sld`, s.
        sleep_duration with_sleep_duration: u64 = "sleepDuration";
        /// `ss`.
        dev_status with_dev_status: String = "devStatus";
        /// `lnh`.
        list_of_neighbors with_list_of_neighbors: Vec<String> = "listOfNeighbors";
    }
}

object! {
    /// battery (`m2m:bat`, mgmtDefinition 1006).
    Battery "battery"
    {
        /// `btl`, %.
        battery_level with_battery_level: u32 = "batteryLevel";
        /// `bts`.
        battery_status with_battery_status: codes::BatteryStatus = "batteryStatus";
    }
    {
    }
}

object! {
    /// deviceInfo (`m2m:dvi`, mgmtDefinition 1007).
    DeviceInfo "deviceInfo"
    {
        /// `dlb`.
        device_label with_device_label: String = "deviceLabel";
        /// `man`.
        manufacturer with_manufacturer: String = "manufacturer";
        /// `mod`.
        model with_model: String = "model";
        /// `dty`.
        device_type with_device_type: String = "deviceType";
    }
    {
        /// `mfdl`.
        manufacturer_details_link with_manufacturer_details_link: String = "manufacturerDetailsLink";
        /// `mfd`.
        manufacturing_date with_manufacturing_date: crate::Time = "manufacturingDate";
        /// `smod`.
        sub_model with_sub_model: String = "subModel";
        /// `dvnm`.
        device_name with_device_name: String = "deviceName";
        /// `fwv`.
        fw_version with_fw_version: String = "fwVersion";
        /// `swv`.
        sw_version with_sw_version: String = "swVersion";
        /// `hwv`.
        hw_version with_hw_version: String = "hwVersion";
        /// `osv`.
        os_version with_os_version: String = "osVersion";
        /// `cnty`.
        country with_country: String = "country";
        /// `loc`.
        location with_location: String = "location";
        /// `syst`.
        system_time with_system_time: crate::Time = "systemTime";
        /// `spur`.
        support_url with_support_url: String = "supportURL";
        /// `purl`.
        presentation_url with_presentation_url: String = "presentationURL";
        /// `ptl`.
        protocol with_protocol: Vec<String> = "protocol";
    }
}

object! {
    /// deviceCapability (`m2m:dvc`, mgmtDefinition 1008).
    DeviceCapability "deviceCapability"
    {
        /// `can`.
        capability_name with_capability_name: String = "capabilityName";
        /// `att`.
        attached with_attached: bool = "attached";
        /// `cas`.
        capability_action_status with_capability_action_status: ActionStatus = "capabilityActionStatus";
        /// `cus`.
        current_state with_current_state: bool = "currentState";
    }
    {
        /// `ena`.
        enable with_enable: bool = "enable";
        /// `dis`.
        disable with_disable: bool = "disable";
    }
}

object! {
    /// reboot (`m2m:rbo`, mgmtDefinition 1009).
    Reboot "reboot"
    {
    }
    {
        /// `rbo`.
        reboot with_reboot: bool = "reboot";
        /// `far`.
        factory_reset with_factory_reset: bool = "factoryReset";
    }
}

object! {
    /// eventLog (`m2m:evl`, mgmtDefinition 1010).
    EventLog "eventLog"
    {
        /// `lgt`.
        log_type_id with_log_type_id: codes::LogTypeId = "logTypeId";
        /// `lgd`.
        log_data with_log_data: String = "logData";
        /// `lgst`.
        log_status with_log_status: codes::LogStatus = "logStatus";
    }
    {
        /// `lga`.
        log_start with_log_start: bool = "logStart";
        /// `lgo`.
        log_stop with_log_stop: bool = "logStop";
    }
}

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

object! {
    /// registration (`dcfg:reg`, mgmtDefinition 1020).
    Registration "registration"
    {
    }
    {
        /// `oid`.
        originator_id with_originator_id: String = "originatorID";
        /// `poa`.
        point_of_access with_point_of_access: Vec<String> = "pointOfAccess";
        /// `cb`.
        cse_base with_cse_base: String = "CSEBase";
        /// `csi`.
        cse_id with_cse_id: String = "CSE-ID";
        /// `apid`.
        app_id with_app_id: String = "appID";
        /// `mei`.
        external_id with_external_id: String = "externalID";
        /// `tri`.
        trigger_recipient_id with_trigger_recipient_id: u32 = "Trigger-Recipient-ID";
        /// `cmlk`.
        authentication_profile_links with_authentication_profile_links: Vec<String> = "mgmtLink[authenticationProfile]";
    }
}

object! {
    /// dataCollection (`dcfg:datc`, mgmtDefinition 1021).
    DataCollection "dataCollection"
    {
        /// `cntp`.
        container_path with_container_path: String = "containerPath";
    }
    {
        /// `rpsc`.
        reporting_schedule with_reporting_schedule: Vec<String> = "reportingSchedule";
        /// `mesc`.
        measurement_schedule with_measurement_schedule: Vec<String> = "measurementSchedule";
        /// `meil`.
        measurement_interval with_measurement_interval: u64 = "measurementInterval";
        /// `cmlk`.
        links with_links: Vec<String> = "mgmtLink";
    }
}

object! {
    /// authenticationProfile (`dcfg:autp`, mgmtDefinition 1022).
    AuthenticationProfile "authenticationProfile"
    {
    }
    {
        /// `suid`.
        suid with_suid: codes::Suid = "SUID";
        /// `tlcs`.
        tls_ciphersuites with_tls_ciphersuites: Vec<String> = "TLSCiphersuites";
        /// `ski`.
        symm_key_id with_symm_key_id: String = "symmKeyID";
        /// `skv`.
        symm_key_value with_symm_key_value: SecretBytes = "symmKeyValue";
        /// `mkrl`.
        maf_key_reg_labels with_maf_key_reg_labels: Vec<String> = "MAFKeyRegLabels";
        /// `mkrd`.
        maf_key_reg_duration with_maf_key_reg_duration: String = "MAFKeyRegDuration";
        /// `mcfp`.
        my_cert_fingerprint with_my_cert_fingerprint: String = "myCertFingerprint";
        /// `rpki`.
        raw_pub_key_id with_raw_pub_key_id: String = "rawPubKeyID";
        /// `cmlk`.
        trust_anchor_cred_links with_trust_anchor_cred_links: Vec<String> = "mgmtLink[trustAnchorCred]";
    }
}

object! {
    /// myCertFileCred (`dcfg:nycfc`, mgmtDefinition 1023).
    MyCertFileCred "myCertFileCred"
    {
        /// `suids`.
        sui_ds with_sui_ds: Vec<codes::Suid> = "SUIDs";
        /// `mcff`.
        my_cert_file_format with_my_cert_file_format: String = "myCertFileFormat";
        /// `mcfc`.
        my_cert_file_content with_my_cert_file_content: String = "myCertFileContent";
    }
    {
    }
}

object! {
    /// trustAnchorCred (`dcfg:tac`, mgmtDefinition 1024).
    TrustAnchorCred "trustAnchorCred"
    {
        /// `cfp`.
        cert_fingerprint with_cert_fingerprint: String = "certFingerprint";
    }
    {
        /// `uri`.
        uri with_uri: String = "URI";
    }
}

object! {
    /// MAFClientRegCfg (`dcfg:mafc`, mgmtDefinition 1025).
    MafClientRegCfg "MAFClientRegCfg"
    {
    }
    {
        /// `fq`.
        fqdn with_fqdn: String = "fqdn";
        /// `adfq`.
        admin_fqdn with_admin_fqdn: String = "adminFQDN";
        /// `hpt`.
        http_port with_http_port: i64 = "httpPort";
        /// `copt`.
        coap_port with_coap_port: i64 = "coapPort";
        /// `wpt`.
        websocket_port with_websocket_port: i64 = "websocketPort";
        /// `cmlk`.
        authentication_profile_links with_authentication_profile_links: Vec<String> = "mgmtLink[authenticationProfile]";
    }
}

object! {
    /// MEFClientRegCfg (`dcfg:mefc`, mgmtDefinition 1026).
    MefClientRegCfg "MEFClientRegCfg"
    {
    }
    {
        /// `fq`.
        fqdn with_fqdn: String = "fqdn";
        /// `adfq`.
        admin_fqdn with_admin_fqdn: String = "adminFQDN";
        /// `hpt`.
        http_port with_http_port: i64 = "httpPort";
        /// `copt`.
        coap_port with_coap_port: i64 = "coapPort";
        /// `wpt`.
        websocket_port with_websocket_port: i64 = "websocketPort";
        /// `cmlk`.
        authentication_profile_links with_authentication_profile_links: Vec<String> = "mgmtLink[authenticationProfile]";
    }
}

object! {
    /// wificlient (`dcfg:wific`, mgmtDefinition 1028).
    WifiClient "wificlient"
    {
        /// `ssid`.
        ssid with_ssid: String = "ssid";
        /// `scan`.
        scan with_scan: bool = "scan";
    }
    {
        /// `wcrds.enct`.
        encryption_type with_encryption_type: codes::WifiEncryptionType = "credentials.encryptionType";
        /// `wcrds.unm`.
        username with_username: String = "credentials.username";
        /// `wcrds.pwd`.
        password with_password: Secret = "credentials.password";
        /// `wcrds.wepk`.
        wep_key with_wep_key: Secret = "credentials.wepKey";
        /// `wcrds.wpap`.
        wpa_psk with_wpa_psk: Secret = "credentials.wpaPsk";
        /// `maca`.
        mac_address with_mac_address: String = "macAddress";
        /// `chanl`.
        channel with_channel: String = "channel";
        /// `cons`.
        connection_status with_connection_status: codes::WifiConnectionStatus = "connectionStatus";
        /// `scanr`.
        scan_result with_scan_result: Vec<String> = "scanResult";
        /// `ud`.
        update with_update: bool = "update";
        /// `uds`.
        update_status with_update_status: ActionStatus = "updateStatus";
        /// `trdst`.
        toggle_radio_status with_toggle_radio_status: bool = "toggleRadioStatus";
        /// `rdst`.
        radio_status with_radio_status: bool = "radioStatus";
    }
}

object! {
    /// credentials (`dcfg:crds`, mgmtDefinition 1029).
    Credentials "credentials"
    {
    }
    {
        /// `pur`.
        purpose with_purpose: String = "purpose";
        /// `crid`.
        credential_id with_credential_id: String = "credentialID";
        /// `crse`.
        credential_secret with_credential_secret: Secret = "credentialSecret";
        /// `crtk`.
        credential_token with_credential_token: String = "credentialToken";
    }
}

object! {
    /// SIM (`dcfg:sim`, mgmtDefinition 1030).
    Sim "SIM"
    {
        /// `icid`.
        iccid with_iccid: String = "iccid";
    }
    {
        /// `imsi`.
        imsi with_imsi: String = "imsi";
        /// `sist`.
        sim_status with_sim_status: codes::SimStatus = "simStatus";
        /// `sity`.
        sim_type with_sim_type: codes::SimType = "simType";
        /// `spn`.
        service_provider_name with_service_provider_name: String = "serviceProviderName";
    }
}

object! {
    /// mobileNetwork (`dcfg:mnwk`, mgmtDefinition 1031).
    MobileNetwork "mobileNetwork"
    {
        /// `cnb`.
        cellular_network_bearer with_cellular_network_bearer: codes::CellularNetworkBearer = "cellularNetworkBearer";
    }
    {
        /// `rss`, dBm.
        radio_signal_strength with_radio_signal_strength: i64 = "radioSignalStrength";
        /// `liqu`, dB.
        link_quality with_link_quality: i64 = "linkQuality";
        /// `ipad`.
        ip_addresses with_ip_addresses: Vec<String> = "ipAddresses";
        /// `ripa`.
        router_ip_addresses with_router_ip_addresses: Vec<String> = "routerIPAddresses";
        /// `apna`.
        apn with_apn: String = "apn";
        /// `ceid`.
        cell_id with_cell_id: i64 = "cellID";
        /// `smnc`.
        smnc with_smnc: i64 = "smnc";
        /// `smcc`.
        smcc with_smcc: i64 = "smcc";
        /// `lac`.
        lac with_lac: i64 = "lac";
        /// `coel`.
        coverage_enhancement_level with_coverage_enhancement_level: codes::CoverageEnhancementLevel = "coverageEnhancementLevel";
    }
}

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
    /// statistics (`mgmt:statistics`).
    Statistics "statistics"
    {
    }
    {
        /// `bytesSent`, Byte.
        bytes_sent with_bytes_sent: u64 = "bytesSent";
        /// `bytesReceived`, Byte.
        bytes_received with_bytes_received: u64 = "bytesReceived";
        /// `smsSent`.
        sms_sent with_sms_sent: u32 = "smsSent";
        /// `smsReceived`.
        sms_received with_sms_received: u32 = "smsReceived";
        /// `maxMessageSize`, Byte.
        max_message_size with_max_message_size: u32 = "maxMessageSize";
        /// `averageMessageSize`, Byte.
        average_message_size with_average_message_size: u32 = "averageMessageSize";
        /// `start`.
        start with_start: bool = "start";
        /// `stop`.
        stop with_stop: bool = "stop";
        /// `collectionPeriod`, s.
        collection_period with_collection_period: u32 = "collectionPeriod";
        /// `sampling`.
        sampling with_sampling: bool = "sampling";
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
    /// location (`mgmt:location`).
    Location "location"
    {
    }
    {
        /// `latitude`, lat.
        latitude with_latitude: f64 = "latitude";
        /// `longitude`, lon.
        longitude with_longitude: f64 = "longitude";
        /// `altitude`, m.
        altitude with_altitude: f64 = "altitude";
        /// `radius`, m.
        radius with_radius: f64 = "radius";
        /// `speed`, m/s.
        speed with_speed: f64 = "speed";
        /// `timestamp`.
        timestamp with_timestamp: crate::Time = "timestamp";
        /// `source`.
        source with_source: String = "source";
    }
}

object! {
    /// ping (`mgmt:ping`).
    Ping "ping"
    {
    }
    {
        /// `host`.
        host with_host: String = "host";
        /// `repetitions`.
        repetitions with_repetitions: u32 = "repetitions";
        /// `timeout`, ms.
        timeout with_timeout: u32 = "timeout";
        /// `dataBlockSize`, Byte.
        data_block_size with_data_block_size: u32 = "dataBlockSize";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `successCount`.
        success_count with_success_count: u32 = "successCount";
        /// `failureCount`.
        failure_count with_failure_count: u32 = "failureCount";
        /// `averageResponseTime`, ms.
        average_response_time with_average_response_time: u32 = "averageResponseTime";
        /// `minimumResponseTime`, ms.
        minimum_response_time with_minimum_response_time: u32 = "minimumResponseTime";
        /// `maximumResponseTime`, ms.
        maximum_response_time with_maximum_response_time: u32 = "maximumResponseTime";
    }
}

object! {
    /// traceRoute (`mgmt:traceRoute`).
    TraceRoute "traceRoute"
    {
    }
    {
        /// `host`.
        host with_host: String = "host";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `responseTime`, ms.
        response_time with_response_time: u32 = "responseTime";
        /// `hops`.
        hops with_hops: Vec<String> = "hops";
    }
}

object! {
    /// downloadTest (`mgmt:downloadTest`).
    DownloadTest "downloadTest"
    {
    }
    {
        /// `url`.
        url with_url: String = "url";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `bytesReceived`, Byte.
        bytes_received with_bytes_received: u32 = "bytesReceived";
    }
}

object! {
    /// uploadTest (`mgmt:uploadTest`).
    UploadTest "uploadTest"
    {
    }
    {
        /// `url`.
        url with_url: String = "url";
        /// `fileLength`, Byte.
        file_length with_file_length: u32 = "fileLength";
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
    }
}

object! {
    /// selfTest (`mgmt:selfTest`).
    SelfTest "selfTest"
    {
    }
    {
        /// `start`.
        start with_start: bool = "start";
        /// `state`.
        state with_state: codes::DiagnosticsState = "state";
        /// `results`.
        results with_results: String = "results";
    }
}

object! {
    /// time (`mgmt:time`).
    Time "time"
    {
    }
    {
        /// `utcOffset`.
        utc_offset with_utc_offset: String = "utcOffset";
        /// `timezone`.
        timezone with_timezone: String = "timezone";
        /// `ntpServer`.
        ntp_server with_ntp_server: String = "ntpServer";
        /// `backupNtpServer`.
        backup_ntp_server with_backup_ntp_server: String = "backupNtpServer";
        /// `enable`.
        enable with_enable: bool = "enable";
        /// `status`.
        status with_status: String = "status";
    }
}

object! {
    /// wlan (`mgmt:wlan`).
    Wlan "wlan"
    {
    }
    {
        /// `enable`.
        enable with_enable: bool = "enable";
        /// `ssid`.
        ssid with_ssid: String = "ssid";
        /// `passphrase`.
        passphrase with_passphrase: Secret = "passphrase";
        /// `preSharedKey`.
        pre_shared_key with_pre_shared_key: Secret = "preSharedKey";
        /// `securityMode`.
        security_mode with_security_mode: codes::WifiEncryptionType = "securityMode";
        /// `wepKey`.
        wep_key with_wep_key: Secret = "wepKey";
        /// `bssid`.
        bssid with_bssid: String = "bssid";
        /// `channel`.
        channel with_channel: String = "channel";
        /// `autoChannel`.
        auto_channel with_auto_channel: bool = "autoChannel";
        /// `advertised`.
        advertised with_advertised: bool = "advertised";
        /// `status`.
        status with_status: codes::WlanStatus = "status";
        /// `mode`.
        mode with_mode: codes::WlanMode = "mode";
        /// `radioEnabled`.
        radio_enabled with_radio_enabled: bool = "radioEnabled";
        /// `bytesSent`, Byte.
        bytes_sent with_bytes_sent: u64 = "bytesSent";
        /// `bytesReceived`, Byte.
        bytes_received with_bytes_received: u64 = "bytesReceived";
        /// `packetsSent`.
        packets_sent with_packets_sent: u64 = "packetsSent";
        /// `packetsReceived`.
        packets_received with_packets_received: u64 = "packetsReceived";
        /// `interfaceName`.
        interface_name with_interface_name: String = "interfaceName";
        /// `beaconEnabled`.
        beacon_enabled with_beacon_enabled: bool = "beaconEnabled";
        /// `supportedChannels`.
        supported_channels with_supported_channels: Vec<String> = "supportedChannels";
        /// `channelsInUse`.
        channels_in_use with_channels_in_use: Vec<String> = "channelsInUse";
        /// `regulatoryDomain`.
        regulatory_domain with_regulatory_domain: String = "regulatoryDomain";
        /// `wmmSupported`.
        wmm_supported with_wmm_supported: bool = "wmmSupported";
        /// `wmmEnabled`.
        wmm_enabled with_wmm_enabled: bool = "wmmEnabled";
        /// `macControlEnabled`.
        mac_control_enabled with_mac_control_enabled: bool = "macControlEnabled";
        /// `allowedAddresses`.
        allowed_addresses with_allowed_addresses: Vec<String> = "allowedAddresses";
        /// `radiusServer`.
        radius_server with_radius_server: String = "radiusServer";
        /// `radiusPort`.
        radius_port with_radius_port: u32 = "radiusPort";
        /// `radiusSecret`.
        radius_secret with_radius_secret: Secret = "radiusSecret";
        /// `errorsSent`.
        errors_sent with_errors_sent: u64 = "errorsSent";
        /// `errorsReceived`.
        errors_received with_errors_received: u64 = "errorsReceived";
        /// `unicastPacketsSent`.
        unicast_packets_sent with_unicast_packets_sent: u64 = "unicastPacketsSent";
        /// `unicastPacketsReceived`.
        unicast_packets_received with_unicast_packets_received: u64 = "unicastPacketsReceived";
        /// `multicastPacketsSent`.
        multicast_packets_sent with_multicast_packets_sent: u64 = "multicastPacketsSent";
        /// `multicastPacketsReceived`.
        multicast_packets_received with_multicast_packets_received: u64 = "multicastPacketsReceived";
        /// `broadcastPacketsSent`.
        broadcast_packets_sent with_broadcast_packets_sent: u64 = "broadcastPacketsSent";
        /// `broadcastPacketsReceived`.
        broadcast_packets_received with_broadcast_packets_received: u64 = "broadcastPacketsReceived";
        /// `discardPacketsSent`.
        discard_packets_sent with_discard_packets_sent: u64 = "discardPacketsSent";
        /// `discardPacketsReceived`.
        discard_packets_received with_discard_packets_received: u64 = "discardPacketsReceived";
        /// `unknownPacketsReceived`.
        unknown_packets_received with_unknown_packets_received: u64 = "unknownPacketsReceived";
    }
}

object! {
    /// accessPointName (`mgmt:accessPointName`).
    AccessPointName "accessPointName"
    {
    }
    {
        /// `apn`.
        apn with_apn: String = "apn";
        /// `name`.
        name with_name: String = "name";
        /// `username`.
        username with_username: Secret = "username";
        /// `password`.
        password with_password: Secret = "password";
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
