//! `cargo run --manifest-path examples/Cargo.toml --bin interworking`

fn main() -> mgmt_examples::Result<()> {
    mgmt_examples::play(mgmt_examples::interworking::run())
}
