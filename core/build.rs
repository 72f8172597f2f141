//! Writes the list of the dashboard's files, which the feature `dashboard` includes in the binary: those of the folder in
//! `CONVEX_OPS_DASHBOARD`, which `cargo xtask dashboard` builds, or none.

use std::env;
use std::fs;
use std::io::Result;
use std::path::{Path, PathBuf};

const FOLDER: &str = "CONVEX_OPS_DASHBOARD";

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={FOLDER}");
    let (Some(_), Some(out)) = (env::var_os("CARGO_FEATURE_DASHBOARD"), env::var_os("OUT_DIR")) else { return Ok(()) };
    let mut files = Vec::new();
    if let Some(folder) = env::var_os(FOLDER).filter(|folder| !folder.is_empty()) {
        println!("cargo::rerun-if-changed={}", folder.to_string_lossy());
        list(&fs::canonicalize(folder)?, "", &mut files)?;
    }
    files.sort();
    let entry = |(name, path): &(String, PathBuf)| format!("    ({name:?}, include_bytes!({path:?})),\n");
    let entries: String = files.iter().map(entry).collect();
    let text = format!("pub(super) static FILES: &[(&str, &[u8])] = &[\n{entries}];\n");
    fs::write(Path::new(&out).join("dashboard_assets.rs"), text)
}

/// Lists the files of a folder, with their names below it.
fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, entry.path()));
        }
    }
    Ok(())
}
