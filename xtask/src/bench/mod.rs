//! Runs the benches of the core, and the one of its builds.

mod build;
mod edit;
mod machine;
mod taken;

use crate::shell::{command, run};
use anyhow::Result;

/// Name of the bench of build times, which is not a program in `core/benches`.
const BUILD: &str = "build";

/// Runs one bench, or all those of the core; quickly on little data, where a bench knows how. Answers whether what was
/// measured reaches the goals.
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
