//! Derives the blocking modules of the Python package from the async ones, in `aio/` and `_awaiting/`.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FROM: [&str; 2] = [
    "bindings-python/python/convex_ops/aio",
    // Modules that `_generated` imports, which `aio` itself imports.
    "bindings-python/python/convex_ops/_awaiting",
];
const TO: &str = "bindings-python/python/convex_ops/_blocking";
const HEADER: &str = "# Derived from an async module by `cargo xtask gen`: do not edit.\n";

/// Replacements in the async text, in this order.
const REPLACED: [(&str, &str); 15] = [
    ("_awaiting", "_blocking"),
    ("AsyncIterator, Awaitable, Callable", "Callable, Iterator"),
    ("Awaitable[Page[T]]", "Page[T]"),
    ("__aiter__", "__iter__"),
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
    for from in FROM {
        let folder = fs::read_dir(root.join(from)).context(from)?;
        for path in folder.map(|entry| entry.map(|entry| entry.path())) {
            let path = path?;
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.starts_with('_') && name.ends_with(".py") && name != "__init__.py" {
                let text = REPLACED.iter().fold(fs::read_to_string(&path)?, |text, (from, to)| text.replace(from, to));
                files.insert(format!("{TO}/{name}"), HEADER.to_owned() + &text);
            }
        }
    }
    ensure!(!files.is_empty(), "no modules in {FROM:?}");
    files.insert(
        format!("{TO}/__init__.py"),
        format!("{HEADER}\"\"\"Handles that block until they have an answer.\"\"\"\n"),
    );
    Ok(files)
}
