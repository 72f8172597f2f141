//! Processes that are killed in the middle of their work: a test of this binary, run again by itself.

use convex_ops::embedded::{Options, Platform};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// How often a process is killed; `ready` asks for more.
const ROUNDS: &str = "CONVEX_OPS_SURVIVAL_ROUNDS";

/// Opens a store that other processes have.
pub(super) fn open(path: &Path) -> Platform {
    Platform::open(&format!("embedded:{}", path.display()), &Options::default()).unwrap()
}

/// Tells the parent; the harness of the tests keeps what is printed by other means.
pub(super) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "@{line}").unwrap();
    out.flush().unwrap();
}

/// How often a process is killed, where nobody asks for more.
pub(super) fn rounds(few: u64) -> u64 {
    std::env::var(ROUNDS).map_or(few, |rounds| rounds.parse().unwrap())
}

/// Any number below another.
pub(super) fn any_below(end: usize, round: u64) -> usize {
    RandomState::new().hash_one(round) as usize % end
}

/// What a process has told.
pub(super) trait Told: Default {
    /// Takes in what it says.
    fn hear(&mut self, said: &str);
    /// How much it has done.
    fn done(&self) -> usize;
}

/// A process that works on a store.
pub(super) struct Working<T> {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    told: T,
}

impl<T: Told> Working<T> {
    /// Runs a test as a process of its own, which finds the path of the store in an environment variable.
    pub(super) fn start(test: &str, variable: &str, path: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture", "--test-threads=1"])
            .env(variable, path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines, told: T::default() }
    }

    /// Waits until it has done so much.
    pub(super) fn until(&mut self, done: usize) {
        while self.told.done() < done {
            let line = self.lines.next().expect("the process ended early").unwrap();
            hear(&mut self.told, &line);
        }
    }

    /// Kills it.
    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// All that it has told, once it was killed.
    pub(super) fn told(mut self) -> T {
        for line in self.lines {
            hear(&mut self.told, &line.unwrap());
        }
        self.told
    }
}

/// The harness prints the test's name in front of the first line.
fn hear(told: &mut impl Told, line: &str) {
    if let Some((_, said)) = line.split_once('@') {
        told.hear(said);
    }
}
