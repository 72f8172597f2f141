//! Runs the benches of the core.

use crate::shell::{command, run};
use anyhow::Result;

/// Runs one bench, or all of them; quickly on little data, where a bench knows how.
pub(crate) fn run_benches(name: Option<&str>, quick: bool) -> Result<()> {
    let which = name.map_or_else(|| "--benches".to_owned(), |name| format!("--bench {name}"));
    let how = if quick { "-- --quick" } else { "" };
    run(&mut command(&format!(
        "cargo bench --package convex-ops --package convex-ops-client --all-features {which} {how}"
    )))
}
