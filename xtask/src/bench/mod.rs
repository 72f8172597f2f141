//! Runs the benches of the core, and the bench of its builds.

mod build;
mod edit;
mod machine;
mod usage;

use crate::shell::{command, run};
use anyhow::Result;

/// Name of the bench of build times, which is not a program in `core/benches`.
const BUILD: &str = "build";

/// Runs one bench, or all benches of the core. `quick` uses little data in benches that support it. Returns true if all
/// goals are reached.
pub(crate) fn run_benches(name: Option<&str>, quick: bool) -> Result<bool> {
    if name == Some(BUILD) {
        return build::measure(quick);
    }
    let which = name.map_or_else(|| "--benches".to_owned(), |name| format!("--bench {name}"));
    let how = if quick { "-- --quick" } else { "" };
    run(&mut command(&format!(
        "cargo bench --package convex-ops --package convex-ops-client --all-features {which} {how}"
    )))?;
    Ok(true)
}
