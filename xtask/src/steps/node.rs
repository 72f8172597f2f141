//! The Node package and the example scripts.

use crate::npm;
use anyhow::Result;

const PACKAGE: &str = "bindings-node";
const EXAMPLES: &str = "examples";

pub(super) fn tests() -> Result<()> {
    npm::install(PACKAGE)?;
    npm::script(PACKAGE, "build:debug")?;
    npm::script(PACKAGE, "test")
}

pub(super) fn examples() -> Result<()> {
    npm::install(EXAMPLES)?;
    npm::script(EXAMPLES, "test")
}
