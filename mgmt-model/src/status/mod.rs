//! Outcomes: how the technologies' status codes correspond.
//!
//! ```
//! use mgmt_model::status::{Code, Policy, ResponseCode};
//!
//! // A device refuses a parameter name.
//! let outcome = Code::Cwmp(9005);
//! assert_eq!(outcome.response_code(Policy::Spec), Some(ResponseCode::NOT_IMPLEMENTED));
//! assert_eq!(outcome.response_code(Policy::Precise), Some(ResponseCode::NOT_FOUND));
//! assert_eq!(outcome.to_syncml(), Some(404));
//! assert_eq!(outcome.to_coap(), Some(404));
//! ```
//!
//! The codes of the codec crates become [`Code`]s by `From`.

mod response_code;
mod table;

pub use response_code::ResponseCode;
pub use table::{CONDITIONS, Condition};

/// A status code as its technology counts, kept whatever it is translated to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// A SyncML status.
    SyncMl(u16),
    /// A CWMP fault code of a device; 0 is success.
    Cwmp(u16),
    /// A CWMP fault code of an ACS (8000 and up).
    CwmpAcs(u16),
    /// A CoAP code as it is spoken, class and detail in decimal without the dot: 404 for 4.04, not its octet.
    Coap(u16),
    /// The result of an LwM2M firmware update (`/5/0/5`).
    FirmwareResult(u8),
    /// The result of an LwM2M software operation (`/9/x/9`).
    SoftwareResult(u8),
    /// A result of OMA DM's firmware update object.
    FumoResult(u16),
    /// A oneM2M response status code.
    OneM2m(ResponseCode),
    /// A oneM2M execResult.
    ExecResult(u8),
}

/// How exact a oneM2M status should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Policy {
    /// As TS-0005 and TS-0006 map, which is coarse: most faults of CWMP are 4000.
    #[default]
    Spec,
    /// The code that says what happened.
    Precise,
}

impl Code {
    /// What happened, as far as the code tells: the first condition that has it.
    #[must_use]
    pub fn condition(self) -> Option<&'static Condition> {
        CONDITIONS.iter().find(|row| match self {
            Code::SyncMl(code) => row.syncml.contains(&code),
            Code::Cwmp(code) => row.cwmp.contains(&code),
            Code::CwmpAcs(code) => row.cwmp_acs.contains(&code),
            Code::Coap(code) => row.coap.contains(&code),
            Code::FirmwareResult(code) => row.firmware.contains(&code),
            Code::SoftwareResult(code) => row.software.contains(&code),
            Code::FumoResult(code) => row.fumo.contains(&code) || (row.success && (250..300).contains(&code)),
            Code::OneM2m(code) => row.spec == code || row.precise == code,
            Code::ExecResult(code) => row.exec_result == Some(code),
        })
    }

    /// Whether the code says that it went well, or is under way: no refusal. Codes that no condition has count by
    /// their class.
    ///
    /// ```
    /// use mgmt_model::status::Code;
    ///
    /// // Authentication accepted; not executed.
    /// assert!(Code::SyncMl(212).is_success() && !Code::SyncMl(215).is_success());
    /// // No result yet.
    /// assert!(Code::FirmwareResult(0).is_success());
    /// ```
    #[must_use]
    pub fn is_success(self) -> bool {
        match (self.condition(), self) {
            (Some(condition), _) => condition.success,
            (None, Code::SyncMl(code)) => (100..300).contains(&code),
            (None, Code::Coap(code) | Code::FumoResult(code)) => (200..300).contains(&code),
            (None, Code::OneM2m(code)) => (1000..3000).contains(&code.0),
            (None, Code::FirmwareResult(code)) => code == 0,
            // Downloading; downloaded and checked.
            (None, Code::SoftwareResult(code)) => matches!(code, 0 | 1 | 3),
            (None, Code::Cwmp(_) | Code::CwmpAcs(_) | Code::ExecResult(_)) => false,
        }
    }

    /// The oneM2M response status code.
    #[must_use]
    pub fn response_code(self, policy: Policy) -> Option<ResponseCode> {
        if let Code::OneM2m(code) = self {
            return Some(code);
        }
        self.condition().map(|condition| match policy {
            Policy::Spec => condition.spec,
            Policy::Precise => condition.precise,
        })
    }

    /// The execResult of a oneM2M command. CWMP faults and execResults correspond one to one.
    #[must_use]
    pub fn exec_result(self) -> Option<u8> {
        if let Code::ExecResult(code) = self { Some(code) } else { self.condition()?.exec_result }
    }

    /// The SyncML status.
    #[must_use]
    pub fn to_syncml(self) -> Option<u16> {
        if let Code::SyncMl(code) = self { Some(code) } else { self.condition()?.syncml.first().copied() }
    }

    /// The CWMP fault code of a device; 0 is success.
    #[must_use]
    pub fn to_cwmp(self) -> Option<u16> {
        if let Code::Cwmp(code) = self { Some(code) } else { self.condition()?.cwmp.first().copied() }
    }

    /// The CoAP code without its dot.
    #[must_use]
    pub fn to_coap(self) -> Option<u16> {
        if let Code::Coap(code) = self { Some(code) } else { self.condition()?.coap.first().copied() }
    }

    /// The result of an LwM2M firmware update.
    #[must_use]
    pub fn to_firmware_result(self) -> Option<u8> {
        if let Code::FirmwareResult(code) = self {
            Some(code)
        } else {
            self.condition()?.firmware.first().copied()
        }
    }

    /// The result of an LwM2M software operation.
    #[must_use]
    pub fn to_software_result(self) -> Option<u8> {
        if let Code::SoftwareResult(code) = self {
            Some(code)
        } else {
            self.condition()?.software.first().copied()
        }
    }

    /// The result of OMA DM's firmware update object.
    #[must_use]
    pub fn to_fumo_result(self) -> Option<u16> {
        if let Code::FumoResult(code) = self { Some(code) } else { self.condition()?.fumo.first().copied() }
    }
}

impl From<ResponseCode> for Code {
    fn from(code: ResponseCode) -> Self {
        Code::OneM2m(code)
    }
}

/// Of a device or of an ACS, as its number tells.
///
/// ```
/// use cwmp_soap::value::FaultCode;
/// use mgmt_model::status::Code;
///
/// assert_eq!(Code::from(FaultCode::FILE_CORRUPTED).to_fumo_result(), Some(402));
/// assert_eq!(Code::from(FaultCode::ACS_REQUEST_DENIED), Code::CwmpAcs(8001));
/// ```
#[cfg(feature = "cwmp")]
impl From<cwmp_soap::value::FaultCode> for Code {
    fn from(code: cwmp_soap::value::FaultCode) -> Self {
        // No registry reaches as far as the numbers that the field can hold: all beyond are no code alike.
        let number = u16::try_from(code.0).unwrap_or(u16::MAX);
        if code.is_acs() { Code::CwmpAcs(number) } else { Code::Cwmp(number) }
    }
}

#[cfg(feature = "omadm")]
impl From<omadm_syncml::code::StatusCode> for Code {
    fn from(code: omadm_syncml::code::StatusCode) -> Self {
        Code::SyncMl(code.number())
    }
}

/// As it is spoken.
///
/// ```
/// use lwm2m_tlv::interface::operation::ResponseCode;
/// use mgmt_model::status::Code;
///
/// assert_eq!(Code::from(ResponseCode::METHOD_NOT_ALLOWED), Code::Coap(405));
/// ```
#[cfg(feature = "lwm2m")]
impl From<lwm2m_tlv::interface::operation::ResponseCode> for Code {
    fn from(code: lwm2m_tlv::interface::operation::ResponseCode) -> Self {
        Code::Coap(u16::from(code.class()) * 100 + u16::from(code.detail()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs that the names of execResult and of CWMP's faults make.
    const PAIRS: [(u16, u8); 28] = [
        (9000, 1),
        (9001, 2),
        (9002, 4),
        (9003, 5),
        (9004, 6),
        (9010, 7),
        (9011, 10),
        (9012, 8),
        (9013, 9),
        (9014, 11),
        (9015, 12),
        (9016, 13),
        (9017, 14),
        (9018, 15),
        (9019, 16),
        (9020, 19),
        (9021, 3),
        (9022, 20),
        (9023, 21),
        (9024, 22),
        (9025, 23),
        (9026, 24),
        (9027, 25),
        (9028, 26),
        (9029, 27),
        (9030, 28),
        (9031, 29),
        (9032, 30),
    ];

    #[test]
    fn cwmp_faults_and_exec_results_are_one_to_one() {
        for (fault, result) in PAIRS {
            assert_eq!(Code::Cwmp(fault).exec_result(), Some(result), "{fault}");
            assert_eq!(Code::ExecResult(result).to_cwmp(), Some(fault), "{result}");
        }
    }

    #[test]
    fn the_specifications_mapping_is_coarse() {
        for fault in [9000, 9001, 9002, 9003, 9004, 9010, 9012] {
            assert_eq!(
                Code::Cwmp(fault).response_code(Policy::Spec),
                Some(ResponseCode::BAD_REQUEST),
                "{fault}"
            );
        }
        assert_eq!(Code::Cwmp(9005).response_code(Policy::Spec), Some(ResponseCode::NOT_IMPLEMENTED));
        assert_eq!(
            Code::Coap(401).response_code(Policy::Spec),
            Some(ResponseCode::ORIGINATOR_HAS_NO_PRIVILEGE)
        );
        assert_eq!(Code::Coap(404).response_code(Policy::Spec), Some(ResponseCode::NOT_FOUND));
        assert_eq!(Code::SyncMl(217).response_code(Policy::Spec), Some(ResponseCode::OK));
        assert!(!Code::SyncMl(215).is_success());
    }

    #[test]
    fn failures_of_updates() {
        assert_eq!(Code::FirmwareResult(5).to_fumo_result(), Some(402));
        assert_eq!(Code::FumoResult(403).to_firmware_result(), Some(6));
        assert_eq!(Code::FumoResult(411).to_cwmp(), Some(9016));
        assert_eq!(Code::SoftwareResult(53).exec_result(), Some(15));
        assert!(Code::FumoResult(255).is_success() && Code::FirmwareResult(1).is_success());
    }

    #[test]
    fn every_condition_is_found_by_its_codes() {
        for row in CONDITIONS {
            for code in row.cwmp.iter().filter(|code| **code != 0) {
                assert!(Code::Cwmp(*code).condition().is_some(), "{code}");
            }
            for code in row.syncml {
                assert_eq!(
                    Code::SyncMl(*code).is_success(),
                    Code::SyncMl(*code).condition().unwrap().success
                );
            }
            assert!(row.spec.name().is_some() && row.precise.name().is_some(), "{}", row.name);
        }
    }
}
