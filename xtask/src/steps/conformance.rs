//! The same questions to this project and to Convex's own npm packages.

use crate::npm;
use crate::shell::{command, run};
use anyhow::Result;

const FOLDER: &str = "conformance/differential";

pub(super) fn differential() -> Result<()> {
    npm::install(FOLDER)?;
    run(&mut command("cargo build --package convex-ops --features cli --locked"))?;
    npm::script(FOLDER, "test")
}
