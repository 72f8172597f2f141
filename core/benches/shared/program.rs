//! A server in its own process, on a file of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

pub(crate) struct Program {
    child: Child,
    hello: Value,
    _folder: tempfile::TempDir,
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
        Self { child, hello: serde_json::from_str(&line).unwrap(), _folder: folder }
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
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches("kB").trim().parse().ok()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
