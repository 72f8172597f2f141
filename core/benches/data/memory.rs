//! Measures peak memory, with a separate process for each input.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The environment variable with the input, for the child process that measures it.
const INPUT_VARIABLE: &str = "CONVEX_OPS_BENCH_MEMORY_OF";
const GOAL_MIB: f64 = 32.0;

/// Returns the input to measure, in a child process.
pub(crate) fn input() -> Option<PathBuf> {
    std::env::var_os(INPUT_VARIABLE).map(PathBuf::from)
}

/// Checks an input with two threads and prints the growth of the process in KiB.
pub(crate) fn measure(input: &Path) {
    let schema = super::schema::schema();
    let start = status("VmRSS:");
    let found = super::export::check(&input.to_string_lossy(), &schema, 2);
    assert!(found.components[""].tables.len() == 4);
    println!("{}", status("VmHWM:").saturating_sub(start));
}

/// Prints the growth of peak memory for each input and returns true if all goals are met.
pub(crate) fn report(inputs: &[(&str, &Path)]) -> bool {
    println!("\n{:<70}{:>8}{:>8}", "peak memory over start, 2 threads, MiB", "goal", "actual");
    let mut all_met = true;
    for (name, input) in inputs {
        let output = Command::new(std::env::current_exe().unwrap()).env(INPUT_VARIABLE, input).output().unwrap();
        let kibibytes: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
        let actual = kibibytes / 1024.0;
        let is_met = actual <= GOAL_MIB;
        all_met &= is_met;
        println!("{name:<70}{GOAL_MIB:>8.1}{actual:>8.1}  {}", if is_met { "ok" } else { "MISSED" });
    }
    all_met
}

/// Returns a figure of this process in KiB; 0 if the system does not provide it.
fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
