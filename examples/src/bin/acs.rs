//! `cargo run --manifest-path examples/Cargo.toml --bin acs`

fn main() -> mgmt_examples::Result<()> {
    mgmt_examples::play(mgmt_examples::acs::run())
}
