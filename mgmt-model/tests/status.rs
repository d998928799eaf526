//! Which codes are no refusal: a device that says that it goes on, or that a password was right, has not refused.
#![allow(clippy::unwrap_used, missing_docs)]

use mgmt_model::Mapping;
use mgmt_model::procedure::{DeviceKind, Next, Plan};
use mgmt_model::status::{Code, Policy, ResponseCode};

#[test]
fn codes_by_class() {
    for code in [100, 101, 200, 202, 203, 207, 208, 209, 212, 213, 217, 299] {
        assert!(Code::SyncMl(code).is_success(), "{code}");
    }
    for code in [0, 99, 214, 215, 216, 300, 301, 400, 404, 407, 418, 500, 516, 999] {
        assert!(!Code::SyncMl(code).is_success(), "{code}");
    }
    for code in [201, 202, 203, 204, 205, 231] {
        assert!(Code::Coap(code).is_success(), "{code}");
    }
    for code in [0, 300, 400, 404, 500] {
        assert!(!Code::Coap(code).is_success(), "{code}");
    }
    for (code, good) in [(0, true), (1, true), (2, false), (5, false), (10, false), (11, true), (99, false)] {
        assert_eq!(Code::FirmwareResult(code).is_success(), good, "{code}");
    }
    for (code, good) in [(0, true), (1, true), (2, true), (3, true), (50, false), (53, false), (99, false)] {
        assert_eq!(Code::SoftwareResult(code).is_success(), good, "{code}");
    }
    for (code, good) in [(0, true), (1, false), (9001, false), (9032, false), (9800, false)] {
        assert_eq!(Code::Cwmp(code).is_success(), good, "{code}");
    }
    assert!(Code::OneM2m(ResponseCode(1001)).is_success() && Code::OneM2m(ResponseCode(2998)).is_success());
    assert!(!Code::OneM2m(ResponseCode(4999)).is_success() && !Code::OneM2m(ResponseCode(0)).is_success());
    assert!(Code::ExecResult(31).is_success() && !Code::ExecResult(200).is_success());
    assert_eq!(Code::SyncMl(212).response_code(Policy::Spec), Some(ResponseCode::OK));
}

/// The status of a session's header says that the password was right: no plan ends by that.
#[test]
fn a_plan_goes_on() {
    let mut plan = Plan::firmware_update("https://x.example/1", DeviceKind::OmaDm, Mapping::built_in());
    assert!(matches!(plan.next(), Next::Send(_)));
    for code in [212, 101, 202] {
        plan.fail(Code::SyncMl(code));
        assert_eq!(plan.next(), Next::Wait, "{code}");
    }
    plan.fail(Code::SyncMl(9999));
    assert!(matches!(plan.next(), Next::Done(_)));
}
