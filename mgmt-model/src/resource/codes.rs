//! A Rust type per enumeration of the management objects.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use super::object::code;

code! {
    /// `m2m:consistencyStrategy`.
    ConsistencyStrategy {
        ABANDON_MEMBER = 1 "ABANDON_MEMBER";
        ABANDON_GROUP = 2 "ABANDON_GROUP";
        SET_MIXED = 3 "SET_MIXED";
    }
}

code! {
    /// `m2m:cmdType`.
    CmdType {
        RESET = 1 "RESET";
        REBOOT = 2 "REBOOT";
        UPLOAD = 3 "UPLOAD";
        DOWNLOAD = 4 "DOWNLOAD";
        SOFTWAREINSTALL = 5 "SOFTWAREINSTALL";
        SOFTWAREUNINSTALL = 6 "SOFTWAREUNINSTALL";
        SOFTWAREUPDATE = 7 "SOFTWAREUPDATE";
    }
}

code! {
    /// `m2m:execModeType`.
    ExecModeType {
        IMMEDIATEONCE = 1 "IMMEDIATEONCE";
        IMMEDIATEREPEAT = 2 "IMMEDIATEREPEAT";
        RANDOMONCE = 3 "RANDOMONCE";
        RANDOMREPEAT = 4 "RANDOMREPEAT";
    }
}

code! {
    /// `m2m:execStatusType`.
    ExecStatusType {
        INITIATED = 1 "INITIATED";
        PENDING = 2 "PENDING";
        FINISHED = 3 "FINISHED";
        CANCELLING = 4 "CANCELLING";
        CANCELLED = 5 "CANCELLED";
        STATUS_NON_CANCELLABLE = 6 "STATUS_NON_CANCELLABLE";
    }
}

code! {
    /// `m2m:execResultType`.
    ExecResultType {
        STATUS_SUCCESS = 0 "STATUS_SUCCESS";
        STATUS_REQUEST_UNSUPPORTED = 1 "STATUS_REQUEST_UNSUPPORTED";
        STATUS_REQUEST_DENIED = 2 "STATUS_REQUEST DENIED";
        STATUS_CANCELLATION_DENIED = 3 "STATUS_CANCELLATION_DENIED";
        STATUS_INTERNAL_ERROR = 4 "STATUS_INTERNAL_ERROR";
        STATUS_INVALID_ARGUMENTS = 5 "STATUS_INVALID_ARGUMENTS";
        STATUS_RESOURCES_EXCEEDED = 6 "STATUS_RESOURCES_EXCEEDED";
        STATUS_FILE_TRANSFER_FAILED = 7 "STATUS_FILE_TRANSFER_FAILED";
        STATUS_FILE_TRANSFER_SERVER_AUTHENTICATION_FAILURE = 8 "STATUS_FILE_TRANSFER_SERVER_AUTHENTICATION_FAILURE";
        STATUS_UNSUPPORTED_PROTOCOL = 9 "STATUS_UNSUPPORTED_PROTOCOL";
        STATUS_UPLOAD_FAILED = 10 "STATUS_UPLOAD_FAILED";
        STATUS_FILE_TRANSFER_FAILED_MULTICAST_GROUP_UNABLE_JOIN = 11 "STATUS_FILE_TRANSFER_FAILED_MULTICAST_GROUP_UNABLE_JOIN";
        STATUS_FILE_TRANSFER_FAILED_SERVER_CONTACT_FAILED = 12 "STATUS_FILE_TRANSFER_FAILED_SERVER_CONTACT_FAILED";
        STATUS_FILE_TRANSFER_FAILED_FILE_ACCESS_FAILED = 13 "STATUS_FILE_TRANSFER_FAILED_FILE_ACCESS_FAILED";
        STATUS_FILE_TRANSFER_FAILED_DOWNLOAD_INCOMPLETE = 14 "STATUS_FILE_TRANSFER_FAILED_DOWNLOAD_INCOMPLETE";
        STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED = 15 "STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED";
        STATUS_FILE_TRANSFER_FILE_AUTHENTICATION_FAILURE = 16 "STATUS_FILE_TRANSFER_FILE_AUTHENTICATION_FAILURE";
        STATUS_FILE_TRANSFER_WINDOW_EXCEEDED = 19 "STATUS_FILE_TRANSFER_WINDOW_EXCEEDED";
        STATUS_INVALID_UUID_FORMAT = 20 "STATUS_INVALID_UUID_FORMAT";
        STATUS_UNKNOWN_EXECUTION_ENVIRONMENT = 21 "STATUS_UNKNOWN_EXECUTION_ENVIRONMENT";
        STATUS_DISABLED_EXECUTION_ENVIRONMENT = 22 "STATUS_DISABLED_EXECUTION_ENVIRONMENT";
        STATUS_EXECUTION_ENVIRONMENT_MISMATCH = 23 "STATUS_EXECUTION_ENVIRONMENT_MISMATCH";
        STATUS_DUPLICATE_DEPLOYMENT_UNIT = 24 "STATUS_DUPLICATE_DEPLOYMENT_UNIT";
        STATUS_SYSTEM_RESOURCES_EXCEEDED = 25 "STATUS_SYSTEM_RESOURCES_EXCEEDED";
        STATUS_UNKNOWN_DEPLOYMENT_UNIT = 26 "STATUS_UNKNOWN_DEPLOYMENT_UNIT";
        STATUS_INVALID_DEPLOYMENT_UNIT_STATE = 27 "STATUS_INVALID_DEPLOYMENT_UNIT_STATE";
        STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_DOWNGRADE_DISALLOWED = 28 "STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_DOWNGRADE_DISALLOWED";
        STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_UPGRADE_DISALLOWED = 29 "STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_UPGRADE_DISALLOWED";
        STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_VERSION_EXISTS = 30 "STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_VERSION_EXISTS";
        STATUS_NOT_FINISHED = 31 "STATUS_NOT_FINISHED";
    }
}

code! {
    /// `m2m:status`.
    Status {
        UNINITIALIZED = 0 "Uninitialized";
        SUCCESSFUL = 1 "Successful";
        FAILURE = 2 "Failure";
        IN_PROCESS = 3 "In_Process";
    }
}

code! {
    /// `m2m:batteryStatus`.
    BatteryStatus {
        NORMAL = 1 "NORMAL";
        CHARGING = 2 "CHARGING";
        CHARGING_COMPLETE = 3 "CHARGING_COMPLETE";
        DAMAGED = 4 "DAMAGED";
        LOW_BATTERY = 5 "LOW_BATTERY";
        NOT_INSTALLED = 6 "NOT_INSTALLED";
        UNKNOWN = 7 "UNKNOWN";
    }
}

code! {
    /// `m2m:logTypeId`.
    LogTypeId {
        SYSTEM = 1 "System";
        SECURITY = 2 "Security";
        EVENT = 3 "Event";
        TRACE = 4 "Trace";
        PANIC = 5 "Panic";
    }
}

code! {
    /// `m2m:logStatus`.
    LogStatus {
        STARTED = 1 "Started";
        STOPPED = 2 "Stopped";
        UNKNOWN = 3 "Unknown";
        NOT_PRESENT = 4 "NotPresent";
        ERROR = 5 "Error";
    }
}

code! {
    /// `m2m:suid`.
    Suid {
        A_PRE_PROVISIONED_SYMMETRIC_KEY_INTENDED_TO_BE_SHARED_WITH_A_MEF = 10 "A pre-provisioned symmetric key intended to be shared with a MEF";
        A_PRE_PROVISIONED_SYMMETRIC_KEY_INTENDED_TO_BE_SHARED_WITH_A_MAF = 11 "A pre-provisioned symmetric key intended to be shared with a MAF";
        A_PRE_PROVISIONED_SYMMETRIC_KEY_INTENDED_FOR_USE_IN_A_SECURITY_ASSOCIATED_ESTABLISHMENT_FRAMEWORK_SAEF = 12 "A pre-provisioned symmetric key intended for use in a Security Associated Establishment Framework (SAEF)";
        A_PRE_PROVISIONED_SYMMETRIC_KEY_INTENDED_FOR_USE_IN_END_TO_END_SECURITY_OF_PRIMITIVES_ES_PRIM = 13 "A pre-provisioned symmetric key intended for use in End-to-End Security of Primitives (ESPrim)";
        A_PRE_PROVISIONED_SYMMETRIC_KEY_INTENDED_FOR_USE_WITH_AUTHENTICATED_ENCRYPTION_IN_THE_ENCRYPTION_ONLY_OR_NESTED_SIGN_THEN_ENCRYPT_END_TO_END_SECURITY_OF_DATA_ES_DATA_DATA_CLASSES = 14 "A pre-provisioned symmetric key intended for use with authenticated encryption in the Encryption-only or Nested Sign-then-Encrypt End-to-End Security of Data (ESData) Data classes";
        A_PRE_PROVISIONED_SYMMETRIC_KEY_INTENDED_FOR_USE_IN_SIGNATURE_ONLY_ES_DATA_SECURITY_CLASS = 15 "A pre-provisioned symmetric key intended for use in Signature-only ESData Security Class";
        A_SYMMETRIC_KEY_PROVISIONED_VIA_A_REMOTE_SECURITY_PROVISIONING_FRAMEWORK_RSPF_AND_INTENDED_TO_BE_SHARED_WITH_A_MAF = 21 "A symmetric key, provisioned via a Remote Security Provisioning Framework (RSPF), and intended to be shared with a MAF";
        A_SYMMETRIC_KEY_PROVISIONED_VIA_A_RSPF_AND_INTENDED_FOR_USE_IN_A_SAEF = 22 "A symmetric key, provisioned via a RSPF, and intended for use in a SAEF";
        A_SYMMETRIC_KEY_PROVISIONED_VIA_A_RSPF_AND_INTENDED_FOR_USE_IN_ES_PRIM = 23 "A symmetric key, provisioned via a RSPF, and intended for use in ESPrim";
        A_SYMMETRIC_KEY_PROVISIONED_VIA_A_RSPF_AND_INTENDED_FOR_USE_WITH_AUTHENTICATED_ENCRYPTION_IN_THE_ENCRYPTION_ONLY_OR_NESTED_SIGN_THEN_ENCRYPT_ES_DATA_DATA_CLASSES = 24 "A symmetric key, provisioned via a RSPF, and intended for use with authenticated encryption in the Encryption-only or Nested Sign-then-Encrypt ESData) Data classes";
        A_SYMMETRIC_KEY_PROVISIONED_VIA_A_RSPF_AND_INTENDED_FOR_USE_IN_SIGNATURE_ONLY_ES_DATA_SECURITY_CLASS = 25 "A symmetric key, provisioned via a RSPF, and intended for use in Signature-only ESData Security Class";
        A_MAF_DISTRIBUTED_SYMMETRIC_KEY_INTENDED_FOR_USE_IN_A_SAEF = 32 "A MAF-distributed symmetric key intended for use in a SAEF";
        A_MAF_DISTRIBUTED_SYMMETRIC_KEY_INTENDED_FOR_USE_IN_ES_PRIM = 33 "A MAF-distributed symmetric key intended for use in ESPrim";
        A_MAF_DISTRIBUTED_SYMMETRIC_KEY_INTENDED_FOR_USE_WITH_AUTHENTICATED_ENCRYPTION_IN_THE_ENCRYPTION_ONLY_OR_NESTED_SIGN_THEN_ENCRYPT_ES_DATA_DATA_CLASSES = 34 "A MAF-distributed symmetric key intended for use with authenticated encryption in the Encryption-only or Nested Sign-then-Encrypt ESData Data classes";
        A_MAF_DISTRIBUTED_SYMMETRIC_KEY_INTENDED_FOR_USE_IN_SIGNATURE_ONLY_ES_DATA_SECURITY_CLASS = 35 "A MAF-distributed symmetric key intended for use in Signature-only ESData Security Class";
        A_CERTIFICATE_INTENDED_TO_BE_SHARED_WITH_A_MEF = 40 "A certificate intended to be shared with a MEF";
        A_CERTIFICATE_INTENDED_TO_BE_SHARED_WITH_A_MAF = 41 "A certificate intended to be shared with a MAF";
        A_CERTIFICATE_INTENDED_FOR_USE_IN_A_SECURITY_ASSOCIATED_ESTABLISHMENT_FRAMEWORK_SAEF = 42 "A certificate intended for use in a Security Associated Establishment Framework (SAEF)";
        A_CERTIFICATE_INTENDED_FOR_USE_IN_END_TO_END_SECURITY_OF_PRIMITIVES_ES_PRIM = 43 "A certificate intended for use in End-to-End Security of Primitives (ESPrim)";
        A_CERTIFICATE_INTENDED_FOR_USE_WITH_AUTHENTICATED_ENCRYPTION_IN_THE_ENCRYPTION_ONLY_OR_NESTED_SIGN_THEN_ENCRYPT_END_TO_END_SECURITY_OF_DATA_ES_DATA_DATA_CLASSES = 44 "A certificate intended for use with authenticated encryption in the Encryption-only or Nested Sign-then-Encrypt End-to-End Security of Data (ESData) Data classes";
        A_CERTIFICATE_INTENDED_FOR_USE_IN_SIGNATURE_ONLY_ES_DATA_SECURITY_CLASS = 45 "A certificate intended for use in Signature-only ESData Security Class";
    }
}

code! {
    /// `m2m:networkAction`.
    NetworkAction {
        CELLULAR_REGISTRATION = 1 "cellular-registration";
        CELLULAR_ATTACH = 2 "cellular-attach";
        CELLULAR_PDPCTXACT = 3 "cellular-pdpctxact";
        CELLULAR_SMS = 4 "cellular-sms";
        DEFAULT = 5 "default";
    }
}

code! {
    /// `dcfg:cellularNetworkBearer`.
    CellularNetworkBearer {
        GSM_CELLULAR_NETWORK = 0 "GSM cellular network";
        TD_SCDMA_CELLULAR_NETWORK = 1 "TD-SCDMA cellular network";
        WCDMA_CELLULAR_NETWORK = 2 "WCDMA cellular network";
        CDMA2000_CELLULAR_NETWORK = 3 "CDMA2000 cellular network";
        WI_MAX_CELLULAR_NETWORK = 4 "WiMAX cellular network";
        LTE_TDD_CELLULAR_NETWORK = 5 "LTE-TDD cellular network";
        LTE_FDD_CELLULAR_NETWORK = 6 "LTE-FDD cellular network";
        NB_IO_T = 7 "NB-IoT";
    }
}

code! {
    /// `dcfg:coverageEnhancementLevel`.
    CoverageEnhancementLevel {
        NO_COVERAGE_ENHANCEMENT_IN_THE_SERVING_CELL = 0 "No Coverage Enhancement in the serving cell";
        COVERAGE_ENHANCEMENT_LEVEL_0 = 1 "Coverage Enhancement level 0";
        COVERAGE_ENHANCEMENT_LEVEL_1 = 2 "Coverage Enhancement level 1";
        COVERAGE_ENHANCEMENT_LEVEL_2 = 3 "Coverage Enhancement level 2";
        COVERAGE_ENHANCEMENT_LEVEL_3 = 4 "Coverage Enhancement level 3";
    }
}

code! {
    /// `dcfg:simStatus`.
    SimStatus {
        INACTIVE = 0 "inactive";
        ACTIVE = 1 "active";
    }
}

code! {
    /// `dcfg:simType`.
    SimType {
        UICC_REMOVABLE = 0 "UICC (removable)";
        E_UICC_REMOVABLE = 1 "eUICC (removable)";
        E_UICC_NON_REMOVABLE = 2 "eUICC (non-removable)";
        I_UICC = 3 "iUICC";
    }
}

code! {
    /// `dcfg:wifiConnectionStatus`.
    WifiConnectionStatus {
        DISCONNECTED = 0 "Disconnected";
        CONNECTED = 1 "Connected";
        IDLE = 2 "Idle";
        NO_SSID_AVAILABLE = 3 "No SSID available";
        SCAN_COMPLETED = 4 "Scan completed";
        FAILED = 5 "Failed";
        LOST = 6 "Lost";
    }
}

code! {
    /// `dcfg:wifiEncryptionType`.
    WifiEncryptionType {
        NONE = 1 "None";
        WEP = 2 "WEP";
        WPA_PERSONAL = 3 "WPA Personal";
        WPA2_PERSONAL = 4 "WPA2 Personal";
        WPA3_PERSONAL = 5 "WPA3 Personal";
        WPA_ENTERPRISE = 6 "WPA Enterprise";
        WPA2_ENTERPRISE = 7 "WPA2 Enterprise";
        WPA3_ENTERPRISE = 8 "WPA3 Enterprise";
    }
}

code! {
    /// `mgmt:securityMode`.
    SecurityMode {
        PSK = 0 "psk";
        RPK = 1 "rpk";
        CERTIFICATE = 2 "certificate";
        NONE = 3 "none";
        CERTIFICATE_WITH_EST = 4 "certificateWithEst";
    }
}

code! {
    /// `mgmt:powerSource`.
    PowerSource {
        DC = 0 "dc";
        INTERNAL_BATTERY = 1 "internalBattery";
        EXTERNAL_BATTERY = 2 "externalBattery";
        FUEL_CELL = 3 "fuelCell";
        POWER_OVER_ETHERNET = 4 "powerOverEthernet";
        USB = 5 "usb";
        AC = 6 "ac";
        SOLAR = 7 "solar";
    }
}

code! {
    /// `mgmt:errorCode`.
    ErrorCode {
        NONE = 0 "none";
        LOW_BATTERY = 1 "lowBattery";
        EXTERNAL_SUPPLY_OFF = 2 "externalSupplyOff";
        GPS_FAILURE = 3 "gpsFailure";
        LOW_SIGNAL = 4 "lowSignal";
        OUT_OF_MEMORY = 5 "outOfMemory";
        SMS_FAILURE = 6 "smsFailure";
        IP_FAILURE = 7 "ipFailure";
        PERIPHERAL = 8 "peripheral";
    }
}

code! {
    /// `mgmt:lockState`.
    LockState {
        UNLOCKED = 0 "unlocked";
        PARTIALLY_LOCKED = 1 "partiallyLocked";
        FULLY_LOCKED = 2 "fullyLocked";
    }
}

code! {
    /// `mgmt:lockResult`.
    LockResult {
        DEFAULT = 0 "default";
        PARTIALLY_LOCKED = 1 "partiallyLocked";
        FULLY_LOCKED = 2 "fullyLocked";
        UNLOCKED = 3 "unlocked";
        WIPED = 4 "wiped";
        PARTIAL_LOCK_FAILED = 5 "partialLockFailed";
        FULL_LOCK_FAILED = 6 "fullLockFailed";
        UNLOCK_FAILED = 7 "unlockFailed";
        WIPE_FAILED = 8 "wipeFailed";
    }
}

code! {
    /// `mgmt:diagnosticsState`.
    DiagnosticsState {
        NONE = 0 "none";
        REQUESTED = 1 "requested";
        COMPLETE = 2 "complete";
        CANCELED = 3 "canceled";
        ERROR = 4 "error";
        CANNOT_RESOLVE_HOST_NAME = 5 "cannotResolveHostName";
        NO_ROUTE_TO_HOST = 6 "noRouteToHost";
        INTERNAL = 7 "internal";
        OTHER = 8 "other";
        INIT_CONNECTION_FAILED = 9 "initConnectionFailed";
        NO_RESPONSE = 10 "noResponse";
        TRANSFER_FAILED = 11 "transferFailed";
        MAX_HOP_COUNT_EXCEEDED = 12 "maxHopCountExceeded";
        PASSWORD_REQUEST_FAILED = 13 "passwordRequestFailed";
        LOGIN_FAILED = 14 "loginFailed";
        NO_TRANSFER_MODE = 15 "noTransferMode";
        NO_PASV = 16 "noPasv";
        INCORRECT_SIZE = 17 "incorrectSize";
        TIMEOUT = 18 "timeout";
        NO_CWD = 19 "noCwd";
        NO_STOR = 20 "noStor";
        NO_TRANSFER_COMPLETE = 21 "noTransferComplete";
    }
}

code! {
    /// `mgmt:wlanStatus`.
    WlanStatus {
        DISABLED = 0 "disabled";
        UP = 1 "up";
        ERROR = 2 "error";
    }
}

code! {
    /// `mgmt:wlanSecurity`.
    WlanSecurity {
        NONE = 1 "none";
        WEP = 2 "wep";
        WPA_PERSONAL = 3 "wpaPersonal";
        WPA2_PERSONAL = 4 "wpa2Personal";
        WPA3_PERSONAL = 5 "wpa3Personal";
        WPA_ENTERPRISE = 6 "wpaEnterprise";
        WPA2_ENTERPRISE = 7 "wpa2Enterprise";
        WPA3_ENTERPRISE = 8 "wpa3Enterprise";
        WPA_WPA2_PERSONAL = 9 "wpaWpa2Personal";
        WPA3_PERSONAL_TRANSITION = 10 "wpa3PersonalTransition";
        WPA_WPA2_ENTERPRISE = 11 "wpaWpa2Enterprise";
        WEP_WPA = 12 "wepWpa";
        WEP_WPA2 = 13 "wepWpa2";
        WEP_WPA_WPA2 = 14 "wepWpaWpa2";
    }
}

code! {
    /// `mgmt:wlanMode`.
    WlanMode {
        ACCESS_POINT = 0 "accessPoint";
        CLIENT = 1 "client";
        BRIDGE = 2 "bridge";
        REPEATER = 3 "repeater";
    }
}
