//! The Python package and the example scripts, in virtual environments.

use crate::shell::{BUILD, command, root, run};
use crate::venv::{self, tool};
use anyhow::Result;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "bindings-python";
const EXAMPLES: &str = "examples/python";

pub(super) fn tests() -> Result<()> {
    let folder = environment()?;
    install(&folder)?;
    // Tests start the command.
    run(&mut command(BUILD))?;
    module(&folder, PACKAGE, "pytest --quiet")?;
    module(&folder, PACKAGE, "mypy")?;
    // Compares the stub of the native module with the module.
    module(&folder, PACKAGE, "mypy.stubtest convex_ops._native")?;
    module(&folder, EXAMPLES, "pytest --quiet --ignore tests/test_spark.py")?;
    module(&folder, EXAMPLES, "mypy")
}

/// Tests the Spark example, which needs half a gigabyte of packages.
pub(super) fn spark() -> Result<()> {
    let folder = venv::environment("venv-spark", "examples/python/requirements-spark.txt")?;
    install(&folder)?;
    module(&folder, EXAMPLES, "pytest --quiet tests/test_spark.py")
}

/// Installs the package into a virtual environment.
fn install(folder: &Path) -> Result<()> {
    run(tool(folder, "maturin").args(["develop", "--manifest-path", "bindings-python/Cargo.toml"]))
}

/// Runs a Python module with its arguments, in a folder of the workspace.
fn module(environment: &Path, folder: &str, line: &str) -> Result<()> {
    run(tool(environment, "python").arg("-m").args(line.split_whitespace()).current_dir(root().join(folder)))
}

/// Returns the virtual environment with the tools of the tests.
pub(crate) fn environment() -> Result<PathBuf> {
    venv::environment("venv", "bindings-python/requirements.txt")
}
