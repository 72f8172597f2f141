//! The pure core on wasm32, and the WASM package.

use crate::shell::run;
use crate::{npm, wasm};
use anyhow::Result;

const PACKAGE: &str = "bindings-wasm";

pub(super) fn pure_core() -> Result<()> {
    run(&mut wasm::cargo("build --package convex-ops --no-default-features --locked")?)
}

pub(super) fn tests() -> Result<()> {
    wasm::package(false)?;
    npm::install(PACKAGE)?;
    npm::script(PACKAGE, "test")
}
