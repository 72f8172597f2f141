//! Random tests, for longer than the test suite has time: property tests with many cases, and the targets in `core/fuzz`
//! under libFuzzer, which is guided by coverage.

use crate::shell::{capture, command, program, root, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Cases per property test. The test suite uses proptest's default.
const CASES: &str = "20000";

/// Number of times that the process of a store is killed.
const KILLS: &str = "50";

/// Default run time of a target in seconds; `FUZZ_SECONDS` overrides it.
const SECONDS: &str = "180";

/// The coverage flags of cargo-fuzz. They work with a stable compiler.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                        -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs all tests of the core, optimised, with many cases per property, larger enumerations, and a store whose process is
/// killed repeatedly.
pub(super) fn properties() -> Result<()> {
    let tests = "cargo test --profile properties --package convex-ops --all-features --locked --lib --tests";
    let mut tests = command(tests);
    tests.env("PROPTEST_CASES", CASES).env("CONVEX_OPS_EXHAUSTIVE", "1").env("CONVEX_OPS_SURVIVAL_ROUNDS", KILLS);
    run(&mut tests)
}

/// Builds all fuzz targets with coverage and runs them.
pub(super) fn targets() -> Result<()> {
    let host = host()?;
    // Fuzz targets use the same dependency versions as the tests.
    fs::copy(root().join("Cargo.lock"), root().join("core/fuzz/Cargo.lock"))?;
    // With `--target`, the flags do not apply to build scripts.
    let build = format!("cargo build --release --manifest-path core/fuzz/Cargo.toml --target {host}");
    run(command(&build).env("CARGO_TARGET_DIR", root().join("target/fuzz")).env("RUSTFLAGS", COVERAGE))?;
    let seconds = std::env::var("FUZZ_SECONDS").unwrap_or_else(|_| SECONDS.to_owned());
    let programs = root().join("target/fuzz").join(host).join("release");
    names()?.iter().try_for_each(|name| run_target(&programs, name, &seconds))
}

/// Runs one target. New inputs are kept under `target/` for the next run; add failing inputs to the corpus by hand.
fn run_target(programs: &Path, name: &str, seconds: &str) -> Result<()> {
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
        format!("the failing input is in {failures}: fix the bug and add the input to core/fuzz/corpus/{name}")
    })
}

/// Returns the names of the targets, one per file.
fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("core/fuzz/fuzz_targets"))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    ensure!(!names.is_empty(), "fuzz targets not found");
    names.sort();
    Ok(names)
}

fn host() -> Result<String> {
    let version = capture(&mut command("rustc -vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("host not found in the output of rustc")?.to_owned())
}
