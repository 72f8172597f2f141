//! Values that a scenario keeps from earlier responses, and expectations of later ones.

use serde_json::Value;
use std::collections::BTreeMap;

/// Saved values by name.
pub(super) type SavedValues = BTreeMap<String, Value>;

/// Replaces `${name}` in a value by the kept value, which keeps its type if the text is only that.
pub(super) fn fill(template: &Value, saved: &SavedValues) -> Value {
    match template {
        Value::String(text) => fill_text(text, saved),
        Value::Array(items) => items.iter().map(|item| fill(item, saved)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), fill(value, saved))).collect(),
        other => other.clone(),
    }
}

fn fill_text(text: &str, saved: &SavedValues) -> Value {
    let get = |name: &str| saved.get(name).unwrap_or_else(|| panic!("unknown saved value `{name}`"));
    let whole = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).filter(|name| !name.contains('}'));
    if let Some(name) = whole {
        return get(name).clone();
    }
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap_or_else(|| panic!("`{text}` has no `}}`"));
        filled += before;
        filled += &get(name).as_str().map_or_else(|| get(name).to_string(), str::to_owned);
        rest = after;
    }
    Value::String(filled + rest)
}

/// Returns the first difference from the expectation. An object may have further fields, and a text that ends in `…`
/// any end.
pub(super) fn mismatch(expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected.iter().find_map(|(name, expected)| {
            let found = found.get(name).unwrap_or(&Value::Null);
            mismatch(expected, found).map(|mismatch| format!(".{name}{mismatch}"))
        }),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let mut pairs = expected.iter().zip(found).enumerate();
            pairs.find_map(|(index, (expected, found))| {
                mismatch(expected, found).map(|mismatch| format!("[{index}]{mismatch}"))
            })
        }
        (Value::String(expected), Value::String(found))
            if expected.strip_suffix('…').is_some_and(|begin| found.starts_with(begin)) =>
        {
            None
        }
        (expected, found) => (expected != found).then(|| format!(" is {found} and should be {expected}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fill_preserves_types() {
        let saved = SavedValues::from([("id".to_owned(), json!(7)), ("name".to_owned(), json!("calm"))]);
        let filled = fill(&json!({ "a": "${id}", "b": ["${name}-${id}!"], "c": 1 }), &saved);
        assert_eq!(filled, json!({ "a": 7, "b": ["calm-7!"], "c": 1 }));
    }

    #[test]
    fn mismatch_compares_expected_subset() {
        let found = json!({ "id": 7, "items": [{ "name": "calm-cow" }], "none": null });
        for expected in [
            json!({}),
            json!({ "id": 7, "absent": null }),
            json!({ "items": [{}] }),
            json!({ "items": [{ "name": "calm…" }] }),
        ] {
            assert_eq!(mismatch(&expected, &found), None);
        }
        for (expected, place) in [
            (json!({ "id": "7" }), ".id is 7"),
            (json!({ "items": [] }), ".items is"),
            (json!({ "items": [{ "name": "calm" }] }), ".items[0].name is"),
            (json!({ "other": 1 }), ".other is null"),
        ] {
            assert!(mismatch(&expected, &found).unwrap().starts_with(place), "{expected}");
        }
    }
}
