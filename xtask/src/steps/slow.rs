//! Slow checks that a release must pass.

use crate::shell::{capture, command, run};
use anyhow::{Context, Result, ensure};

/// Runs cargo-deny without its check of advisories, which needs a database outside the package registries.
pub(super) fn deny() -> Result<()> {
    run(&mut command("cargo deny --all-features check bans licenses sources"))?;
    // rolldown needs duplicate versions of some packages, and none of those with license exceptions.
    let deny = "cargo deny --manifest-path core/bundle/Cargo.toml --config deny.toml check";
    run(&mut command(&format!("{deny} --allow license-exception-not-encountered licenses sources")))
}

/// Lints the core without features and with each feature alone.
pub(super) fn features() -> Result<()> {
    lint_with("")?;
    core_features()?.iter().try_for_each(|feature| lint_with(feature))
}

fn lint_with(feature: &str) -> Result<()> {
    let features = format!("--no-default-features --features={feature}");
    run(&mut command(&format!("cargo clippy --package convex-ops {features} --locked -- --deny warnings")))
}

/// Returns the names in the `[features]` table of the core's manifest.
fn core_features() -> Result<Vec<String>> {
    let manifest = capture(&mut command("cargo read-manifest --manifest-path core/Cargo.toml"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let features = manifest
        .get("features")
        .and_then(serde_json::Value::as_object)
        .context("features not found in the core's manifest")?;
    let names: Vec<String> = features.keys().filter(|name| *name != "default").cloned().collect();
    ensure!(!names.is_empty(), "features not found in the core's manifest");
    Ok(names)
}
