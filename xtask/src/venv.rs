//! Virtual environments of Python under `target/`, one per list of requirements.

use crate::shell::{command, program, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Creates the virtual environment `target/<name>` with `requirements`, or updates it if they changed.
pub(crate) fn environment(name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = root().join("target").join(name);
    let listed = fs::read(root().join(requirements)).with_context(|| format!("{requirements} not found"))?;
    let installed = folder.join("installed-requirements.txt");
    if !fs::read(&installed).is_ok_and(|done| done == listed) {
        run(&mut command(&format!("python3 -m venv --clear target/{name}")))?;
        run(tool(&folder, "python").args(["-m", "pip", "install", "--quiet", "--requirement", requirements]))?;
        fs::write(installed, listed)?;
    }
    Ok(folder)
}

/// Creates a command that runs a program of a virtual environment.
pub(crate) fn tool(environment: &Path, name: &str) -> Command {
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let mut command = program(programs.join(name));
    command.env("VIRTUAL_ENV", environment);
    command
}
