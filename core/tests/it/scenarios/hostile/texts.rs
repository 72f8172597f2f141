//! Texts with a special meaning to some layer, and the places of texts in a request.

use convex_ops::api::catalogue;
use serde_json::Value;
use std::collections::BTreeMap;

/// Texts that can be taken for SQL, full-text queries, paths, queries, headers or JSON, and texts that
/// are hard to transfer.
pub(super) fn texts() -> Vec<String> {
    let short = [
        r#"x' OR '1'='1'; DROP TABLE tokens; --"#,
        r#"" OR name:* NEAR("a" "b") -- %_\"#,
        "../../v1/teams/1/projects?x=1#y",
        "..%2f%2e%2e%2fteams\\..\\",
        "a\r\nx-injected: 1\r\n\r\nGET /health HTTP/1.1",
        "a\0b\u{7}",
        "abc\0d",
        "\u{feff}ünï\u{202e}cödé \u{1f98a}\u{10ffff}",
        r#"{"$ne":null},"x":[1]"#,
        "-1",
    ];
    short.into_iter().map(str::to_owned).chain(["long ".repeat(1_000)]).collect()
}

/// A place in a request: field names and list positions.
pub(super) type Place = Vec<String>;

/// Places of all texts in a request, including its absent optional fields.
pub(super) fn places(id: &str, request: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    collect(request, &mut Vec::new(), &mut found);
    for name in declared().remove(id).unwrap_or_default() {
        if request.get(&name).is_none() {
            found.push(vec![name]);
        }
    }
    found
}

fn collect(value: &Value, at: &mut Place, found: &mut Vec<Place>) {
    let mut inner = |name: String, value: &Value| {
        at.push(name);
        collect(value, at, found);
        at.pop();
    };
    match value {
        Value::String(_) => found.push(at.clone()),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| inner(index.to_string(), item)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| inner(name.clone(), value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the request with `text` at a place.
pub(super) fn with(request: &Value, place: &[String], text: &str) -> Value {
    let mut changed = request.clone();
    let mut value = &mut changed;
    for name in place {
        value = match value {
            Value::Array(items) => &mut items[name.parse::<usize>().unwrap()],
            Value::Object(fields) => fields.entry(name.clone()).or_insert(Value::Null),
            _ => panic!("{place:?} not found in {request}"),
        };
    }
    *value = Value::String(text.to_owned());
    changed
}

/// Name of a place, the same for all items of a list.
pub(super) fn name(place: &[String]) -> String {
    let names = place.iter().map(|name| if name.parse::<usize>().is_ok() { "[]" } else { name.as_str() });
    names.collect::<Vec<_>>().join(".")
}

/// Text fields of each operation's request.
fn declared() -> BTreeMap<String, Vec<String>> {
    let catalogue = catalogue();
    let operations = catalogue["operations"].as_array().unwrap().iter();
    operations
        .map(|operation| {
            let properties = resolved(&operation["request"], &catalogue)["properties"].as_object().cloned();
            let texts = properties.unwrap_or_default().into_iter().filter(|(_, schema)| is_text(schema, &catalogue));
            (operation["id"].as_str().unwrap().to_owned(), texts.map(|(name, _)| name).collect())
        })
        .collect()
}

fn resolved<'a>(schema: &'a Value, catalogue: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    reference.map_or(schema, |name| &catalogue["requests"][name])
}

fn is_text(schema: &Value, catalogue: &Value) -> bool {
    let schema = resolved(schema, catalogue);
    let is_string = |kind: &Value| kind == "string";
    let of_kind =
        is_string(&schema["type"]) || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(is_string));
    let variants = ["anyOf", "oneOf"].iter().filter_map(|key| schema[*key].as_array()).flatten();
    of_kind || variants.into_iter().any(|schema| is_text(schema, catalogue))
}
