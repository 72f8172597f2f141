//! Formatting, lints and tests of the Rust crates: one target folder, one set of features.

use crate::shell::{command, run, succeeds};
use anyhow::Result;

pub(super) fn format() -> Result<()> {
    run(&mut command("cargo fmt --all --check"))
}

pub(super) fn lints() -> Result<()> {
    run(&mut command("cargo clippy --workspace --all-targets --all-features --locked -- --deny warnings"))
}

/// Makes the property tests draw the same cases in each run, so that a commit passes or fails whenever it is tested. The
/// step `properties` of `ready` draws other cases each time, and more.
const SEED: &str = "1";

/// Runs the tests with nextest, which is parallel, if it is installed; otherwise with cargo.
pub(super) fn tests() -> Result<()> {
    let runner =
        if succeeds(&mut command("cargo nextest --version")) { "nextest run" } else { "test --lib --bins --tests" };
    run(command(&format!("cargo {runner} --workspace --all-features --locked")).env("PROPTEST_RNG_SEED", SEED))
}

pub(super) fn documentation() -> Result<()> {
    run(&mut command("cargo test --doc --workspace --all-features --locked"))?;
    run(command("cargo doc --workspace --all-features --locked --no-deps").env("RUSTDOCFLAGS", "--deny=warnings"))
}
