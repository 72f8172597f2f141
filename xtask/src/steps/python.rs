//! The Python package, in a virtual environment.

use crate::shell::{root, run};
use crate::venv::{self, tool};
use anyhow::Result;
use std::path::PathBuf;

const PACKAGE: &str = "bindings-python";

pub(super) fn tests() -> Result<()> {
    let folder = environment()?;
    run(tool(&folder, "maturin").args(["develop", "--manifest-path", "bindings-python/Cargo.toml"]))?;
    run(tool(&folder, "python").args(["-m", "pytest", "--quiet"]).current_dir(root().join(PACKAGE)))?;
    run(tool(&folder, "python").args(["-m", "mypy"]).current_dir(root().join(PACKAGE)))?;
    // The stub of the native module, against the module itself.
    run(tool(&folder, "python").args(["-m", "mypy.stubtest", "convex_ops._native"]).current_dir(root().join(PACKAGE)))
}

/// The virtual environment with the tools that the tests need.
pub(super) fn environment() -> Result<PathBuf> {
    venv::environment("venv", "bindings-python/requirements.txt")
}
