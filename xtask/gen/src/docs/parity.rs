//! The page about functions available in each language, found in their sources.

use super::MARK;
use anyhow::{Context, Result};
use convex_ops::api::{Contract, Operation, OperationVisitor, visit_operations};
use convex_ops::wire;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const INTRODUCTION: &str = "\
# Parity

All functions are implemented in Rust. A language can call those that its binding has a method for. For the command, see
its [subcommands](../README.md).
";

const OF_CONVEX: &str = "
## Operations of Convex

Each operation is declared once, in `core/client/src/api/`. Rust programs call it over HTTP with the client, or in process
with the embedded platform; `convex-ops serve` responds to it. All three are generic over the declarations. The other
languages have a method of each operation, generated from its declaration, on `api` of a connection or of a deployment.
";

/// A language besides Rust: the sources with its calls, of functions and of operations, and the form of names in them.
struct Language {
    name: &'static str,
    functions: &'static [&'static str],
    operations: &'static [&'static str],
    named: FormatName,
}

const LANGUAGES: [Language; 4] = [
    Language {
        name: "Python",
        functions: &[
            "bindings-python/python/convex_ops/_functions.py",
            "bindings-python/python/convex_ops/_app.py",
            "bindings-python/python/convex_ops/_report.py",
        ],
        operations: &["bindings-python/python/convex_ops/_generated/operations.py"],
        named: quote,
    },
    Language {
        name: "Node",
        functions: &[
            "bindings-node/ts/shared/functions.ts",
            "bindings-node/ts/shared/report.ts",
            "bindings-node/ts/artifact.ts",
        ],
        operations: &["bindings-node/ts/generated/operations.ts"],
        named: quote,
    },
    Language {
        name: "Browser",
        functions: &["bindings-wasm/ts/shared/functions.ts", "bindings-wasm/ts/shared/report.ts"],
        operations: &["bindings-wasm/ts/generated/operations.ts"],
        named: quote,
    },
    Language { name: "Ruby, Kotlin, Swift", functions: &["core/src/ffi/mod.rs"], operations: &[], named: variant },
];

/// Formats the name of an operation in a source.
type FormatName = fn(&str) -> String;

fn quote(id: &str) -> String {
    format!("\"{id}\"")
}

fn variant(id: &str) -> String {
    let (first, rest) = id.split_at_checked(1).unwrap_or_default();
    format!("Operation::{}{rest},", first.to_uppercase())
}

/// Generates `docs/parity.md`.
pub(crate) fn page() -> Result<String> {
    let sources = sources(|language| language.functions)?;
    let mut page = format!("{MARK}\n{INTRODUCTION}\n## Functions\n");
    heading(&mut page, "Function")?;
    for operation in wire::OfflineOperation::ALL {
        row(&mut page, operation.as_str(), operation.as_str(), &sources)?;
    }
    page += OF_CONVEX;
    let sources = self::sources(|language| language.operations)?;
    for contracts in contracts().chunk_by(|one, other| one.api == other.api) {
        heading(&mut page, "Operation")?;
        for contract in contracts {
            let Contract { id, method, api, path, .. } = contract;
            row(&mut page, &format!("{id}` `{method} {}{path}", api.root()), id, &sources)?;
        }
    }
    Ok(page)
}

fn heading(page: &mut String, title: &str) -> Result<()> {
    let names = LANGUAGES.map(|language| language.name).join(" | ");
    writeln!(page, "\n| {title} | Rust | {names} |\n|---|{}", ":-:|".repeat(LANGUAGES.len() + 1))?;
    Ok(())
}

fn row(page: &mut String, label: &str, id: &str, sources: &[String]) -> Result<()> {
    write!(page, "| `{label}` | yes |")?;
    for (language, source) in LANGUAGES.iter().zip(sources) {
        let exists = source.contains(&(language.named)(id));
        write!(page, " {} |", if exists { "yes" } else { "–" })?;
    }
    page.push('\n');
    Ok(())
}

/// Reads the sources of each language.
fn sources(of: impl Fn(&Language) -> &'static [&'static str]) -> Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |file: &&str| fs::read_to_string(root.join(file)).with_context(|| (*file).to_owned());
    LANGUAGES.iter().map(|language| of(language).iter().map(read).collect()).collect()
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
