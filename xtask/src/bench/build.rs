//! Build times of the command: a cold, optimised install as in the README, and debug builds after an edit.

use super::edit::Edit;
use super::machine;
use super::taken::{Taken, take};
use crate::shell::{command, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;
use std::time::Duration;

/// What the command is built with.
const FEATURES: &str = "cli,eval,serve";

/// How many CPU minutes an optimised build may cost.
const CPU_MINUTES: f64 = 7.0;

/// How many cores an optimised build must keep busy on average, of two.
const CORES: f64 = 1.5;

/// How long the next build may take after an edit.
const AFTER_EDIT: Duration = Duration::from_secs(8);

/// How often each file is edited and built; the median counts.
const ROUNDS: usize = 5;

/// The files that are edited: a leaf of the embedded platform, and one rule.
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

/// Where the optimised build starts from nothing.
const COLD: &str = "target/bench-build";

/// Measures the builds and prints what they took. Quickly, only the edits are measured. Answers whether all goals are
/// reached.
pub(super) fn measure(quick: bool) -> Result<bool> {
    machine::print()?;
    // Downloads depend on the network, so they are no part of any measurement.
    run(&mut command("cargo fetch --locked"))?;
    let cold = if quick { None } else { Some(cold()?) };
    let edits = EDITS.iter().map(|edit| Ok((edit.what, after(edit)?))).collect::<Result<Vec<_>>>()?;
    let mut reached = cold.as_ref().is_none_or(told_cold);
    for (what, took) in edits {
        let ok = took <= AFTER_EDIT;
        reached &= ok;
        let (took, goal) = (took.as_secs_f64(), AFTER_EDIT.as_secs());
        println!("debug build after an edit of {what}: {took:.1} s of {goal} allowed: {}", verdict(ok));
    }
    Ok(reached)
}

/// Prints what the optimised build took, and answers whether it reaches its goals.
fn told_cold(taken: &Taken) -> bool {
    println!("\noptimised build with {FEATURES}, from nothing: {:.0} s", taken.wall.as_secs_f64());
    let Some(cpu) = taken.cpu else {
        println!("  no CPU time: this system has no shell that tells it");
        return false;
    };
    let (minutes, cores) = (cpu.as_secs_f64() / 60.0, cpu.as_secs_f64() / taken.wall.as_secs_f64());
    println!("  {minutes:.1} CPU minutes of {CPU_MINUTES} allowed: {}", verdict(minutes <= CPU_MINUTES));
    println!("  {cores:.2} cores used, of {CORES} required: {}", verdict(cores >= CORES));
    minutes <= CPU_MINUTES && cores >= CORES
}

fn verdict(ok: bool) -> &'static str {
    if ok { "ok" } else { "OVER" }
}

/// What `cargo install` takes.
fn cold() -> Result<Taken> {
    let folder = root().join(COLD);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{COLD} can't be removed"))?;
    }
    let install =
        format!("cargo install --locked --offline --path core --features {FEATURES} --no-track --root {COLD}");
    let taken = take(cargo(&install).env("CARGO_TARGET_DIR", &folder))?;
    fs::remove_dir_all(&folder)?;
    Ok(taken)
}

/// What a debug build takes after a file was edited: the median of some rounds.
fn after(edit: &Edit) -> Result<Duration> {
    let build = || cargo(&format!("cargo build --locked --offline --features {FEATURES}"));
    run(&mut build())?;
    let mut file = edit.open()?;
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        file.change(round)?;
        times.push(take(&mut build())?.wall);
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
    fn what_is_edited_is_there() {
        for edit in &EDITS {
            edit.open().unwrap();
        }
    }
}
