//! The trial of the packages: each one is installed into a folder without the workspace, and runs the story of
//! `conformance/story`, which checks, provisions and deploys.

use super::{command, debian, files};
use crate::shell::{program, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files of the workspace that the trial uses, at the same places.
const FILES: [&str; 11] = [
    "bindings-node/test/story.mjs",
    "bindings-node/test/story.test.mjs",
    "bindings-python/tests/serving.py",
    "bindings-python/tests/story.py",
    "bindings-python/tests/test_story.py",
    "conformance/platform-client/server.mjs",
    "conformance/story/lines.txt",
    "conformance/story/new.json",
    "conformance/story/old.json",
    "examples/sample/baseline.json",
    "examples/sample/candidate.json",
];

/// A folder outside of the workspace, removed at the end.
struct Clean {
    folder: tempfile::TempDir,
}

/// Installs and tries the packages in `out`.
pub(super) fn run_trial(out: &Path) -> Result<()> {
    let clean = Clean { folder: tempfile::tempdir().context("cannot create a temporary folder")? };
    for file in FILES {
        let folder = Path::new(file).parent().unwrap_or_else(|| Path::new(""));
        files::copy(file, &clean.path(folder))?;
    }
    let command = clean.try_installer(out)?;
    clean.try_debian(out)?;
    clean.try_wheel(out, &command)?;
    clean.try_node(out, &command)?;
    clean.try_wasm(out)
}

impl Clean {
    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Creates a command that knows nothing of the workspace.
    fn program(&self, name: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = program(name);
        command.env_clear().current_dir(self.folder.path()).env("HOME", self.path("home"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("TMPDIR", self.folder.path());
        command
    }

    /// Runs the installer, and the installed command.
    fn try_installer(&self, out: &Path) -> Result<PathBuf> {
        let release = format!("file://{}", out.display());
        run(self.program("sh").arg(out.join("install.sh")).env("CONVEX_OPS_RELEASE", release))?;
        let command = self.path("home/.local/bin/convex-ops");
        self.check_sample(&command)?;
        ensure!(self.path("home/.local/share/man/man1/convex-ops-check.1").is_file(), "manual pages not found");

        // A file that does not have its checksum is not installed.
        let damaged = self.path("damaged");
        fs::create_dir(&damaged)?;
        fs::copy(out.join("SHA256SUMS"), damaged.join("SHA256SUMS"))?;
        fs::write(damaged.join(format!("{}.tar.gz", command::archive_name())), "damaged")?;
        let mut install = self.program("sh");
        install.arg(out.join("install.sh")).env("CONVEX_OPS_PREFIX", self.path("refused"));
        let output = install.env("CONVEX_OPS_RELEASE", format!("file://{}", damaged.display())).output()?;
        ensure!(!output.status.success(), "the installer accepts a damaged archive");
        ensure!(!self.path("refused").exists(), "the installer writes files of a damaged archive");
        Ok(command)
    }

    /// Unpacks the Debian package, and runs its command.
    fn try_debian(&self, out: &Path) -> Result<()> {
        run(Command::new("dpkg-deb").arg("--extract").arg(out.join(debian::name())).arg(self.path("debian")))?;
        self.check_sample(&self.path("debian/usr/bin/convex-ops"))
    }

    /// Checks the sample app, which has breaking changes.
    fn check_sample(&self, command: &Path) -> Result<()> {
        let mut check = self.program(command);
        check.args(["check", "--baseline", "examples/sample/baseline.json"]);
        let output = check.args(["--candidate", "examples/sample/candidate.json"]).output()?;
        let printed = String::from_utf8_lossy(&output.stdout);
        ensure!(
            output.status.code() == Some(1),
            "{}: {printed}{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        ensure!(printed.starts_with("breaking: "), "{printed}");
        Ok(())
    }

    /// Installs the wheel, and runs the story in this process and against the installed command.
    fn try_wheel(&self, out: &Path, command: &Path) -> Result<()> {
        run(self.program("python3").args(["-m", "venv", "venv"]))?;
        let python = self.path("venv/bin/python");
        let wheel = out.join(files::only(out, "convex_ops-", ".whl")?);
        run(self.program(&python).args(["-m", "pip", "install", "--quiet", "pytest"]).arg(&wheel))?;
        let tests = self.path("bindings-python/tests");
        run(self.program(&python).args(["-m", "pytest", "--quiet"]).arg(tests).env("CONVEX_OPS_COMMAND", command))?;
        let unpacked = self.path("wheel");
        run(self.program(&python).args(["-m", "zipfile", "--extract"]).arg(wheel).arg(&unpacked))?;
        files::check_paths(&unpacked)
    }

    /// Installs packed npm packages into a folder.
    fn install_npm(&self, folder: &Path, packages: &[PathBuf]) -> Result<()> {
        fs::write(folder.join("package.json"), "{\"private\": true}")?;
        let install = ["install", "--no-audit", "--no-fund", "--silent"];
        run(self.program("npm").args(install).args(packages).current_dir(folder))
    }

    /// Installs the packages for Node, and runs the story likewise.
    fn try_node(&self, out: &Path, command: &Path) -> Result<()> {
        let package = files::only(out, &format!("convex-ops-{}", files::VERSION), ".tgz")?;
        let addon = files::only(out, "convex-ops-linux-", ".tgz")?;
        let folder = self.path("bindings-node");
        self.install_npm(&folder, &[out.join(package), out.join(addon)])?;
        let test = ["--test", "test/story.test.mjs"];
        run(self.program("node").args(test).current_dir(&folder).env("CONVEX_OPS_COMMAND", command))?;
        files::check_paths(&folder.join("node_modules/convex-ops"))?;
        let installed = files::folders(&folder.join("node_modules"), "convex-ops-")?;
        ensure!(installed.len() == 1, "expected one package with an addon, found {installed:?}");
        installed.iter().try_for_each(|path| files::check_paths(path))
    }

    /// Installs the package for browsers, and checks a change with it in Node.
    fn try_wasm(&self, out: &Path) -> Result<()> {
        let package = files::only(out, "convex-ops-wasm-", ".tgz")?;
        let folder = self.path("browser");
        fs::create_dir(&folder)?;
        self.install_npm(&folder, &[out.join(package)])?;
        let script = "import { check } from 'convex-ops-wasm'; import { readFileSync } from 'node:fs';\
            const read = (name) => readFileSync(`../examples/sample/${name}.json`, 'utf8');\
            if ((await check(read('baseline'), read('candidate'))).verdict !== 'breaking') process.exitCode = 1;";
        run(self.program("node").args(["--input-type=module", "--eval", script]).current_dir(&folder))?;
        files::check_paths(&folder.join("node_modules/convex-ops-wasm"))
    }
}
