//! `cargo run --manifest-path examples/Cargo.toml --bin gateway`

fn main() -> mgmt_examples::Result<()> {
    mgmt_examples::play(mgmt_examples::gateway::run())
}
