//! Build times of the command: a cold, optimised install as in the README, and debug builds after an edit.

use super::edit::Edit;
use super::machine;
use super::usage::{Usage, measure_usage};
use crate::shell::{command, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;
use std::time::Duration;

/// Features of the command.
const FEATURES: &str = "cli,eval,serve";

/// Maximum CPU minutes of an optimised build.
const CPU_MINUTES: f64 = 7.0;

/// Minimum number of cores that an optimised build keeps busy on average, of two.
const CORES: f64 = 1.5;

/// Maximum time of the next build after an edit.
const AFTER_EDIT: Duration = Duration::from_secs(8);

/// Number of edits and builds of each file; the median counts.
const ROUNDS: usize = 5;

/// Edited files: a leaf of the embedded platform, and a rule.
const EDITS: [Edit; 2] = [
    Edit {
        what: "a leaf of the embedded platform",
        file: "core/src/embedded/operations/deploy_keys/create_deploy_key.rs",
        after: "fn check_actions(actions: &[Action]) -> Result<()> {",
    },
    Edit {
        what: "a rule",
        file: "core/gate/src/compat/rules/function/args_field_required.rs",
        after: "fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {",
    },
];

/// Target folder of the optimised build, which starts empty.
const COLD: &str = "target/bench-build";

/// Measures the builds and prints the results. `quick` measures only the edits. Returns true if all goals are reached.
pub(super) fn measure(quick: bool) -> Result<bool> {
    machine::print()?;
    // Downloads depend on the network, so they are not measured.
    run(&mut command("cargo fetch --locked"))?;
    let cold = if quick { None } else { Some(cold()?) };
    let edits = EDITS.iter().map(|edit| Ok((edit.what, build_after(edit)?))).collect::<Result<Vec<_>>>()?;
    let mut reached = cold.as_ref().is_none_or(report_cold);
    for (what, took) in edits {
        let ok = took <= AFTER_EDIT;
        reached &= ok;
        let (took, goal) = (took.as_secs_f64(), AFTER_EDIT.as_secs());
        println!("debug build after an edit of {what}: {took:.1} s of {goal} allowed: {}", verdict(ok));
    }
    Ok(reached)
}

/// Prints the usage of the optimised build, and returns true if it reaches its goals.
fn report_cold(usage: &Usage) -> bool {
    println!("\noptimised build with {FEATURES}, from nothing: {:.0} s", usage.wall.as_secs_f64());
    let Some(cpu) = usage.cpu else {
        println!("  unknown CPU time: no POSIX shell found");
        return false;
    };
    let (minutes, cores) = (cpu.as_secs_f64() / 60.0, cpu.as_secs_f64() / usage.wall.as_secs_f64());
    println!("  {minutes:.1} CPU minutes of {CPU_MINUTES} allowed: {}", verdict(minutes <= CPU_MINUTES));
    println!("  {cores:.2} cores used, of {CORES} required: {}", verdict(cores >= CORES));
    minutes <= CPU_MINUTES && cores >= CORES
}

fn verdict(ok: bool) -> &'static str {
    if ok { "ok" } else { "OVER" }
}

/// Measures `cargo install` from nothing.
fn cold() -> Result<Usage> {
    let folder = root().join(COLD);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {COLD}"))?;
    }
    let install =
        format!("cargo install --locked --offline --path core --features {FEATURES} --no-track --root {COLD}");
    let usage = measure_usage(cargo(&install).env("CARGO_TARGET_DIR", &folder))?;
    fs::remove_dir_all(&folder)?;
    Ok(usage)
}

/// Measures a debug build after an edit of a file: the median of some rounds.
fn build_after(edit: &Edit) -> Result<Duration> {
    let build = || cargo(&format!("cargo build --locked --offline --features {FEATURES}"));
    run(&mut build())?;
    let mut file = edit.open()?;
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        file.change(round)?;
        times.push(measure_usage(&mut build())?.wall);
    }
    times.sort();
    times.get(ROUNDS / 2).copied().context("no round")
}

/// Creates a cargo command without a cache of compiled crates, and with the default for incremental builds.
fn cargo(line: &str) -> Command {
    let mut cargo = command(line);
    cargo.env("RUSTC_WRAPPER", "").env_remove("CARGO_INCREMENTAL");
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edited_files_exist() {
        for edit in &EDITS {
            edit.open().unwrap();
        }
    }
}
