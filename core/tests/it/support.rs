//! Shared helpers: the workspace's folder and files, and recorded evidence.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Maximum time until a cancelled check stops. The documented time applies to optimized programs; in debug builds,
/// and beside other tests, the check only has to stop.
pub(crate) const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2000 } else { 100 });

/// Root folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Folder with recorded evidence, the schemas and functions of real apps. Without it, a test that needs it
/// does nothing; CI requires it.
pub(crate) fn evidence() -> Option<PathBuf> {
    let named = std::env::var_os("CONVEX_OPS_EVIDENCE").map_or_else(|| root().join("../shared"), PathBuf::from);
    let found = named.join("corpus").is_dir().then_some(named);
    let in_ci = std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false");
    assert!(found.is_some() || !in_ci, "CI needs recorded evidence: set CONVEX_OPS_EVIDENCE to its folder");
    found
}

/// A state of a recorded app as a surface file: without the members that say where it was recorded.
pub(crate) fn recorded_surface(line: &str) -> String {
    let mut members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
    ["repo", "commit", "date"].iter().for_each(|name| drop(members.remove(*name)));
    serde_json::Value::Object(members).to_string()
}

/// Text of a file of the workspace.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Folders with the sources of the core's crates.
pub(crate) const CORE: [&str; 3] = ["core/src", "core/client/src", "core/gate/src"];

/// Files below a folder of the workspace with one of these endings, as sorted paths from the root.
/// Build outputs and installed packages are excluded.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let foreign = name.starts_with('.') || ["target", "node_modules", "pkg", "dist"].contains(&name.as_str());
        if path.is_dir() && !foreign {
            collect(&path, endings, found);
        } else if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
}
