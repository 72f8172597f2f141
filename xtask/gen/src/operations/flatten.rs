//! Rewrites schemas of the catalogue so that a type is an object, a union of objects, or a plain type.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// Replaces `allOf` by the fields of its members, and moves the fields of an object with `anyOf` into each member.
pub(super) fn flatten(schema: &mut Value, definitions: &Map<String, Value>) -> Result<()> {
    match schema {
        Value::Object(keywords) => {
            for (key, value) in keywords.iter_mut() {
                if key != "const" && key != "default" {
                    flatten(value, definitions)?;
                }
            }
            if let Some(Value::Array(bases)) = keywords.remove("allOf") {
                for base in bases {
                    let mut base = resolve(&base, definitions)?.clone();
                    flatten(&mut base, definitions)?;
                    add_fields(keywords, &base);
                }
            }
            for union in ["anyOf", "oneOf"] {
                if keywords.contains_key(union) && keywords.contains_key("properties") {
                    distribute(keywords, union);
                }
            }
        }
        Value::Array(members) => {
            for member in members {
                flatten(member, definitions)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Follows references to a definition.
pub(super) fn resolve<'a>(schema: &'a Value, definitions: &'a Map<String, Value>) -> Result<&'a Value> {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(target) => {
            let name = target.strip_prefix("#/$defs/").unwrap_or(target);
            resolve(definitions.get(name).with_context(|| format!("`{name}` is not defined"))?, definitions)
        }
        None => Ok(schema),
    }
}

fn add_fields(keywords: &mut Map<String, Value>, base: &Value) {
    for (key, empty) in [("properties", json!({})), ("required", json!([]))] {
        match (keywords.entry(key).or_insert(empty), base.get(key)) {
            (Value::Object(to), Some(Value::Object(from))) => {
                to.extend(from.iter().map(|(name, field)| (name.clone(), field.clone())));
            }
            (Value::Array(to), Some(Value::Array(from))) => to.extend(from.iter().cloned()),
            _ => {}
        }
    }
    if let Some(doc) = base.get("description") {
        keywords.entry("description").or_insert_with(|| doc.clone());
    }
}

/// Adds the fields beside a union to each of its members.
fn distribute(keywords: &mut Map<String, Value>, union: &str) {
    let shared = json!({ "properties": keywords.remove("properties"), "required": keywords.remove("required") });
    keywords.remove("type");
    if let Some(Value::Array(members)) = keywords.get_mut(union) {
        for member in members.iter_mut().filter_map(Value::as_object_mut) {
            add_fields(member, &shared);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_bases_and_beside_unions_are_moved_into_members() {
        let definitions = json!({ "Dot": {
            "description": "A dot.", "type": "object", "properties": { "x": { "type": "number" } }, "required": ["x"],
        }});
        let mut schema = json!({
            "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"],
            "anyOf": [{
                "allOf": [{ "$ref": "#/$defs/Dot" }], "type": "object",
                "properties": { "kind": { "const": "dot" } }, "required": ["kind"],
            }],
        });
        flatten(&mut schema, definitions.as_object().unwrap()).unwrap();
        let member = &schema["anyOf"][0];
        assert_eq!(member["properties"].as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "kind", "x"]);
        assert_eq!(member["required"], json!(["kind", "x", "id"]));
        assert_eq!(member["description"], "A dot.");
        assert!(schema.get("properties").is_none());
    }
}
