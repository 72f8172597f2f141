//! The Python package, in a virtual environment under `target/`.

use crate::shell::{command, program, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const PACKAGE: &str = "bindings-python";
const REQUIREMENTS: &str = "bindings-python/requirements.txt";

pub(super) fn tests() -> Result<()> {
    let folder = environment()?;
    run(tool(&folder, "maturin").args(["develop", "--manifest-path", "bindings-python/Cargo.toml"]))?;
    run(tool(&folder, "python").args(["-m", "pytest", "--quiet"]).current_dir(root().join(PACKAGE)))?;
    run(tool(&folder, "python").args(["-m", "mypy"]).current_dir(root().join(PACKAGE)))?;
    // The stub of the native module, against the module itself.
    run(tool(&folder, "python").args(["-m", "mypy.stubtest", "convex_ops._native"]).current_dir(root().join(PACKAGE)))
}

/// A program of the virtual environment.
pub(super) fn tool(environment: &PathBuf, name: &str) -> Command {
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let mut command = program(programs.join(name));
    command.env("VIRTUAL_ENV", environment);
    command
}

/// The virtual environment with the tools that the tests need, made when their list changes.
pub(super) fn environment() -> Result<PathBuf> {
    let folder = root().join("target/venv");
    let requirements = fs::read(root().join(REQUIREMENTS)).with_context(|| format!("{REQUIREMENTS} is not there"))?;
    let installed = folder.join("installed-requirements.txt");
    if !fs::read(&installed).is_ok_and(|done| done == requirements) {
        run(&mut command("python3 -m venv --clear target/venv"))?;
        run(tool(&folder, "python").args(["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]))?;
        fs::write(installed, requirements)?;
    }
    Ok(folder)
}
