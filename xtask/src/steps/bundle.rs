//! The bundler without Node: a crate outside the workspace, because of rolldown and its 250 packages.

use crate::npm;
use crate::shell::{BUILD, command, root, run};
use anyhow::Result;
use std::process::Command;

const MANIFEST: &str = "core/bundle/Cargo.toml";
const APPS: &str = "conformance/apps";

/// Its target folder: it shares no builds with the workspace.
const TARGET: &str = "target/bundle";

/// Runs its checks, then compares its bundles of sample apps with those of Convex's command.
pub(super) fn without_node() -> Result<()> {
    run(&mut cargo("fmt --check"))?;
    run(&mut cargo("clippy --all-targets --locked -- --deny warnings"))?;
    run(&mut cargo("test --locked"))?;
    run(&mut cargo("build --locked"))?;
    npm::install(APPS)?;
    run(&mut command(BUILD))?;
    let program = root().join(TARGET).join("debug").join(format!("convex-ops-bundle{}", std::env::consts::EXE_SUFFIX));
    run(command("npm run --silent without-node").current_dir(root().join(APPS)).env("CONVEX_OPS_BUNDLE", program))
}

fn cargo(task: &str) -> Command {
    let (task, options) = task.split_once(' ').unwrap_or((task, ""));
    let mut command = command(&format!("cargo {task} --manifest-path {MANIFEST} {options}"));
    command.env("CARGO_TARGET_DIR", root().join(TARGET));
    command
}
