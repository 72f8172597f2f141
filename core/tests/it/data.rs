//! Checks exports of every form against schemas, and rejects broken ones.

mod broken;
mod duplicates;
mod engine;
mod export;
mod forms;
#[cfg(target_os = "linux")]
mod memory;
mod numbers;
mod shards;
mod stopped;
mod writing;

use std::collections::BTreeMap;

use convex_ops::compat::data::{DataEvidence, TableData};
use convex_ops::schema::Schema;
use convex_ops::source::{DataOptions, DataSource, check_data, open_data};
use convex_ops::value::DocumentId;
use convex_ops::{Error, Result};
use serde_json::{Value as Json, json};

/// A schema with these tables, whose documents are objects with these required fields.
fn schema(tables: &[(&str, Json)]) -> Schema {
    let table = |(name, fields): &(&str, Json)| {
        let fields = fields.as_object().unwrap().iter();
        let fields: serde_json::Map<_, _> = fields
            .map(|(name, validator)| (name.clone(), json!({"fieldType": validator, "optional": false})))
            .collect();
        json!({"tableName": name, "indexes": [], "documentType": {"type": "object", "value": fields}})
    };
    let tables: Vec<_> = tables.iter().map(table).collect();
    Schema::parse(&json!({"schemaValidation": true, "tables": tables}).to_string()).unwrap()
}

fn number() -> Json {
    json!({"type": "number"})
}

fn bigint() -> Json {
    json!({"type": "bigint"})
}

fn id_of(table: &str) -> Json {
    json!({"type": "id", "tableName": table})
}

/// ID of a table by its number.
fn id(table: u32, document: u8) -> String {
    DocumentId { table, internal: [document; 16] }.to_string()
}

fn check_source(source: &mut DataSource, schemas: &[(&str, &Schema)]) -> Result<DataEvidence> {
    let schemas: BTreeMap<_, _> = schemas.iter().map(|(path, schema)| ((*path).to_owned(), *schema)).collect();
    check_data(source, &schemas, &mut |_| Ok(()))
}

fn check_input(input: &str, options: &DataOptions, schemas: &[(&str, &Schema)]) -> Result<DataEvidence> {
    check_source(&mut open_data(input, options)?, schemas)
}

fn table<'a>(found: &'a DataEvidence, component: &str, table: &str) -> &'a TableData {
    found.table(component, table).unwrap_or_else(|| panic!("no `{table}` in {found:?}"))
}

/// Problems of a table: path, reason, count.
fn groups(table: &TableData) -> Vec<(&str, &str, u64)> {
    table.groups.iter().map(|group| (&*group.path, group.reason.as_str(), group.count)).collect()
}

#[track_caller]
fn says(error: &Error, parts: &[&str]) {
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "no `{part}` in: {text}");
    }
}
