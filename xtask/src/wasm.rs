//! Builds for wasm32-unknown-unknown, and the JavaScript of the WASM package.

use crate::shell::{BUILD, capture, command, program, run};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// Returns the environment variables for wasm builds; none if rustup installed the target. Fails if the target's standard
/// library is missing.
pub(crate) fn environment() -> Result<Vec<(String, String)>> {
    let folder = capture(&mut command(&format!("rustc --print target-libdir --target {TARGET}")))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(Vec::new());
    }
    let printed = capture(command("bash .ci/wasm-std.sh --find").stderr(Stdio::null()))?;
    let pairs = printed.lines().map(|line| line.split_once('=').context("invalid line: expected NAME=VALUE"));
    pairs.map(|pair| pair.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

/// Creates the command `cargo <arguments> --target wasm32-unknown-unknown`.
pub(crate) fn cargo(arguments: &str) -> Result<Command> {
    let mut cargo = command(&format!("cargo {arguments} --target {TARGET}"));
    // These would override the flags with the standard library's folder.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS").envs(environment()?);
    Ok(cargo)
}

/// Builds the WASM binding, and its JavaScript for each host in `bindings-wasm/pkg/<host>/`.
pub(crate) fn package(release: bool) -> Result<()> {
    let profile = if release { "wasm" } else { "dev" };
    run(&mut cargo(&format!("build --package convex-ops-wasm --profile {profile}"))?)?;
    let folder = if release { "wasm" } else { "debug" };
    let module = format!("target/{TARGET}/{folder}/convex_ops_wasm.wasm");
    run(&mut command(BUILD))?;
    run(program("target/debug/xtask-wasm").args([module.as_str(), "bindings-wasm/pkg"]))
}

/// Returns the browser for the tests of the WASM package: `CHROMIUM`, or Debian's path.
pub(crate) fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}
