//! What a device is given for its service: oneM2M's 1020 to 1031.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{ActionStatus, Field, Object, Secret, SecretBytes, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

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
        smnc with_smnc: u64 = "smnc";
        /// `smcc`.
        smcc with_smcc: u64 = "smcc";
        /// `lac`.
        lac with_lac: i64 = "lac";
        /// `coel`.
        coverage_enhancement_level with_coverage_enhancement_level: codes::CoverageEnhancementLevel = "coverageEnhancementLevel";
    }
}
