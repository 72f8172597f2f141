//! Convex's own npm packages: the same questions to them and to this project, and their calls to its server.

use crate::npm;
use crate::shell::{command, run};
use anyhow::Result;

const DIFFERENTIAL: &str = "conformance/differential";
const PLATFORM: &str = "conformance/platform-client";

pub(super) fn differential() -> Result<()> {
    npm::install(DIFFERENTIAL)?;
    run(&mut command("cargo build --package convex-ops --features cli --locked"))?;
    npm::script(DIFFERENTIAL, "test")
}

/// Convex's own clients against the server, which only the larger build of the command has.
pub(super) fn platform() -> Result<()> {
    npm::install(PLATFORM)?;
    run(&mut command("cargo build --package convex-ops --features cli,serve --locked"))?;
    npm::script(PLATFORM, "test")
}
