//! Derives the blocking modules of the Python package from the async ones, in `aio/`.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FROM: &str = "bindings-python/python/convex_ops/aio";
const TO: &str = "bindings-python/python/convex_ops/_blocking";
const HEADER: &str = "# Derived from the module of `aio` by `cargo xtask gen`: do not edit.\n";

/// Replacements in the async text, in this order.
const REPLACED: [(&str, &str); 11] = [
    ("async def ", "def "),
    ("await ", ""),
    ("async with ", "with "),
    ("async for ", "for "),
    ("            if hasattr(installed, \"__await__\"):\n                installed\n", ""),
    ("            installed = install(", "            install("),
    ("__aenter__", "__enter__"),
    ("__aexit__", "__exit__"),
    ("call_async", "call"),
    ("open_async", "open"),
    ("Async", ""),
];

/// Returns the blocking modules: path to text.
pub(crate) fn files() -> Result<BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root.join(FROM)).context(FROM)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('_') && name.ends_with(".py") && name != "__init__.py" {
            let text = REPLACED.iter().fold(fs::read_to_string(&path)?, |text, (from, to)| text.replace(from, to));
            files.insert(format!("{TO}/{name}"), HEADER.to_owned() + &text);
        }
    }
    ensure!(!files.is_empty(), "{FROM} has no modules");
    files.insert(
        format!("{TO}/__init__.py"),
        format!("{HEADER}\"\"\"Handles that block until they have an answer.\"\"\"\n"),
    );
    Ok(files)
}
