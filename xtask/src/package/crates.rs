//! The crates, in publishing order.

use super::files;
use crate::shell::{command, root, run};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// The published crates: each one after those it depends on.
const CRATES: [&str; 4] = ["convex-ops-derive", "convex-ops-gate", "convex-ops-client", "convex-ops"];

/// Packs the crates, and compiles each one from its package.
pub(super) fn package(out: &Path) -> Result<()> {
    let selection = CRATES.map(|name| format!("--package {name}")).join(" ");
    run(&mut command(&format!("cargo package --locked --allow-dirty {selection}")))?;
    for name in CRATES {
        let file = format!("{name}-{}.crate", files::VERSION);
        fs::copy(root().join("target/package").join(&file), out.join(&file))?;
    }
    Ok(())
}
