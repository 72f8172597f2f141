//! What is looked for at random, for longer than the gate has time: property tests with many cases, and the targets in
//! `core/fuzz` under libFuzzer, which goes where the code has not been yet.

use crate::shell::{capture, command, program, root, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// How many cases each property test takes here; in the gate it is proptest's own number.
const CASES: &str = "20000";

/// How often the process of a store is killed.
const KILLS: &str = "50";

/// How many seconds each target runs, unless the environment variable `FUZZ_SECONDS` says otherwise.
const SECONDS: &str = "180";

/// What cargo-fuzz has the compiler do to count which code was run. None of it needs a nightly compiler.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                        -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// All tests of the core, optimised, with many cases for each property, with the larger enumerations, and with a store
/// whose process is killed again and again.
pub(super) fn properties() -> Result<()> {
    let tests = "cargo test --profile properties --package convex-ops --all-features --locked --lib --tests";
    let mut tests = command(tests);
    tests.env("PROPTEST_CASES", CASES).env("CONVEX_OPS_EXHAUSTIVE", "1").env("CONVEX_OPS_SURVIVAL_ROUNDS", KILLS);
    run(&mut tests)
}

/// Every fuzz target, built to count which code was run.
pub(super) fn targets() -> Result<()> {
    let host = host()?;
    // What is fuzzed stands on the same versions as what is tested.
    fs::copy(root().join("Cargo.lock"), root().join("core/fuzz/Cargo.lock"))?;
    // With a target named, the flags are for what is fuzzed and not for build scripts.
    let build = format!("cargo build --release --manifest-path core/fuzz/Cargo.toml --target {host}");
    run(command(&build).env("CARGO_TARGET_DIR", root().join("target/fuzz")).env("RUSTFLAGS", COVERAGE))?;
    let seconds = std::env::var("FUZZ_SECONDS").unwrap_or_else(|_| SECONDS.to_owned());
    let programs = root().join("target/fuzz").join(host).join("release");
    names()?.iter().try_for_each(|name| target(&programs, name, &seconds))
}

/// Runs one target. What it finds on its way is kept for the next time, under `target/`; only what it fails on is to be
/// added to the corpus by hand.
fn target(programs: &Path, name: &str, seconds: &str) -> Result<()> {
    let found = format!("target/fuzz/corpus/{name}");
    let failures = format!("target/fuzz/failures/{name}/");
    for folder in [&found, &failures] {
        fs::create_dir_all(root().join(folder))?;
    }
    let arguments = [
        format!("-max_total_time={seconds}"),
        format!("-artifact_prefix={failures}"),
        "-timeout=10".to_owned(),
        "-rss_limit_mb=1024".to_owned(),
        "-print_final_stats=1".to_owned(),
        found,
        format!("core/fuzz/corpus/{name}"),
    ];
    run(program(programs.join(name)).args(arguments)).with_context(|| {
        format!("what it failed on is in {failures}: repair it, and keep it in core/fuzz/corpus/{name}")
    })
}

/// The names of the targets: one file each.
fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("core/fuzz/fuzz_targets"))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    ensure!(!names.is_empty(), "there is no fuzz target");
    names.sort();
    Ok(names)
}

fn host() -> Result<String> {
    let version = capture(&mut command("rustc -vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc says no host")?.to_owned())
}
