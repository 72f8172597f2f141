//! The release packages, and a trial of each without the workspace: `cargo xtask package`.

pub(crate) mod command;
mod crates;
mod debian;
mod files;
mod npm;
mod trial;
mod wheel;

use crate::shell::root;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Folder of the packages.
const OUT: &str = "target/packages";

/// Folders that TypeScript's compiler writes. They start empty, so that no file of an earlier build is packed.
const BUILT: [&str; 3] = ["bindings-node/cjs", "bindings-node/esm", "bindings-wasm/esm"];

/// Builds all packages into `target/packages`, and tries them.
pub(crate) fn run() -> Result<()> {
    let out = root().join(OUT);
    files::replace_folder(&out)?;
    BUILT.iter().try_for_each(|folder| files::replace_folder(&root().join(folder)))?;
    crates::package(&out)?;
    // The command contains the dashboard's page, which contains the WASM package.
    crate::dashboard::page(true)?;
    npm::wasm(&out)?;
    npm::node(&out)?;
    wheel::package(&out)?;
    let built = command::build()?;
    command::package(&built, &out)?;
    debian::package(&built, &out)?;
    files::write_checksums(&out)?;
    print_sizes(&out)?;
    trial::run_trial(&out)
}

/// Prints the name and size of each package.
fn print_sizes(out: &Path) -> Result<()> {
    for name in files::names(out)? {
        println!("{:>12} {name}", fs::metadata(out.join(&name))?.len());
    }
    Ok(())
}
