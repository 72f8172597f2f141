//! Runs the benches of the core.

use crate::shell::{command, run};
use anyhow::Result;

/// Runs one bench, or all of them.
pub(crate) fn run_benches(name: Option<&str>) -> Result<()> {
    let which = name.map_or_else(|| "--benches".to_owned(), |name| format!("--bench {name}"));
    run(&mut command(&format!("cargo bench --package convex-ops --all-features {which}")))
}
