//! A project folder in which the command runs.

use std::process::{Command, Output};

use convex_ops::artifact::Artifact;
use tempfile::TempDir;

use super::setup::Setup;

/// A project folder, with artifacts in files.
pub(super) struct Project<'a> {
    pub(super) setup: &'a Setup,
    pub(super) folder: TempDir,
}

/// The result of a command.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl<'a> Project<'a> {
    pub(super) fn new(setup: &'a Setup) -> Self {
        Self { setup, folder: tempfile::tempdir().unwrap() }
    }

    pub(super) fn write(&self, name: &str, artifact: &Artifact) {
        std::fs::write(self.folder.path().join(name), artifact.to_file().unwrap()).unwrap();
    }

    /// Runs the command with a key in the environment.
    pub(super) fn run(&self, line: &str) -> Outcome {
        self.run_with(line, &[("CONVEX_DEPLOY_KEY", &self.setup.key)])
    }

    pub(super) fn run_with(&self, line: &str, variables: &[(&str, &str)]) -> Outcome {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>(), variables)
    }

    pub(super) fn run_words(&self, words: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let Output { status, stdout, stderr } = self.command(words, variables).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let outcome = Outcome { code: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) };
        let secret = self.setup.key.rsplit('|').next().unwrap();
        assert!(!outcome.stdout.contains(secret) && !outcome.stderr.contains(secret), "{words:?}: a secret");
        outcome
    }

    /// Returns the command, with no other environment variables.
    pub(super) fn command(&self, words: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convex-ops"));
        command.args(words).current_dir(self.folder.path()).env_clear();
        command.env("CONVEX_PROVISION_HOST", self.setup.serving.url()).env("HOME", self.folder.path());
        command.env("XDG_CACHE_HOME", self.folder.path().join(".cache")).env("PATH", std::env::var("PATH").unwrap());
        command.envs(variables.iter().copied());
        command
    }

    pub(super) fn ok(&self, line: &str) -> Outcome {
        let outcome = self.run(line);
        assert_eq!(outcome.code, 0, "{line}: {}{}", outcome.stdout, outcome.stderr);
        outcome
    }
}
