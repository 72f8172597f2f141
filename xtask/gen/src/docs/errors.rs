//! The kinds of errors, with the docs that they have in the core.

use super::MARK;
use anyhow::{Context, Result};
use convex_ops::ErrorKind;
use serde_json::Value;
use std::fmt::Write;

const INTRODUCTION: &str = "\
# Errors

Every error has a kind from this closed list, a message for people, where there is something to do `help`, and for a
wrong input its place: file, line and JSON path. It crosses to every language as the same data. Programs branch on the
kind, never on the message.

| Kind | Meaning | Can succeed later |
|---|---|---|
";

/// `docs/errors.md`.
pub(crate) fn page() -> Result<String> {
    let schema = serde_json::to_value(schemars::schema_for!(ErrorKind))?;
    let described = schema.get("oneOf").and_then(Value::as_array).context("a schema with one entry per kind")?;
    let mut page = format!("{MARK}\n{INTRODUCTION}");
    for kind in ErrorKind::ALL {
        let entry = described.iter().find(|entry| entry.get("const").is_some_and(|name| name == kind.as_str()));
        let meaning = entry.and_then(|entry| entry.get("description")).and_then(Value::as_str);
        let meaning = meaning.with_context(|| format!("`{}` is not described", kind.as_str()))?;
        let retryable = if kind.is_retryable() { "yes" } else { "no" };
        writeln!(page, "| `{}` | {} | {retryable} |", kind.as_str(), meaning.replace('\n', " "))?;
    }
    Ok(page)
}
