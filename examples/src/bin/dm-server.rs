//! `cargo run --manifest-path examples/Cargo.toml --bin dm-server`

fn main() -> mgmt_examples::Result<()> {
    mgmt_examples::play(mgmt_examples::dm::run())
}
