//! What can be called from which language: found in the sources of each, so that nothing is promised that isn't there.

use super::MARK;
use anyhow::{Context, Result};
use convex_ops::api::{Contract, Operation, OperationVisitor, visit_operations};
use convex_ops::wire;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const INTRODUCTION: &str = "\
# Parity

Everything is written once, in Rust; a language can call what its binding has a method for. The command has
[subcommands](../README.md) of its own.
";

const OF_CONVEX: &str = "
## Operations of Convex

Each is declared once, in `core/client/src/api/`. In Rust it is called over HTTP with the client, in the process with the embedded
platform, and it is answered by `convex-ops serve`; all three are generic over the declarations.
";

/// The languages beside Rust: where the source is that calls by name, and how it names what it calls.
const LANGUAGES: [(&str, &str, Named); 4] = [
    ("Python", "bindings-python/python/convex_ops/__init__.py", quoted),
    ("Node", "bindings-node/ts/shared/functions.ts", quoted),
    ("Browser", "bindings-wasm/ts/shared/functions.ts", quoted),
    ("Ruby, Kotlin, Swift", "core/src/ffi/mod.rs", variant),
];

/// How a source names an operation.
type Named = fn(&str) -> String;

fn quoted(id: &str) -> String {
    format!("\"{id}\"")
}

fn variant(id: &str) -> String {
    let (first, rest) = id.split_at_checked(1).unwrap_or_default();
    format!("Operation::{}{rest},", first.to_uppercase())
}

/// `docs/parity.md`.
pub(crate) fn page() -> Result<String> {
    let sources = sources()?;
    let mut page = format!("{MARK}\n{INTRODUCTION}\n## Functions\n");
    heading(&mut page, "Function")?;
    for operation in wire::Operation::ALL {
        row(&mut page, operation.as_str(), operation.as_str(), &sources)?;
    }
    page += OF_CONVEX;
    for contracts in contracts().chunk_by(|one, other| one.api == other.api) {
        heading(&mut page, "Operation")?;
        for contract in contracts {
            let Contract { id, method, api, path, .. } = contract;
            row(&mut page, &format!("{id}` `{method} {}{path}", api.root()), id, &sources)?;
        }
    }
    Ok(page)
}

fn heading(page: &mut String, what: &str) -> Result<()> {
    let names = LANGUAGES.map(|(name, ..)| name).join(" | ");
    writeln!(page, "\n| {what} | Rust | {names} |\n|---|{}", ":-:|".repeat(LANGUAGES.len() + 1))?;
    Ok(())
}

fn row(page: &mut String, shown: &str, id: &str, sources: &[String]) -> Result<()> {
    write!(page, "| `{shown}` | yes |")?;
    for ((.., named), source) in LANGUAGES.iter().zip(sources) {
        let there = source.contains(&named(id));
        write!(page, " {} |", if there { "yes" } else { "–" })?;
    }
    page.push('\n');
    Ok(())
}

/// The text of each language's source.
fn sources() -> Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    LANGUAGES.iter().map(|(_, file, _)| fs::read_to_string(root.join(file)).context(*file)).collect()
}

fn contracts() -> Vec<Contract> {
    struct All(Vec<Contract>);
    impl OperationVisitor for All {
        fn visit<O: Operation>(&mut self) {
            self.0.push(O::CONTRACT);
        }
    }
    let mut all = All(Vec::new());
    visit_operations(&mut all);
    all.0.sort_by_key(|contract| (contract.api, contract.id));
    all.0
}
