//! The Python package: a wheel, and the source.

use super::files;
use crate::shell::{command, root, run};
use crate::steps::python;
use crate::venv;
use anyhow::Result;
use std::path::Path;

/// Builds the wheel, and the source package.
pub(super) fn package(out: &Path) -> Result<()> {
    let environment = python::environment()?;
    let manifest = ["--manifest-path", "bindings-python/Cargo.toml", "--out"];
    let mut build = venv::tool(&environment, "maturin");
    run(files::without_paths(build.args(["build", "--release", "--strip", "--locked"]).args(manifest).arg(out))?)?;
    run(venv::tool(&environment, "maturin").arg("sdist").args(manifest).arg(out))?;
    check_source(out)
}

/// Compiles the source package with its own lock file.
fn check_source(out: &Path) -> Result<()> {
    let folder = root().join("target/package-source");
    files::replace_folder(&folder)?;
    files::unpack(&out.join(files::only(out, "convex_ops-", ".tar.gz")?), &folder)?;
    let manifest = folder.join(format!("convex_ops-{}", files::VERSION)).join("bindings-python/Cargo.toml");
    run(command("cargo check --locked --manifest-path").arg(manifest))
}
