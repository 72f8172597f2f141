//! What a release must pass, and the gate has no time for.

use super::python;
use crate::shell::{capture, command, run};
use crate::{npm, venv, wasm};
use anyhow::{Context, Result, ensure};

/// Its check of advisories needs a database outside of the package registries, so it is left to whoever has one.
pub(super) fn deny() -> Result<()> {
    run(&mut command("cargo deny --all-features check bans licenses sources"))?;
    // rolldown's packages ask for several versions of some others, and for none that the exceptions are for.
    let deny = "cargo deny --manifest-path core/bundle/Cargo.toml --config deny.toml check";
    run(&mut command(&format!("{deny} --allow license-exception-not-encountered licenses sources")))
}

/// Features only add: the core has no warning with none of them, and with each alone.
pub(super) fn features() -> Result<()> {
    lint_with("")?;
    core_features()?.iter().try_for_each(|feature| lint_with(feature))
}

fn lint_with(feature: &str) -> Result<()> {
    let features = format!("--no-default-features --features={feature}");
    run(&mut command(&format!("cargo clippy --package convex-ops {features} --locked -- --deny warnings")))
}

/// The names in the `[features]` table of the core's manifest.
fn core_features() -> Result<Vec<String>> {
    let manifest = capture(&mut command("cargo read-manifest --manifest-path core/Cargo.toml"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let features =
        manifest.get("features").and_then(serde_json::Value::as_object).context("the core's manifest has features")?;
    let names: Vec<String> = features.keys().filter(|name| *name != "default").cloned().collect();
    ensure!(!names.is_empty(), "no features found in the core's manifest");
    Ok(names)
}

/// The packages as they are published: a wheel, a Node addon, and the WASM package.
pub(super) fn packages() -> Result<()> {
    let environment = python::environment()?;
    run(venv::tool(&environment, "maturin").args([
        "build",
        "--release",
        "--manifest-path",
        "bindings-python/Cargo.toml",
    ]))?;
    npm::install("bindings-node")?;
    npm::script("bindings-node", "build")?;
    wasm::package(true)
}
