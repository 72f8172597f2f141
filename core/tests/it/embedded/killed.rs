//! Processes that are killed while they work. Each runs one test of this binary.

use convex_ops::embedded::{EmbeddedOptions, Platform};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Number of kills; `ready` sets more.
const ROUNDS: &str = "CONVEX_OPS_SURVIVAL_ROUNDS";

/// Opens a store that other processes use.
pub(super) fn open(path: &Path) -> Platform {
    Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default()).unwrap()
}

/// Sends a line to the parent. The test harness captures other output.
pub(super) fn send(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "@{line}").unwrap();
    out.flush().unwrap();
}

/// Number of kills: the default, or that of the environment.
pub(crate) fn rounds(few: u64) -> u64 {
    std::env::var(ROUNDS).map_or(few, |rounds| rounds.parse().unwrap())
}

/// Any number below another.
pub(crate) fn any_below(end: usize, round: u64) -> usize {
    RandomState::new().hash_one(round) as usize % end
}

/// The reports of a process.
pub(super) trait Report: Default {
    /// Records a line.
    fn record(&mut self, said: &str);
    /// Number of completed steps.
    fn done(&self) -> usize;
}

/// A process that works on a store.
pub(super) struct Worker<T> {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    report: T,
}

impl<T: Report> Worker<T> {
    /// Runs a test as its own process, with the path of the store in an environment variable.
    pub(super) fn start(test: &str, variable: &str, path: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture", "--test-threads=1"])
            .env(variable, path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines, report: T::default() }
    }

    /// Waits until the process has completed a number of steps.
    pub(super) fn until(&mut self, done: usize) {
        while self.report.done() < done {
            let line = self.lines.next().expect("the process ended early").unwrap();
            record_line(&mut self.report, &line);
        }
    }

    /// Kills the process.
    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Returns all that a killed process reported.
    pub(super) fn into_report(mut self) -> T {
        for line in self.lines {
            record_line(&mut self.report, &line.unwrap());
        }
        self.report
    }
}

/// The harness prints the test's name in front of the first line.
fn record_line(report: &mut impl Report, line: &str) {
    if let Some((_, said)) = line.split_once('@') {
        report.record(said);
    }
}
