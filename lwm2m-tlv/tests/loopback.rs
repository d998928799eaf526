//! The example: a server and a client over loopback UDP.
#![allow(clippy::unwrap_used, missing_docs)]

#[allow(dead_code)]
#[path = "../examples/loopback/main.rs"]
mod loopback;

#[test]
fn register_read_observe_write_execute() {
    let log = loopback::exchange().unwrap();
    for line in [
        "registered urn:example:battery-1, LwM2M 1.1, 2 object instances",
        "read /3/0/0 = Value(String(\"Example\"))",
        "notified /3/0/9 = Value(Integer(86))",
        "notified /3/0/9 = Value(Integer(80))",
        "wrote /3/0/14, it is now Some(Value(String(\"+02:00\")))",
        "executed /3/0/4",
        "De-register of rd/0",
    ] {
        assert!(log.iter().any(|logged| logged == line), "{line} is not in {log:#?}");
    }
}
