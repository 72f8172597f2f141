//! The Python package: a wheel, and the source.

use super::files;
use crate::shell::{capture, command, root, run};
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
    lock_source(out)
}

/// Removes the packages of other members of the workspace from the lock file of the source package, which maturin keeps. With
/// them, cargo refuses `--locked`. Compiles the result.
fn lock_source(out: &Path) -> Result<()> {
    let parent = root().join("target/package-source");
    files::replace_folder(&parent)?;
    let name = format!("convex_ops-{}", files::VERSION);
    let archive = out.join(format!("{name}.tar.gz"));
    files::unpack(&archive, &parent)?;
    let manifest = parent.join(&name).join("bindings-python/Cargo.toml");
    // Updates the lock file with the versions that it has.
    capture(command("cargo metadata --offline --format-version 1 --manifest-path").arg(&manifest))?;
    files::pack(&parent, &name, &archive)?;
    run(command("cargo check --locked --manifest-path").arg(manifest))
}
