//! Tests the UniFFI binding in Ruby, its only language without a compiler.

use crate::shell::{BUILD, command, program, root, run};
use anyhow::Result;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};

const GENERATED: &str = "target/uniffi";

pub(super) fn tests() -> Result<()> {
    run(&mut command(BUILD))?;
    let library = format!("target/debug/{DLL_PREFIX}convex_ops_uniffi{DLL_SUFFIX}");
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
