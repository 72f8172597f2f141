//! Converts shapes to JSON Schemas with Convex's wording.

use serde_json::{Map, Value, json};

use super::format::Format;
use super::shape::{Floats, Objects, Shape};

/// Returns the JSON Schema of values of a shape in a format.
pub(super) fn json_schema(shape: &Shape, format: Format) -> Value {
    let mut kinds = kinds(shape, format);
    match kinds.len() {
        // No value exists.
        0 => json!(false),
        1 => kinds.remove(0),
        _ => json!({ "anyOf": kinds }),
    }
}

fn kinds(shape: &Shape, format: Format) -> Vec<Value> {
    let plain = |is_present: bool, kind: &str| is_present.then(|| json!({ "type": kind }));
    let ids = shape.ids.iter().filter(|_| !shape.string).map(|table| id(table));
    let others = [
        plain(shape.null, "null"),
        shape.int64.then(|| int64(format)),
        shape.float64.map(|floats| float64(floats, format)),
        plain(shape.boolean, "boolean"),
        plain(shape.string, "string"),
        shape.bytes.then(|| bytes(format)),
        shape.object.as_ref().map(|objects| object(objects, format)),
        shape.array.as_ref().map(|element| json!({ "type": "array", "items": json_schema(element, format) })),
        shape.other.then(|| json!({})),
    ];
    ids.chain(others.into_iter().flatten()).collect()
}

fn id(table: &str) -> Value {
    json!({ "$description": format!("Id({table})"), "type": "string" })
}

fn int64(format: Format) -> Value {
    match format {
        Format::Clean => json!({ "$description": "int64 represented as base10 string", "type": "string" }),
        Format::Encoded => special("int64", "$integer", "int64"),
        Format::Export => json!({ "$description": "int64", "type": "number" }),
    }
}

fn float64(floats: Floats, format: Format) -> Value {
    let special = match (floats, format) {
        (Floats::Ordinary, _) => return json!({ "type": "number" }),
        (Floats::Special, Format::Clean) => json!({ "type": "string", "$description": "-inf, inf, or NaN" }),
        (Floats::Special, Format::Encoded) => special("-0, -inf, inf, or NaN", "$float", "float64"),
        (Floats::Special, Format::Export) => special("-inf, inf, or NaN", "$float", "float64"),
    };
    json!({ "$description": "float64", "anyOf": [{ "type": "number" }, special] })
}

/// Returns the schema of a number that is encoded as bytes in an object.
fn special(description: &str, name: &str, kind: &str) -> Value {
    let bytes = json!({ "$description": format!("{kind} -> little-endian -> base64"), "type": "string" });
    json!({ "$description": description, "type": "object", "properties": { name: bytes } })
}

fn bytes(format: Format) -> Value {
    match format {
        Format::Clean => json!({ "$description": "base64 bytes", "type": "string" }),
        Format::Encoded | Format::Export => json!({
            "type": "object",
            "$description": "base64 bytes",
            "properties": { "$bytes": { "type": "string" } },
        }),
    }
}

fn object(objects: &Objects, format: Format) -> Value {
    let properties: Map<_, _> =
        objects.fields().map(|(name, shape, _)| (name.to_string(), json_schema(shape, format))).collect();
    let required: Vec<_> =
        objects.fields().filter(|(.., may_lack)| !may_lack).map(|(name, ..)| name.as_str()).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false, "required": required })
}
