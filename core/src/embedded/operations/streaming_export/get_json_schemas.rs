//! `getJsonSchemas`

use serde_json::{Map, Value, json};

use super::format::Format;
use super::json_schema::json_schema;
use super::plan::check_plan;
use super::shape::Shape;
use super::shapes::shapes;
use crate::api::streaming_export::GetJsonSchemas;
use crate::embedded::access::Deployed;
use crate::embedded::records::document::TableRow;
use crate::embedded::records::schema::{SchemaRow, State};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::schema::{Schema, Validator};

impl Handler for GetJsonSchemas {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Map<String, Value>> {
        check_plan(call, &deployment)?;
        let format = Format::parse(self.format.as_ref())?;
        let mut described = Map::new();
        if self.by_component {
            described.insert(String::new(), json!({}));
        }
        let schemas = SchemaRow::current(call.tx, deployment.row.id)?;
        for (table, shape) in shapes(call.tx, &call.context.memo, deployment.row.id)? {
            let active = schemas.iter().find(|row| row.state == State::Active && row.component == table.component);
            let active = active.map(SchemaRow::schema).transpose()?;
            let schema = write(&of_table(&table, shape, active.as_ref())?, format, self.delta_schema);
            let name = table.name.to_string();
            if !self.by_component {
                described.insert(name, schema);
            } else if let Some(tables) = described.entry(table.component).or_insert_with(|| json!({})).as_object_mut() {
                tables.insert(name, schema);
            }
        }
        Ok(described)
    }
}

/// Returns the shape of a table's documents. Falls back to the schema if the documents are too varied.
fn of_table(table: &TableRow, shape: Shape, schema: Option<&Schema>) -> Result<Shape> {
    let name = &table.name;
    if shape == Shape::default() {
        return Ok(shape.with_system_fields(name));
    }
    if !shape.other {
        return Ok(shape);
    }
    let Some(schema) = schema else {
        let message = "There is no active schema, which is needed for streaming export.";
        return Err(bad_request("NoSchemaForExport", message));
    };
    let Some(defined) = schema.tables.get(name) else {
        let message = format!("The table \"{name}\" does not have a schema, which is needed for streaming export.");
        return Err(bad_request("NoTableDefinitionForExport", message));
    };
    let mut described = Shape::default();
    match &defined.document {
        Validator::Object(_) => described.add_all(&defined.document),
        Validator::Union(_) => {
            let message = format!(
                "Schema for table \"{name}\" contains a union of object types, which is unsupported for streaming export"
            );
            return Err(bad_request("UnsupportedSchemaForExport", message));
        }
        _ => {}
    }
    Ok(described.with_system_fields(name))
}

/// Returns the JSON Schema of documents, optionally with the fields that only streamed documents have.
fn write(shape: &Shape, format: Format, with_own: bool) -> Value {
    let mut schema = json_schema(shape, format);
    let own = [("_table", "string"), ("_component", "string"), ("_ts", "integer"), ("_deleted", "boolean")];
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut).filter(|_| with_own) {
        properties.extend(own.map(|(name, kind)| (name.to_owned(), json!({ "type": kind }))));
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    }
    schema
}
