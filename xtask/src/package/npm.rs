//! The npm packages: for Node, with the addon in a package of its platform, and for browsers.

use super::files;
use crate::npm;
use crate::shell::{command, program, root, run};
use anyhow::Result;
use std::path::Path;

/// Packs the package for Node, and its addon for this platform.
pub(super) fn node(out: &Path) -> Result<()> {
    npm::install("bindings-node")?;
    let addon = "node scripts/build-addon.mjs --release --locked";
    run(files::without_paths(command(addon).current_dir(root().join("bindings-node")))?)?;
    npm::script("bindings-node", "facade")?;
    pack("bindings-node", out, &["--addon"])
}

/// Packs the package for browsers, which the dashboard's page has built.
pub(super) fn wasm(out: &Path) -> Result<()> {
    pack("bindings-wasm", out, &[])
}

fn pack(package: &str, out: &Path, options: &[&str]) -> Result<()> {
    run(program("node").arg("xtask/src/package/pack.mjs").arg(package).arg(out).args(options))
}
