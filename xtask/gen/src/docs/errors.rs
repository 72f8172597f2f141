//! The page about error kinds, from their docs in the core.

use super::MARK;
use anyhow::{Context, Result};
use convex_ops::ErrorKind;
use serde_json::Value;
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Errors

Every error has a kind from this closed list, a message, optionally `help`, and for invalid input its location: file, line
and JSON path. All languages receive the same data. Branch on the kind, never on the message.

| Kind | Meaning | Retryable |
|---|---|---|
";

/// Generates `docs/errors.md`.
pub(crate) fn page() -> Result<String> {
    let schema = serde_json::to_value(schemars::schema_for!(ErrorKind))?;
    let described = schema.get("oneOf").and_then(Value::as_array).context("a schema without entries for kinds")?;
    let mut page = format!("{MARK}\n{INTRODUCTION}");
    for kind in ErrorKind::ALL {
        let entry = described.iter().find(|entry| entry.get("const").is_some_and(|name| name == kind.as_str()));
        let meaning = entry.and_then(|entry| entry.get("description")).and_then(Value::as_str);
        let meaning = meaning.with_context(|| format!("`{}` has no description", kind.as_str()))?;
        let retryable = if kind.is_retryable() { "yes" } else { "no" };
        writeln!(page, "| `{}` | {} | {retryable} |", kind.as_str(), meaning.replace('\n', " "))?;
    }
    Ok(page)
}
