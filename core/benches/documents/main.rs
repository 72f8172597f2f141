//! Measures a million documents: import, compared with plain SQLite, validation, export, and reading the export:
//! `cargo xtask bench documents`. Fails if the import takes more than three times as long as SQLite, or if memory grows with
//! the documents.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "this is a bench")]

mod sqlite;
mod steps;

use std::process::ExitCode;
use std::time::Duration;

const MANY: u64 = 1_000_000;
const FEW: u64 = 20_000;

/// Maximum time of an import, relative to SQLite.
const SLOWER: f64 = 3.0;

/// Maximum growth of memory, in MiB. Upload parts have 5 MiB and are copied a few times.
const MEMORY: f64 = 96.0;

fn main() -> ExitCode {
    let count = if std::env::args().any(|argument| argument == "--quick") { FEW } else { MANY };
    println!("{count} documents of {} bytes", line(count / 2).len());
    let folder = tempfile::tempdir().unwrap();
    let bulk = sqlite::bulk_insert(&folder.path().join("bulk.db"), count);
    print_rate("SQLite, one transaction, the same indices", bulk, count);
    let start = memory("VmRSS:");
    let taken = steps::run(folder.path(), count);
    print_rate("upload in parts", taken.upload, count);
    print_rate("import: inspect, check, store", taken.import, count);
    print_rate("validate against a schema", taken.validate, count);
    print_rate("export", taken.export, count);
    print_rate("check of the export", taken.read, count);
    let times = taken.import.as_secs_f64() / bulk.as_secs_f64();
    let grown = (taken.peak - start) / 1024.0;
    println!("import: {times:.2} times as long as SQLite (goal {SLOWER})");
    println!("memory: grew by {grown:.0} MiB (goal {MEMORY})");
    if times <= SLOWER && grown <= MEMORY { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print_rate(what: &str, taken: Duration, count: u64) {
    let seconds = taken.as_secs_f64();
    println!("{what:45} {seconds:>8.2} s {:>12.0} per second", count as f64 / seconds);
}

/// Returns a document as a line of JSON.
fn line(n: u64) -> String {
    let word = ["wash", "dry", "iron", "fold"][(n % 4) as usize];
    format!(
        "{{\"author\":\"user {}\",\"body\":\"{word} the linen of the house, and put it where it belongs: shelf {n}\",\
         \"count\":{}.0,\"done\":{},\"tags\":[\"{word}\",\"house\"]}}\n",
        n % 1_000,
        n % 17,
        n.is_multiple_of(3)
    )
}

/// Returns a figure of this process in KiB; 0 if the system does not provide it.
fn memory(name: &str) -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
