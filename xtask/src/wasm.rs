//! Builds for wasm32-unknown-unknown, and the JavaScript of the WASM package.

use crate::shell::{BUILD, capture, command, program, run};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// Maximum size of the module in a release, compressed with brotli as browsers receive it, in bytes. The goal is 250,000:
/// lower this as the module shrinks.
const MAX_COMPRESSED: usize = 850_000;

/// Prints the size of a file compressed with brotli.
const COMPRESS: &str = "console.log(zlib.brotliCompressSync(fs.readFileSync(process.argv[1])).length)";

/// Returns the environment variables for wasm builds; none if rustup installed the target. Fails if the target's standard
/// library is missing.
pub(crate) fn environment() -> Result<Vec<(String, String)>> {
    if has_std(TARGET)? {
        return Ok(Vec::new());
    }
    let printed = capture(command("bash .ci/wasm-std.sh --find").stderr(Stdio::null()))?;
    let pairs = printed.lines().map(|line| line.split_once('=').context("invalid line: expected NAME=VALUE"));
    pairs.map(|pair| pair.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
}

/// Checks if the toolchain has the standard library of a target.
pub(crate) fn has_std(target: &str) -> Result<bool> {
    let folder = capture(&mut command(&format!("rustc --print target-libdir --target {target}")))?;
    Ok(Path::new(folder.trim()).is_dir())
}

/// Creates the command `cargo <arguments> --target wasm32-unknown-unknown`.
pub(crate) fn cargo(arguments: &str) -> Result<Command> {
    let mut cargo = command(&format!("cargo {arguments} --target {TARGET}"));
    // These would override the flags with the standard library's folder.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS").envs(environment()?);
    Ok(cargo)
}

/// Builds the WASM binding, and its JavaScript in `bindings-wasm/pkg/`.
pub(crate) fn package(release: bool) -> Result<()> {
    let profile = if release { "wasm" } else { "dev" };
    run(&mut cargo(&format!("build --package convex-ops-wasm --profile {profile}"))?)?;
    let folder = if release { "wasm" } else { "debug" };
    let module = format!("target/{TARGET}/{folder}/convex_ops_wasm.wasm");
    run(&mut command(BUILD))?;
    let mut write = program("target/debug/xtask-wasm");
    write.args([module.as_str(), "bindings-wasm/pkg"]);
    if !release {
        return run(&mut write);
    }
    run(write.arg("--release"))?;
    check_size("bindings-wasm/pkg/convex_ops_bg.wasm")
}

/// Fails if a module is too large.
fn check_size(module: &str) -> Result<()> {
    let printed = capture(program("node").args(["-e", COMPRESS, module]))?;
    let size: usize = printed.trim().parse().context("invalid size")?;
    println!("{module}: {size} bytes with brotli");
    ensure!(size <= MAX_COMPRESSED, "{module} has {size} bytes with brotli, more than {MAX_COMPRESSED}");
    Ok(())
}

/// Returns the browser for the tests of the WASM package: `CHROMIUM`, or Debian's path.
pub(crate) fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}
