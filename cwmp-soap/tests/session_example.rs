//! The `session` example runs to its end: its assertions hold.
#![allow(missing_docs)]

#[path = "../examples/session.rs"]
mod session;

#[test]
fn the_example_runs() {
    session::main();
}
