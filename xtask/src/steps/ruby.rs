//! The UniFFI binding, in Ruby: the language of it that needs no compiler.

use crate::shell::{command, program, root, run};
use anyhow::Result;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};

const GENERATED: &str = "target/uniffi";

pub(super) fn tests() -> Result<()> {
    // The generator with the features of everything else, so that nothing is compiled twice.
    run(&mut command("cargo build --workspace --all-features --bin xtask-uniffi --locked"))?;
    run(&mut command("cargo rustc --package convex-ops --lib --all-features --crate-type cdylib --locked"))?;
    let library = format!("target/debug/{DLL_PREFIX}convex_ops{DLL_SUFFIX}");
    run(program("target/debug/xtask-uniffi").args([
        "generate",
        "--library",
        &library,
        "--language",
        "ruby",
        "--no-format",
        "--out-dir",
        GENERATED,
    ]))?;
    run(command(&format!("ruby -I {GENERATED} core/tests/uniffi/operations_test.rb"))
        .env("LD_LIBRARY_PATH", root().join("target/debug")))
}
