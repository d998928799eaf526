//! What each type of a protocol and of the model takes, and what it refuses: value by value.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use mgmt_model::mapping::{Native, Precision};
use mgmt_model::procedure::{FirmwareEvent as F, FirmwareState as S, SoftwareEvent, SoftwareState};
use mgmt_model::resource::{Base, Type};
use mgmt_model::{ErrorKind, Mapping, Time, Value};

fn text(text: &str) -> Value<'_> {
    Value::text(text)
}

fn bytes(bytes: &[u8]) -> Value<'_> {
    Value::from(bytes)
}

#[test]
fn natives_read() {
    let time = Time::from_seconds(1_773_451_029);
    let record = || Value::Record(Vec::new());
    for (native, value, expected) in [
        (Native::Int32, text("-7"), Ok(Value::Integer(-7))),
        (Native::Int32, Value::Float(7.0), Ok(Value::Integer(7))),
        (Native::Uint32, Value::Boolean(true), Ok(Value::Integer(1))),
        (Native::Uint32, text("-1"), Err(ErrorKind::OutOfRange("uint32"))),
        (Native::Int64, record(), Err(ErrorKind::Type("int64"))),
        (Native::String, Value::Integer(7), Ok(text("7"))),
        (Native::String, Value::Boolean(false), Ok(text("false"))),
        (Native::String, Value::Float(1.5), Ok(text("1.5"))),
        (Native::String, Value::Float(f64::NAN), Err(ErrorKind::NonFinite)),
        (Native::String, Value::Time(time), Ok(text("2026-03-14T01:17:09Z"))),
        (Native::String, bytes(&[1]), Err(ErrorKind::Type("text; bytes need base64"))),
        (Native::String, record(), Err(ErrorKind::Type("string"))),
        (Native::Boolean, text("1"), Ok(Value::Boolean(true))),
        (Native::Boolean, Value::Integer(0), Ok(Value::Boolean(false))),
        (Native::Boolean, Value::Integer(2), Err(ErrorKind::InvalidValue("boolean"))),
        (Native::Boolean, Value::Float(1.0), Err(ErrorKind::Type("boolean"))),
        (Native::Float64, Value::Integer(3), Ok(Value::Float(3.0))),
        (Native::Float64, text("2.5"), Ok(Value::Float(2.5))),
        (Native::Float64, Value::Float(f64::INFINITY), Err(ErrorKind::NonFinite)),
        (Native::Float64, bytes(&[1]), Err(ErrorKind::Type("float64"))),
        (Native::Float32, Value::Float(1e300), Err(ErrorKind::OutOfRange("float32"))),
        (Native::DateTime, text("2026-03-14T01:17:09Z"), Ok(Value::Time(time))),
        (Native::DateTime, Value::Integer(1), Err(ErrorKind::Type("datetime"))),
        (Native::UnixTime, Value::Integer(1_773_451_029), Ok(Value::Time(time))),
        (Native::UnixTime, text("1773451029"), Ok(Value::Time(time))),
        (Native::UnixTime, Value::Integer(1 << 80), Err(ErrorKind::OutOfRange("time"))),
        (Native::UnixTime, Value::Boolean(true), Err(ErrorKind::Type("unixtime"))),
        (Native::Hex, text("0aFF"), Ok(bytes(&[10, 255]))),
        (Native::Hex, text("0g"), Err(ErrorKind::InvalidValue("hex"))),
        (Native::Base64, text("Zm8="), Ok(bytes(b"fo"))),
        (Native::Opaque, Value::Integer(1), Err(ErrorKind::Type("opaque"))),
        (Native::Objlnk, text("3:0"), Ok(text("3:0"))),
        (Native::Objlnk, text("3:70000"), Err(ErrorKind::InvalidValue("object link"))),
        (Native::Objlnk, Value::Integer(3), Err(ErrorKind::Type("objlnk"))),
        (Native::None, Value::Integer(3), Err(ErrorKind::Unexpected("value of an action"))),
    ] {
        let read = native.read(value.clone());
        assert_eq!(read, expected.map(Some), "{native:?} {value:?}");
        assert_eq!(native.read(Value::Null), Ok(None));
    }
    // The unknown time of TR-069 says that there is none.
    assert_eq!(Native::DateTime.read(text("0001-01-01T00:00:00Z")), Ok(None));
    let half = Value::Time(Time { seconds: 1, micros: 500_000 });
    assert_eq!(Native::UnixTime.write(half.clone(), &mut Precision::exact()), Err(ErrorKind::Lossy));
    let mut rounding = Precision::rounding();
    assert_eq!(Native::UnixTime.write(half, &mut rounding), Ok(Value::Time(Time::from_seconds(1))));
    assert!(rounding.lost());
    for native in Native::ALL {
        assert_eq!(Native::from_word(native.word()), Some(*native));
    }
    assert_eq!(Native::from_word("word"), None);
}

#[test]
fn types_coerce() {
    let enumerations = Mapping::built_in().enumerations();
    let time = Time::from_seconds(0);
    let status = |status: i64, action: &'static str| {
        let members = [("acn", text(action)), ("sus", Value::from(status))];
        Value::Record(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    };
    for (base, value, expected) in [
        (Base::String, Value::Float(0.5), Ok(text("0.5"))),
        (Base::String, Value::Float(f64::NAN), Err(ErrorKind::NonFinite)),
        (Base::String, Value::Boolean(true), Ok(text("true"))),
        (Base::String, Value::Time(time), Ok(text("19700101T000000"))),
        (Base::String, bytes(&[1]), Err(ErrorKind::Type("text"))),
        (Base::Boolean, Value::Integer(1), Ok(Value::Boolean(true))),
        (Base::Boolean, Value::Integer(3), Err(ErrorKind::InvalidValue("boolean"))),
        (Base::Boolean, Value::Float(1.0), Err(ErrorKind::Type("boolean"))),
        (Base::Float, Value::Integer(2), Ok(Value::Float(2.0))),
        (Base::Float, text("2.5"), Ok(Value::Float(2.5))),
        (Base::Float, bytes(&[]), Err(ErrorKind::Type("number"))),
        (Base::Timestamp, text("19700101T000000"), Ok(Value::Time(time))),
        (Base::Timestamp, Value::Integer(0), Err(ErrorKind::Type("time"))),
        (Base::AbsRelTimestamp, Value::Integer(60_000), Ok(Value::Integer(60_000))),
        (Base::AbsRelTimestamp, text("60000"), Ok(Value::Integer(60_000))),
        (Base::AbsRelTimestamp, text("19700101T000000"), Ok(Value::Time(time))),
        (Base::AbsRelTimestamp, Value::Boolean(true), Err(ErrorKind::Type("time"))),
        (Base::Base64, text("Zm8="), Ok(bytes(b"fo"))),
        (Base::Base64, text("?"), Err(ErrorKind::InvalidValue("base64"))),
        (Base::Base64, Value::Integer(1), Err(ErrorKind::Type("bytes"))),
        (Base::ActionStatus, text("3:install"), Ok(status(3, "install"))),
        (Base::ActionStatus, Value::Float(1.0), Err(ErrorKind::Type("action status"))),
        (Base::Integer, bytes(&[1]), Err(ErrorKind::Type("number"))),
        (Base::UnsignedInt, Value::Integer(-1), Err(ErrorKind::OutOfRange("unsignedInt"))),
        (Base::EventCategory, Value::Integer(50), Err(ErrorKind::UnknownEnum)),
        (Base::EventCategory, Value::Integer(100), Ok(Value::Integer(100))),
    ] {
        assert_eq!(Type::new(base).coerce(value.clone(), enumerations), expected, "{base:?} {value:?}");
    }
    let list = Type::new(Base::Integer).list();
    assert_eq!(list.coerce(text("7"), enumerations), Ok(Value::List(vec![Value::Integer(7)])));
    let several = Value::List(vec![Value::Integer(1), Value::Integer(2)]);
    assert!(Type::new(Base::Integer).coerce(several, enumerations).is_err());
}

#[test]
fn values_are_asked_for_what_they_are() {
    for (value, kind) in [
        (Value::Null, "null"),
        (Value::Boolean(true), "boolean"),
        (Value::Integer(1), "integer"),
        (Value::Float(1.0), "float"),
        (text("t"), "text"),
        (bytes(&[1]), "opaque"),
        (Value::Time(Time::from_seconds(1)), "time"),
        (Value::List(vec![Value::Null]), "list"),
        (Value::Record(vec![("a".into(), Value::Null)]), "record"),
    ] {
        assert_eq!(value.kind(), kind);
        assert_eq!(value.as_bool().is_some(), kind == "boolean");
        assert_eq!(value.as_integer().is_some(), kind == "integer");
        assert_eq!(value.as_float().is_some(), kind == "float" || kind == "integer");
        assert_eq!(value.as_str().is_some(), kind == "text");
        assert_eq!(value.as_bytes().is_some(), kind == "opaque");
        assert_eq!(value.as_time().is_some(), kind == "time");
        assert_eq!(value.as_list().is_some(), kind == "list");
        assert_eq!(value.member("a").is_some(), kind == "record");
        assert_eq!(value.is_empty(), kind == "null", "{kind}");
        assert_eq!(value.clone().into_owned(), value);
    }
}

#[test]
fn firmware_by_every_event() {
    for (state, event, next, status) in [
        (S::Downloading, F::Requested, S::Downloading, 3),
        (S::Idle, F::Requested, S::Downloading, 3),
        (S::Updating, F::Cancel, S::Updating, 3),
        (S::Downloading, F::Cancel, S::Cancelled, 0),
        (S::Downloading, F::FumoAlert(401), S::Cancelled, 0),
        (S::Downloading, F::FumoAlert(404), S::DownloadFailed, 2),
        (S::Downloaded, F::FumoAlert(404), S::UpdateFailedWithData, 2),
        (S::Updating, F::FumoAlert(404), S::UpdateFailed, 2),
        (S::Updating, F::FumoAlert(410), S::UpdateFailed, 2),
        (S::Updating, F::FumoAlert(200), S::Updated, 1),
        (S::Idle, F::FumoState(90), S::UpdatedWithData, 1),
        (S::Downloaded, F::FumoState(11), S::Downloaded, 3),
        (S::Idle, F::TransferAccepted { complete: true }, S::Updating, 3),
        (S::Idle, F::TransferAccepted { complete: false }, S::Downloading, 3),
        (S::Downloading, F::TransferComplete(9010), S::DownloadFailed, 2),
        (S::Updating, F::TransferComplete(9018), S::UpdateFailed, 2),
        (S::Updating, F::Booted { expected_version: false }, S::UpdateFailed, 2),
        (S::Idle, F::Booted { expected_version: false }, S::Idle, 0),
        (S::Downloading, F::LwM2m { state: 2, result: 11 }, S::Deferred, 3),
        (S::Updating, F::LwM2m { state: 2, result: 8 }, S::UpdateFailedWithData, 2),
        (S::Updating, F::LwM2m { state: 0, result: 8 }, S::UpdateFailed, 2),
        (S::Downloading, F::LwM2m { state: 0, result: 10 }, S::Cancelled, 0),
        (S::Downloading, F::LwM2m { state: 0, result: 5 }, S::DownloadFailed, 2),
        (S::Downloading, F::LwM2m { state: 9, result: 0 }, S::Downloading, 3),
    ] {
        let (after, _) = state.advance(event);
        assert_eq!((after, after.onem2m_status()), (next, status), "{state:?} {event:?}");
        assert_eq!(after.is_success(), status == 1);
    }
}

#[test]
fn software_by_every_event() {
    use SoftwareEvent as E;
    use SoftwareState as P;
    let lwm2m = |state, active| E::LwM2m { state, result: 2, active };
    for (state, event, next, status) in [
        (P::Active, E::InstallRequested, P::Updating, 3),
        (P::NotInstalled, E::InstallRequested, P::Downloading, 3),
        (P::Active, E::UninstallRequested, P::Uninstalling, 3),
        (P::Active, lwm2m(0, false), P::NotInstalled, 0),
        (P::Active, lwm2m(4, false), P::Inactive, 1),
        (P::Active, lwm2m(9, false), P::Active, 1),
        (P::Downloading, E::ScomoDownload(60), P::Failed, 2),
        (P::Downloading, E::ScomoDownload(50), P::Updating, 3),
        (P::Downloading, E::ScomoDownload(10), P::Downloading, 3),
        (P::Inactive, E::ScomoDeployed(20), P::Active, 1),
        (P::Inactive, E::ScomoDeployed(99), P::Inactive, 1),
        (P::Active, E::ScomoAlert(1200), P::Active, 1),
        (P::Downloading, E::ScomoAlert(1200), P::Inactive, 1),
        (P::Uninstalling, E::ScomoAlert(1200), P::NotInstalled, 0),
        (P::Downloading, E::ScomoAlert(1401), P::Failed, 2),
        (P::Uninstalling, E::UnitChange { fault: 0, installed: false }, P::NotInstalled, 0),
        (P::Downloading, E::UnitChange { fault: 0, installed: true }, P::Inactive, 1),
        (P::Downloading, E::UnitChange { fault: 9010, installed: true }, P::Failed, 2),
        (P::Active, E::UnitActive(false), P::Inactive, 1),
        (P::Failed, E::UnitActive(false), P::Failed, 2),
    ] {
        let (after, _) = state.advance(event);
        assert_eq!((after, after.onem2m_install_status()), (next, status), "{state:?} {event:?}");
    }
}
