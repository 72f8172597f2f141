//! Prints all files generated from the core as a JSON object, path to text. `cargo xtask gen` writes them.
#![expect(clippy::print_stdout, reason = "the result goes to standard output")]

mod docs;
mod errors;
mod shared;
mod types;

use anyhow::Result;
use std::collections::BTreeMap;

/// Generates the text of a file.
type Generator = fn() -> Result<String>;

/// All generated files except the [shared] ones. To add one, add a line.
const FILES: &[(&str, Generator)] = &[
    ("docs/errors.md", docs::errors::page),
    ("docs/parity.md", docs::parity::page),
    ("docs/rules.md", docs::rules::page),
    ("docs/report.schema.json", docs::report_schema::file),
    ("bindings-node/ts/generated/types.ts", types::typescript::module),
    ("bindings-wasm/ts/generated/types.ts", types::typescript::module),
    ("conformance/errors.json", errors::list),
    ("bindings-python/python/convex_ops/_generated/types.py", types::python::module),
];

fn main() -> Result<()> {
    let mut files = BTreeMap::new();
    for (path, generate) in FILES {
        files.insert(*path, generate()?);
    }
    let shared = shared::files()?;
    files.extend(shared.iter().map(|(path, text)| (path.as_str(), text.clone())));
    println!("{}", serde_json::to_string(&files)?);
    Ok(())
}
