//! Alert codes, generic alert types and marks.

use super::numeric_registry;
use alloc::borrow::Cow;
use core::fmt;

numeric_registry! {
    /// The code in the `Data` of an Alert.
    ///
    /// ```
    /// use omadm_syncml::code::AlertCode;
    ///
    /// assert_eq!(AlertCode::from_text("1226"), Some(AlertCode::GENERIC));
    /// assert!(AlertCode::CONFIRM.is_user_interaction());
    /// ```
    AlertCode
    DISPLAY = 1100, "DISPLAY", "show the text to the user", "DM RepPro 1.2.1, Alert codes";
    CONFIRM = 1101, "CONFIRM OR REJECT", "show the text and let the user confirm or reject", "DM RepPro 1.2.1, Alert codes";
    TEXT_INPUT = 1102, "TEXT INPUT", "show the text and let the user enter text, which goes back in the Status", "DM RepPro 1.2.1, Alert codes";
    SINGLE_CHOICE = 1103, "SINGLE CHOICE", "let the user select one of the choices", "DM RepPro 1.2.1, Alert codes";
    MULTIPLE_CHOICE = 1104, "MULTIPLE CHOICE", "let the user select one or more of the choices", "DM RepPro 1.2.1, Alert codes";
    SERVER_INITIATED = 1200, "SERVER-INITIATED MGMT", "the server caused the management session", "DM RepPro 1.2.1, Alert codes";
    CLIENT_INITIATED = 1201, "CLIENT-INITIATED MGMT", "the client started the management session", "DM RepPro 1.2.1, Alert codes";
    RESULT_ALERT = 1221, "RESULT ALERT", "asks for the results of a command again; SyncML 1.1 only", "";
    NEXT_MESSAGE = 1222, "NEXT MESSAGE", "asks for the next message of the package", "DM RepPro 1.2.1, Alert codes";
    SESSION_ABORT = 1223, "SESSION ABORT", "the sender wishes to end the session", "DM RepPro 1.2.1, Alert codes";
    CLIENT_EVENT = 1224, "CLIENT EVENT", "an event happened on the client; the Item holds its data", "DM RepPro 1.2.1, Alert codes";
    NO_END_OF_DATA = 1225, "NO END OF DATA", "the last chunk of a large object did not arrive", "DM RepPro 1.2.1, Alert codes";
    GENERIC = 1226, "GENERIC ALERT", "an alert of the client, with or without a reference to a management object", "DM RepPro 1.2.1, Alert codes";
}

impl AlertCode {
    /// 1100 to 1199: an alert that the user sees.
    #[must_use]
    pub const fn is_user_interaction(self) -> bool {
        self.0 >= 1100 && self.0 <= 1199
    }

    /// 1200 to 1299: an alert of the session.
    #[must_use]
    pub const fn is_session(self) -> bool {
        self.0 >= 1200 && self.0 <= 1299
    }
}

/// One row of the registry of generic alert types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisteredAlertType {
    /// The type as it stands in the Meta Type of a generic alert.
    pub name: &'static str,
    /// Which management object sends it.
    pub owner: &'static str,
    /// When it is sent, in one sentence without a full stop.
    pub meaning: &'static str,
}

macro_rules! alert_types {
    ($( $konst:ident = $name:literal, $owner:literal, $meaning:literal; )*) => {
        impl AlertType<'static> {
            $(
                #[doc = concat!("`", $name, "`: ", $meaning, ".")]
                pub const $konst: AlertType<'static> = AlertType(Cow::Borrowed($name));
            )*

            /// Every type the table names.
            pub const REGISTERED: &'static [RegisteredAlertType] = &[ $(
                RegisteredAlertType { name: $name, owner: $owner, meaning: $meaning },
            )* ];
        }
    };
}

/// The type of a generic alert (code 1226), from its Meta Type.
///
/// The standard writes a prefix in front of the name (`Reversed-Domain-Name: ` or `Content-Type: `); many devices
/// leave it out. The text is kept as it came; [`AlertType::name`] gives it without prefix and white space.
///
/// ```
/// use omadm_syncml::code::AlertType;
///
/// let spelled_out = AlertType::from("Reversed-Domain-Name: org.openmobilealliance.dm.firmwareupdate.download");
/// assert_eq!(spelled_out.name(), AlertType::FUMO_DOWNLOAD.name());
/// assert_eq!(spelled_out.registered().unwrap().owner, "FUMO");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct AlertType<'a>(pub Cow<'a, str>);

alert_types! {
    FUMO_DOWNLOAD = "org.openmobilealliance.dm.firmwareupdate.download", "FUMO", "a Download operation has ended";
    FUMO_UPDATE = "org.openmobilealliance.dm.firmwareupdate.update", "FUMO", "an Update operation has ended";
    FUMO_DOWNLOAD_AND_UPDATE = "org.openmobilealliance.dm.firmwareupdate.downloadandupdate", "FUMO", "a DownloadAndUpdate operation has ended";
    FUMO_DEVICE_REQUEST = "org.openmobilealliance.dm.firmwareupdate.devicerequest", "FUMO", "the device asks for a firmware update";
    FUMO_USER_REQUEST = "org.openmobilealliance.dm.firmwareupdate.userrequest", "FUMO", "the user asks for a firmware update";
    SCOMO_OPERATION_COMPLETE = "urn:oma:at:scomo:1.0:OperationComplete", "SCOMO", "an operation on a software component has ended";
    SCOMO_OPERATION_COMPLETE_REVERSED = "org.openmobilealliance.dm.softwarecomponent.OperationComplete", "SCOMO", "the form of the same alert that Symbian devices send";
    LAWMO_OPERATION_COMPLETE = "urn:oma:at:lawmo:1.0:OperationComplete", "LAWMO", "a lock or wipe operation has ended";
    DCMO_OPERATION_COMPLETE = "urn:oma:at:dcmo:1.0:OperationComplete", "DCMO", "an operation on a device capability has ended";
    DIAGMON_OPERATION_COMPLETE = "urn:oma:at:diagmon:1.0:OperationComplete", "DiagMon", "a diagnostics operation has ended, its result comes with the alert";
    DIAGMON_COLLECTED_SIMPLE_DATA_REPORT = "urn:oma:at:diagmon:1.0:CollectedSimpleDataReport", "DiagMon", "the alert carries collected node values";
    DIAGMON_TRAP_NOTIFICATION = "urn:oma:at:diagmon:1.0:TrapNotification", "DiagMon", "a trap has become active";
    DIAGMON_TRAP_INACTIVE = "urn:oma:at:diagmon:1.0:TrapInactiveNotification", "DiagMon", "a trap has become inactive";
    DIAGMON_TRAP_DEREGISTERED = "urn:oma:at:diagmon:1.0:TrapDeregistered", "DiagMon", "an inward trap has been deregistered";
    SACMO_OPERATION_REPORT = "urn:oma:at:sacmo:1.0:OperationReport", "SACMO", "the outcome of an operation on software or applications";
    MGMT_POLICY_REPORT = "urn:oma:at:oma-mgmtpolicymo:1.0:policyreport", "MgmtPolicyMO", "the results of the actions of a policy";
    GWMO_DEVICE_ATTACHED = "urn:oma:at:oma-gwmo:deviceattached:1.0", "GwMO", "the gateway has found a new end device";
    GWMO_DEVICE_ATTACHED_1_1 = "urn:oma:at:oma-gwmo:deviceattached:1.1", "GwMO", "the gateway has found a new end device (GwMO 1.1)";
    GWMO_DEVICE_DETACHED = "urn:oma:at:oma-gwmo:devicedetached:1.0", "GwMO", "an end device has left the gateway";
    GWMO_RESULT_AGGREGATION = "urn:oma:at:oma-gwmo:resultaggregation:1.0", "GwMO", "the answers of several end devices to one fan-out command";
    GWMO_COMPLETION_STATUS = "urn:oma:at:oma-gwmo:completionstatus:1.0", "GwMO", "a fan-out command has been completed";
    GWMO_BOOTSTRAPPED_DMS_LIST = "urn:oma:at:oma-gwmo:BootstrappedDMSList:1.0", "GwMO", "an end device tells the gateway which servers it is bootstrapped to";
    GWMO_ASSOCIATED_GATEWAY = "urn:oma:at:oma-gwmo:AssociatedGateway:1.0", "GwMO", "an end device tells the server the address of its gateway";
    GWMO_IMAGE_READY = "urn:oma:at:oma-gwmo:imageready:1.0", "GwMO", "an image for end devices has arrived at the gateway";
    MS_LOGIN_STATUS = "com.microsoft/MDM/LoginStatus", "Windows", "whether a user is logged in; sent with alert 1224";
    MS_UNENROLLMENT = "com.microsoft:mdm.unenrollment.userrequest", "Windows", "the user has asked to leave management";
}

impl<'a> AlertType<'a> {
    /// The name without a `Reversed-Domain-Name:` or `Content-Type:` prefix and without white space around it.
    #[must_use]
    pub fn name(&self) -> &str {
        let text = self.0.trim();
        ["Reversed-Domain-Name:", "Content-Type:"]
            .iter()
            .find_map(|prefix| {
                let (head, rest) = text.split_at_checked(prefix.len())?;
                head.eq_ignore_ascii_case(prefix).then(|| rest.trim_start())
            })
            .unwrap_or(text)
    }

    /// The table row of the type; names of registered types are compared without regard to case.
    #[must_use]
    pub fn registered(&self) -> Option<&'static RegisteredAlertType> {
        let name = self.name();
        AlertType::REGISTERED.iter().find(|row| row.name.eq_ignore_ascii_case(name))
    }

    /// The same value without a borrow.
    #[must_use]
    pub fn into_owned(self) -> AlertType<'static> {
        AlertType(Cow::Owned(self.0.into_owned()))
    }
}

impl<'a> From<&'a str> for AlertType<'a> {
    fn from(text: &'a str) -> Self {
        AlertType(Cow::Borrowed(text))
    }
}

impl fmt::Display for AlertType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! marks {
    ($( $variant:ident $text:literal $meaning:literal, )*) => {
        /// How important a generic alert is (Meta Mark).
        ///
        /// The list of words could not be checked against a specification; a word it lacks is [`Mark::Other`].
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum Mark<'a> {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
            /// No mark given: informational.
            #[default]
            Informational,
            /// Any other word, as it came.
            Other(Cow<'a, str>),
        }

        impl<'a> Mark<'a> {
            /// The word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Mark::$variant => $text, )*
                    Mark::Informational => "informational",
                    Mark::Other(text) => text,
                }
            }

            /// The same value without a borrow.
            #[must_use]
            pub fn into_owned(self) -> Mark<'static> {
                match self {
                    $( Mark::$variant => Mark::$variant, )*
                    Mark::Informational => Mark::Informational,
                    Mark::Other(text) => Mark::Other(Cow::Owned(text.into_owned())),
                }
            }
        }

        impl<'a> From<Cow<'a, str>> for Mark<'a> {
            fn from(text: Cow<'a, str>) -> Self {
                match &*text {
                    $( $text => Mark::$variant, )*
                    "informational" => Mark::Informational,
                    _ => Mark::Other(text),
                }
            }
        }
    };
}

marks! {
    Fatal "fatal" "the device or a part of it cannot go on",
    Critical "critical" "something needs attention at once",
    Minor "minor" "something needs attention",
    Warning "warning" "something may need attention",
    Harmless "harmless" "nothing needs to be done",
    Indeterminate "indeterminate" "the importance is not known",
}

impl<'a> From<&'a str> for Mark<'a> {
    fn from(text: &'a str) -> Self {
        Mark::from(Cow::Borrowed(text))
    }
}

impl fmt::Display for Mark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Mark<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Mark<'static> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        Ok(Mark::from(Cow::<'static, str>::Owned(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::{AlertCode, AlertType, Mark};

    #[test]
    fn codes() {
        assert!(AlertCode::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(AlertCode::CLIENT_EVENT.number(), 1224);
        assert!(AlertCode(1150).is_user_interaction() && AlertCode(1150).name().is_none());
        assert!(AlertCode::NEXT_MESSAGE.is_session() && !AlertCode::DISPLAY.is_session());
        assert_eq!(AlertCode::RESULT_ALERT.clause(), None);
        assert!(AlertCode::GENERIC.clause().is_some());
    }

    #[test]
    fn types_with_and_without_prefix() {
        for (text, name) in [
            ("urn:oma:at:scomo:1.0:OperationComplete", "urn:oma:at:scomo:1.0:OperationComplete"),
            ("  Content-Type:application/x ", "application/x"),
            ("reversed-domain-name:\torg.example.it", "org.example.it"),
            ("", ""),
            ("Content-Typ", "Content-Typ"),
            ("ünïcode", "ünïcode"),
        ] {
            assert_eq!(AlertType::from(text).name(), name);
        }
        assert!(AlertType::from("com.example.own").registered().is_none());
        assert_eq!(AlertType::from("urn:oma:at:oma-gwmo:imageready:1.0").registered().unwrap().owner, "GwMO");
        for row in AlertType::REGISTERED {
            assert_eq!(AlertType::from(row.name).registered(), Some(row), "names are unique");
        }
    }

    #[test]
    fn marks_round_trip() {
        for text in
            ["fatal", "critical", "minor", "warning", "informational", "harmless", "indeterminate", "x"]
        {
            assert_eq!(Mark::from(text).as_str(), text);
        }
        assert_eq!(Mark::default(), Mark::Informational);
        assert_eq!(Mark::from("Fatal"), Mark::Other("Fatal".into()));
    }
}
