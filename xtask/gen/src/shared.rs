//! Copies the sources shared by the packages for Node and the browser from the Node package.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FROM: &str = "bindings-node/ts/shared";
const TO: &str = "bindings-wasm/ts/shared";
const HEADER: &str = "// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.\n";

/// Returns copies of all files of the folder: path to text.
pub(crate) fn files() -> Result<BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = BTreeMap::new();
    add_folder(&root.join(FROM), TO, &mut files)?;
    ensure!(!files.is_empty(), "{FROM} has no files");
    Ok(files)
}

/// Adds copies of the files of a folder, and of those below it.
fn add_folder(folder: &Path, to: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a file without a name")?;
        let to = format!("{to}/{name}");
        if path.is_dir() {
            add_folder(&path, &to, files)?;
        } else {
            files.insert(to, HEADER.to_owned() + &fs::read_to_string(&path)?);
        }
    }
    Ok(())
}
