use core::fmt;

/// One row per code: constant, number, meaning, whether the originator of the request is to blame.
macro_rules! fault_codes {
    ($( $name:ident = $code:literal $side:ident $text:literal; )*) => {
        impl FaultCode {
            $( #[doc = concat!("`", stringify!($code), "` ", $text, ".")] pub const $name: FaultCode = FaultCode($code); )*

            /// Every code that the CWMP schemas name, in ascending order.
            pub const ALL: &'static [FaultCode] = &[ $( FaultCode($code), )* ];

            /// The name of a code that the schemas have; `None` for others.
            ///
            /// Send the text that belongs to the case; older agents use `8006` and `9014` for other faults.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 { $( $code => Some($text), )* _ => None }
            }

            /// Whether a fault with this code blames the originator of the request, so that the SOAP fault code
            /// is `Client` and not `Server`.
            #[must_use]
            pub const fn is_client(self) -> bool {
                match self.0 { $( $code => fault_codes!(@ $side), )* _ => false }
            }
        }
    };
    (@ client) => { true };
    (@ server) => { false };
}

/// A CWMP fault code: 8000 to 8899 from an ACS, 9000 to 9899 from a CPE, 0 for none. The registry is open.
///
/// ```
/// use cwmp_soap::value::FaultCode;
///
/// assert_eq!(FaultCode(9005), FaultCode::INVALID_PARAMETER_NAME);
/// assert!(FaultCode(9005).is_client());
/// assert_eq!(FaultCode(9812).name(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct FaultCode(
    /// The number.
    pub u32,
);

fault_codes! {
    NONE = 0 server "No fault";
    ACS_METHOD_NOT_SUPPORTED = 8000 server "Method not supported";
    ACS_REQUEST_DENIED = 8001 server "Request denied";
    ACS_INTERNAL_ERROR = 8002 server "Internal error";
    ACS_INVALID_ARGUMENTS = 8003 client "Invalid arguments";
    ACS_RESOURCES_EXCEEDED = 8004 server "Resources exceeded";
    RETRY_REQUEST = 8005 server "Retry request";
    VERSION_INCOMPATIBLE = 8006 server "ACS version incompatible with CPE";
    METHOD_NOT_SUPPORTED = 9000 server "Method not supported";
    REQUEST_DENIED = 9001 server "Request denied";
    INTERNAL_ERROR = 9002 server "Internal error";
    INVALID_ARGUMENTS = 9003 client "Invalid arguments";
    RESOURCES_EXCEEDED = 9004 server "Resources exceeded";
    INVALID_PARAMETER_NAME = 9005 client "Invalid parameter name";
    INVALID_PARAMETER_TYPE = 9006 client "Invalid parameter type";
    INVALID_PARAMETER_VALUE = 9007 client "Invalid parameter value";
    NOT_WRITABLE = 9008 client "Attempt to set a non-writable parameter";
    NOTIFICATION_REJECTED = 9009 server "Notification request rejected";
    FILE_TRANSFER_FAILURE = 9010 server "File transfer failure";
    UPLOAD_FAILURE = 9011 server "Upload failure";
    FILE_SERVER_AUTHENTICATION = 9012 server "File transfer server authentication failure";
    UNSUPPORTED_PROTOCOL = 9013 server "Unsupported protocol for file transfer";
    MULTICAST_GROUP = 9014 server "File transfer failure: unable to join multicast group";
    FILE_SERVER_UNREACHABLE = 9015 server "File transfer failure: unable to contact file server";
    FILE_INACCESSIBLE = 9016 server "File transfer failure: unable to access file";
    DOWNLOAD_INCOMPLETE = 9017 server "File transfer failure: unable to complete download";
    FILE_CORRUPTED = 9018 server "File transfer failure: file corrupted";
    FILE_AUTHENTICATION = 9019 server "File transfer failure: file authentication failure";
    TIME_WINDOW_MISSED = 9020 server "File transfer failure: unable to complete download within specified time windows";
    CANCEL_NOT_PERMITTED = 9021 server "Cancelation of file transfer not permitted in current transfer state";
    INVALID_UUID = 9022 server "Invalid UUID format";
    UNKNOWN_EXECUTION_ENVIRONMENT = 9023 server "Unknown execution environment";
    DISABLED_EXECUTION_ENVIRONMENT = 9024 server "Disabled execution environment";
    EXECUTION_ENVIRONMENT_MISMATCH = 9025 server "Deployment unit to execution environment mismatch";
    DUPLICATE_DEPLOYMENT_UNIT = 9026 server "Duplicate deployment unit";
    SYSTEM_RESOURCES_EXCEEDED = 9027 server "System resources exceeded";
    UNKNOWN_DEPLOYMENT_UNIT = 9028 server "Unknown deployment unit";
    INVALID_DEPLOYMENT_UNIT_STATE = 9029 server "Invalid deployment unit state";
    DOWNGRADE_NOT_PERMITTED = 9030 server "Invalid deployment unit update: downgrade not permitted";
    VERSION_NOT_SPECIFIED = 9031 server "Invalid deployment unit update: version not specified";
    VERSION_EXISTS = 9032 server "Invalid deployment unit update: version already exists";
}

impl FaultCode {
    /// Whether the code is one of a CPE: 9000 to 9899.
    #[must_use]
    pub const fn is_cpe(self) -> bool {
        matches!(self.0, 9000..=9899)
    }

    /// Whether the code is one of an ACS: 8000 to 8899.
    #[must_use]
    pub const fn is_acs(self) -> bool {
        matches!(self.0, 8000..=8899)
    }

    /// Whether the code is in the vendors' ranges: 8800 to 8899 and 9800 to 9899.
    #[must_use]
    pub const fn is_vendor(self) -> bool {
        matches!(self.0, 8800..=8899 | 9800..=9899)
    }
}

impl From<u32> for FaultCode {
    fn from(code: u32) -> Self {
        FaultCode(code)
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
