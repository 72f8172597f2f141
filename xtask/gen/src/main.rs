//! Prints all files generated from the core as a JSON object, path to text. `cargo xtask gen` writes them.
#![expect(clippy::print_stdout, reason = "the result goes to standard output")]

mod blocking;
mod docs;
mod errors;
mod operations;
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
    ("docs/policy.schema.json", docs::policy_schema::file),
    ("bindings-node/ts/generated/types.ts", types::typescript::module),
    ("bindings-wasm/ts/generated/types.ts", types::typescript::module),
    ("conformance/errors.json", errors::list),
    ("bindings-python/python/convex_ops/_generated/types.py", types::python::module),
    ("bindings-python/python/convex_ops/_generated/operation_types.py", operations::python::types),
    ("bindings-python/python/convex_ops/_generated/operations.py", operations::python::methods),
    ("bindings-node/ts/generated/operation-types.ts", operations::typescript::types),
    ("bindings-node/ts/generated/operations.ts", operations::typescript::methods),
    ("bindings-node/ts/generated/shapes.ts", operations::typescript::shapes),
    ("bindings-wasm/ts/generated/operation-types.ts", operations::typescript::types),
    ("bindings-wasm/ts/generated/operations.ts", operations::typescript::methods),
    ("bindings-wasm/ts/generated/shapes.ts", operations::typescript::shapes),
];

fn main() -> Result<()> {
    let mut files = BTreeMap::new();
    for (path, generate) in FILES {
        files.insert(*path, generate()?);
    }
    let mut shared = shared::files()?;
    shared.extend(blocking::files()?);
    files.extend(shared.iter().map(|(path, text)| (path.as_str(), text.clone())));
    println!("{}", serde_json::to_string(&files)?);
    Ok(())
}
