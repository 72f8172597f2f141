//! The dashboard's page, and the command with the page inside.

use crate::shell::{command, root, run};
use crate::{npm, wasm};
use anyhow::Result;
use std::path::PathBuf;

/// Folder of the page's package.
pub(crate) const PACKAGE: &str = "examples/dashboard";

/// Variable with the folder that the feature `dashboard` reads.
pub(crate) const FOLDER: &str = "CONVEX_OPS_DASHBOARD";

/// Builds the page, and the command with it inside.
pub(crate) fn command_with_page() -> Result<()> {
    page(true)?;
    let build = "cargo build --release --locked --package convex-ops --features dashboard";
    run(command(build).env(FOLDER, built_page()))
}

/// Returns the folder of the built page.
pub(crate) fn built_page() -> PathBuf {
    root().join(PACKAGE).join("dist")
}

/// Builds the page, with the WASM package that it uses, into `examples/dashboard/dist`.
pub(crate) fn page(release: bool) -> Result<()> {
    wasm::package(release)?;
    npm::install("bindings-wasm")?;
    npm::script("bindings-wasm", "facade")?;
    npm::install(PACKAGE)?;
    npm::script(PACKAGE, "build")
}
