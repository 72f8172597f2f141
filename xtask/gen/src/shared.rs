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
    for entry in fs::read_dir(root.join(FROM)).context(FROM)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a file without a name")?.to_owned();
        files.insert(format!("{TO}/{name}"), HEADER.to_owned() + &fs::read_to_string(&path)?);
    }
    ensure!(!files.is_empty(), "{FROM} has no files");
    Ok(files)
}
