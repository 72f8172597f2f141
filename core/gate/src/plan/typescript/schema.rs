//! Schemas as TypeScript.

use super::syntax::{key, string};
use super::validator::{print, print_fields};
use crate::schema::{Index, IndexKind, Schema, Table, Validator};
use crate::value::Name;

/// Returns a schema as the text of `convex/schema.ts`: evaluating it exports the same schema.
#[must_use]
pub fn schema_source(schema: &Schema) -> String {
    let mut text = String::from(
        "import { defineSchema, defineTable } from \"convex/server\";\nimport { v } from \"convex/values\";\n\nexport default defineSchema(\n  {\n",
    );
    for (name, table) in &schema.tables {
        text.push_str(&format!("    {}: {},\n", key(name), print_table(table)));
    }
    text.push_str("  },\n");
    if !schema.validates {
        text.push_str("  { schemaValidation: false },\n");
    }
    text.push_str(");\n");
    text
}

fn print_table(table: &Table) -> String {
    let document = match &table.document {
        Validator::Object(object) => print_fields(object, 2),
        other => print(other, 2),
    };
    let mut text = format!("defineTable({document})");
    for index in &table.indexes {
        text.push_str(&format!("\n      {}", print_index(index)));
    }
    if let Some(staged) = &table.staged_document {
        text.push_str(&format!("\n      .staged({})", print(staged, 3)));
    }
    text
}

fn print_index(index: &Index) -> String {
    let name = string(&index.name);
    let staged = if index.staged { ", staged: true" } else { "" };
    match &index.kind {
        IndexKind::Database { fields } if index.staged => {
            format!(".index({name}, {{ fields: {}, staged: true }})", names(fields))
        }
        IndexKind::Database { fields } => format!(".index({name}, {})", names(fields)),
        IndexKind::Search { search_field, filter_fields } => format!(
            ".searchIndex({name}, {{ searchField: {}{}{staged} }})",
            string(search_field),
            filters(filter_fields)
        ),
        IndexKind::Vector { vector_field, dimensions, filter_fields } => {
            let dimensions = dimensions.map(|dimensions| format!(", dimensions: {dimensions}")).unwrap_or_default();
            format!(
                ".vectorIndex({name}, {{ vectorField: {}{dimensions}{}{staged} }})",
                string(vector_field),
                filters(filter_fields)
            )
        }
    }
}

fn filters(fields: &[Name]) -> String {
    if fields.is_empty() { String::new() } else { format!(", filterFields: {}", names(fields)) }
}

fn names(names: &[Name]) -> String {
    format!("[{}]", names.iter().map(|name| string(name)).collect::<Vec<_>>().join(", "))
}
