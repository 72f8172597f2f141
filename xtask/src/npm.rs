//! npm packages of the workspace, installed when their lock files change.

use crate::shell::{command, root, run};
use anyhow::{Context, Result};
use std::fs;

/// Installs the packages of a lock file, unless they are installed.
pub(crate) fn install(folder: &str) -> Result<()> {
    let folder_path = root().join(folder);
    let lock_path = folder_path.join("package-lock.json");
    let lock = fs::read(&lock_path).with_context(|| format!("{} not found", lock_path.display()))?;
    let installed = folder_path.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    run(command("npm ci --no-audit --no-fund").current_dir(&folder_path))?;
    fs::create_dir_all(folder_path.join("node_modules"))?;
    Ok(fs::write(installed, lock)?)
}

/// Runs a script of the package in `folder`.
pub(crate) fn script(folder: &str, name: &str) -> Result<()> {
    run(command(&format!("npm run --silent {name}")).current_dir(root().join(folder)))
}
