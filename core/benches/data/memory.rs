//! Peak memory, of a process of its own for each input.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable by which this program asks itself to check an input and to tell the memory that it took.
const ASKED: &str = "CONVEX_OPS_BENCH_MEMORY_OF";
const GOAL_MIB: f64 = 32.0;

/// The input that this process is to measure.
pub(crate) fn asked() -> Option<PathBuf> {
    std::env::var_os(ASKED).map(PathBuf::from)
}

/// Checks an input on two threads, and prints by how many KiB the process grew.
pub(crate) fn measure(input: &Path) {
    let schema = super::schema::schema();
    let start = status("VmRSS:");
    let found = super::export::check(&input.to_string_lossy(), &schema, 2);
    assert!(found.components[""].tables.len() == 4);
    println!("{}", status("VmHWM:").saturating_sub(start));
}

/// Prints the peak memory over the start for each input, and answers whether the goal is met by all.
pub(crate) fn report(inputs: &[(&str, &Path)]) -> bool {
    println!("\n{:<70}{:>8}{:>8}", "peak memory over start, 2 threads, MiB", "goal", "is");
    let mut all_met = true;
    for (name, input) in inputs {
        let output = Command::new(std::env::current_exe().unwrap()).env(ASKED, input).output().unwrap();
        let kibibytes: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
        let is = kibibytes / 1024.0;
        let is_met = is <= GOAL_MIB;
        all_met &= is_met;
        println!("{name:<70}{GOAL_MIB:>8.1}{is:>8.1}  {}", if is_met { "ok" } else { "MISSED" });
    }
    all_met
}

/// A figure in KiB that the system tells of this process; 0 where it does not.
fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
