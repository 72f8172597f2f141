//! A server in its own process, on a file of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

pub(crate) struct Program {
    child: Child,
    hello: Value,
    folder: tempfile::TempDir,
}

impl Program {
    /// Starts `convex-ops serve` with further arguments.
    pub(crate) fn start(words: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_convex-ops"));
        command.args(["serve", "--json", "--admin", "--stop-time", "1", "--data"]);
        command.arg(folder.path().join("platform.db")).args(words);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, hello: serde_json::from_str(&line).unwrap(), folder }
    }

    pub(crate) fn url(&self) -> &str {
        self.hello["url"].as_str().unwrap()
    }

    pub(crate) fn token(&self) -> &str {
        self.hello["token"].as_str().unwrap()
    }

    /// Returns the memory of the process, in KiB, on systems that have `/proc`.
    #[allow(dead_code, reason = "not every bench measures it")]
    pub(crate) fn resident_kib(&self) -> Option<u64> {
        self.memory("VmRSS:")
    }

    /// Returns the most memory that the process had so far, in KiB, on systems that have `/proc`.
    #[allow(dead_code, reason = "not every bench measures it")]
    pub(crate) fn peak_kib(&self) -> Option<u64> {
        self.memory("VmHWM:")
    }

    #[allow(dead_code, reason = "not every bench measures it")]
    fn memory(&self, name: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    }
}

#[allow(dead_code, reason = "not every bench measures it")]
impl Program {
    /// Returns the CPU time of the process and of its ended children, on systems that have `/proc`.
    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // Fields 14 to 17, in ticks of 10 ms; the name of the program, in parentheses, may contain spaces.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks = fields.split_whitespace().skip(11).take(4).map(|ticks| ticks.parse::<u64>().ok());
        Some(Duration::from_millis(10 * ticks.sum::<Option<u64>>()?))
    }

    /// Returns the length of the store's files.
    pub(crate) fn stored_bytes(&self) -> u64 {
        let files = self.folder.path().read_dir().unwrap();
        files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
