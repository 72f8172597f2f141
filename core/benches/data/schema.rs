//! The schema of the documents, in Convex's form and in JSON Schema.

use convex_ops::schema::Schema;
use convex_ops::schema::{Object, Validator};
use serde_json::{Map, Value as Json, json};

/// Returns the schema of the four tables.
pub(crate) fn schema() -> Schema {
    let required = |validator: Json| json!({"fieldType": validator, "optional": false});
    let of = |fields: &[(&str, Json)]| -> Json {
        let fields: Map<_, _> = fields
            .iter()
            .map(|(name, validator)| match name.strip_suffix('?') {
                Some(name) => (name.to_owned(), json!({"fieldType": validator, "optional": true})),
                None => ((*name).to_owned(), required(validator.clone())),
            })
            .collect();
        json!({"type": "object", "value": fields})
    };
    let kind = |name: &str| json!({"type": name});
    let array = |element: Json| json!({"type": "array", "value": element});
    let id = |table: &str| json!({"type": "id", "tableName": table});
    let literal = |text: &str| json!({"type": "literal", "value": text});
    let union = |members: Vec<Json>| json!({"type": "union", "value": members});
    let (number, string, null) = (kind("number"), kind("string"), kind("null"));

    let blobs = of(&[
        ("content", kind("bytes")),
        ("size", kind("bigint")),
        ("type", union(["image/png", "application/pdf", "text/plain"].map(literal).to_vec())),
    ]);
    let item = of(&[("price", number.clone()), ("sku", string.clone())]);
    let payload = union(vec![
        of(&[("button", number.clone()), ("kind", literal("click")), ("x", number.clone()), ("y", number.clone())]),
        of(&[
            ("kind", literal("page")),
            ("path", string.clone()),
            ("referrer", union(vec![null.clone(), string.clone()])),
        ]),
        of(&[("items", array(item)), ("kind", literal("purchase")), ("total", number.clone())]),
    ]);
    let events = of(&[
        ("at", number.clone()),
        ("count", kind("bigint")),
        ("payload", payload),
        ("session", string.clone()),
        ("tags", array(string.clone())),
        ("user", id("users")),
        ("vector", array(number.clone())),
    ]);
    let messages = of(&[
        ("author", id("users")),
        ("body", string.clone()),
        ("editedAt?", number.clone()),
        ("kind", union(["text", "image", "system"].map(literal).to_vec())),
        ("replyTo", union(vec![null.clone(), id("messages")])),
    ]);
    let users = of(&[
        ("active", kind("boolean")),
        ("age", kind("bigint")),
        ("email", string.clone()),
        ("name", string.clone()),
        ("plan", union(["free", "starter", "pro", "enterprise"].map(literal).to_vec())),
        ("profile", of(&[("bio", string.clone()), ("links", array(string.clone()))])),
        ("scores", json!({"type": "record", "keys": string, "values": required(number)})),
        ("zReferrer", union(vec![null, id("users")])),
    ]);
    let tables = [("blobs", blobs), ("events", events), ("messages", messages), ("users", users)];
    let tables = tables.map(|(name, document)| json!({"tableName": name, "indexes": [], "documentType": document}));
    Schema::parse(&json!({"schemaValidation": true, "tables": tables}).to_string()).unwrap()
}

/// Converts a validator to JSON Schema, approximately: ids are strings, and integers are also numbers.
pub(crate) fn json_schema(validator: &Validator, document: bool) -> Json {
    match validator {
        Validator::Null => json!({"type": "null"}),
        Validator::Float64 => json!({"type": "number"}),
        Validator::Int64 | Validator::CommitTs => json!({"type": "integer"}),
        Validator::Boolean => json!({"type": "boolean"}),
        Validator::String | Validator::Id(_) | Validator::Function(_) => json!({"type": "string"}),
        Validator::Bytes => {
            json!({"type": "object", "properties": {"$bytes": {"type": "string"}}, "required": ["$bytes"], "additionalProperties": false})
        }
        Validator::Any | Validator::Unknown(_) => json!({}),
        Validator::Literal(literal) => json!({"const": literal.value().as_str()}),
        Validator::Array(element) => json!({"type": "array", "items": json_schema(element, false)}),
        Validator::Record(_, values) => json!({"type": "object", "additionalProperties": json_schema(values, false)}),
        Validator::Object(object) => json_object(object, document),
        Validator::Union(members) => {
            json!({"anyOf": members.iter().map(|member| json_schema(member, false)).collect::<Vec<_>>()})
        }
    }
}

fn json_object(object: &Object, document: bool) -> Json {
    let mut properties = Map::new();
    if document {
        properties.extend([
            ("_id".to_owned(), json!({"type": "string"})),
            ("_creationTime".to_owned(), json!({"type": "number"})),
        ]);
    }
    properties.extend(object.iter().map(|(name, field)| (name.to_string(), json_schema(&field.validator, false))));
    let required: Vec<_> = object.iter().filter(|(_, field)| !field.optional).map(|(name, _)| name.as_str()).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}
