//! Python packages, each list in a virtual environment of its own under `target/`.

use crate::shell::{command, program, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The virtual environment `target/<name>` with what `requirements` lists, made when that list changes.
pub(crate) fn environment(name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = root().join("target").join(name);
    let listed = fs::read(root().join(requirements)).with_context(|| format!("{requirements} is not there"))?;
    let installed = folder.join("installed-requirements.txt");
    if !fs::read(&installed).is_ok_and(|done| done == listed) {
        run(&mut command(&format!("python3 -m venv --clear target/{name}")))?;
        run(tool(&folder, "python").args(["-m", "pip", "install", "--quiet", "--requirement", requirements]))?;
        fs::write(installed, listed)?;
    }
    Ok(folder)
}

/// A program of a virtual environment.
pub(crate) fn tool(environment: &Path, name: &str) -> Command {
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let mut command = program(programs.join(name));
    command.env("VIRTUAL_ENV", environment);
    command
}
