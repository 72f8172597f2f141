//! The Node package and the example scripts.

use crate::npm;
use crate::shell::BUILD;
use anyhow::Result;

const PACKAGE: &str = "bindings-node";
const EXAMPLES: &str = "examples";

pub(super) fn tests() -> Result<()> {
    npm::install(PACKAGE)?;
    // The script passes its options to cargo: the build of the other steps instead of an optimised addon.
    let options = BUILD.trim_start_matches("cargo build");
    npm::script(PACKAGE, &format!("addon -- {options}"))?;
    npm::script(PACKAGE, "facade")?;
    npm::script(PACKAGE, "test")
}

pub(super) fn examples() -> Result<()> {
    npm::install(EXAMPLES)?;
    npm::script(EXAMPLES, "test")
}
