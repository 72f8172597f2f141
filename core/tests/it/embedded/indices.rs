//! No operation scans a whole table: SQLite's query plans show an index for each statement.

use crate::support::{files, read};
use convex_ops::embedded::{EmbeddedOptions, Platform};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Names of potentially large tables in query plans.
const LARGE: [&str; 12] = [
    "deployments",
    "d",
    "tokens",
    "audit_log",
    "env",
    "default_env",
    "projects",
    "p",
    "data_syncs",
    "exports",
    "imports",
    "periodic_backups",
];

/// Partial indices that hold only the rows of a statement: scanning one is not a table scan.
const PARTIAL: [&str; 1] = ["deployments_by_port"];

#[test]
fn statements_on_large_tables_use_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    Platform::open(&format!("embedded:{}", path.display()), &EmbeddedOptions::default()).unwrap();
    let store = Connection::open(path).unwrap();
    let sources: Vec<_> = files("core/src/embedded", &[".rs"]).iter().map(|file| read(file)).collect();
    let literals: Vec<_> = sources.iter().flat_map(|source| literals(source)).collect();
    let beginnings: BTreeMap<_, _> = sources.iter().flat_map(|source| beginnings(source)).collect();
    let mut seen = 0;
    for literal in literals {
        let Some(statement) = statement(&literal, &beginnings) else { continue };
        let Some(walk) = walk_in(&store, &statement) else { continue };
        seen += 1;
        assert_eq!(walk, None, "{statement}");
    }
    assert!(seen > 70, "only {seen} statements found");
    // Tests the check: it finds a scan, and accepts an index search.
    let walk = walk_in(&store, "SELECT 1 FROM tokens WHERE last_used_time = ?1").unwrap();
    assert_eq!(walk.as_deref(), Some("SCAN tokens"));
    let walk = walk_in(&store, "SELECT reference FROM deployments WHERE reference LIKE ?1").unwrap();
    assert!(walk.unwrap().starts_with("SCAN deployments USING COVERING INDEX"));
    assert_eq!(walk_in(&store, "SELECT 1 FROM tokens WHERE lookup = ?1"), Some(None));
}

/// Returns the step that scans a large table, if any. `None` for literals that are only part of a statement.
fn walk_in(store: &Connection, statement: &str) -> Option<Option<String>> {
    let mut explained = store.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).ok()?;
    let mut rows = explained.raw_query();
    while let Some(row) = rows.next().unwrap() {
        let step: String = row.get(3).unwrap();
        let scanned = step.strip_prefix("SCAN ").and_then(|scanned| scanned.split(' ').next());
        let by_own_index = PARTIAL.iter().any(|index| step.ends_with(&format!(" {index}")));
        if scanned.is_some_and(|table| LARGE.contains(&table)) && !by_own_index {
            return Some(Some(step));
        }
    }
    Some(None)
}

/// Completes a literal to a statement: by itself, after a named prefix, or as a condition on deployments.
fn statement(literal: &str, beginnings: &BTreeMap<String, String>) -> Option<String> {
    let is_write = ["UPDATE ", "DELETE ", "INSERT "].iter().any(|verb| literal.starts_with(verb));
    if is_write || (literal.starts_with("SELECT ") && literal.contains(" WHERE ")) {
        return Some(literal.to_owned());
    }
    if literal.starts_with("d.") && literal.contains("?1") {
        return Some(format!("{} WHERE {literal}", beginnings["DEPLOYMENT"]));
    }
    let (name, rest) = literal.strip_prefix('{')?.split_once('}')?;
    Some(format!("{}{rest}", beginnings.get(name)?))
}

/// Texts of a source file, with continuation lines joined.
fn literals(source: &str) -> Vec<String> {
    let lines: Vec<_> = source.split("\\\n").map(str::trim_start).collect();
    lines.concat().split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Constants that are prefixes of statements.
fn beginnings(source: &str) -> Vec<(String, String)> {
    let declared = source.split("const ").skip(1).filter_map(|rest| {
        let (name, value) = rest.split_once(": &str =")?;
        let text = literals(value.split_once(';')?.0).pop()?;
        text.starts_with("SELECT ").then(|| (name.to_owned(), text))
    });
    declared.collect()
}
