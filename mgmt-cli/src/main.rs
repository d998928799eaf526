//! The `mgmt` command.

fn main() {}
