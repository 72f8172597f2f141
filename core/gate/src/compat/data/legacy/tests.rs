use serde_json::{Value as Json, json};

use super::super::DocumentFormat;
use crate::error::Result;
use crate::value::{DocumentId, Value, to_encoded};

fn id(number: u8) -> String {
    DocumentId { table: 10_001, internal: [number; 16] }.to_string()
}

/// Reads one document, in a table with a shape, with an override.
fn read(shape: &str, context: Option<Json>, document: &Json) -> Result<Json> {
    let first = serde_json::to_string(shape).unwrap();
    let second = context.map(|context| json!({id(1): context}).to_string()).unwrap_or_default();
    let format = DocumentFormat::parse(&mut format!("{first}\n{second}\n").as_bytes())?;
    let mut document = document.clone();
    document["_id"] = json!(id(1));
    let mut fields = format.document(&document.to_string())?;
    assert_eq!(fields.remove("_id"), Some(Value::String(id(1))));
    Ok(to_encoded(&Value::Object(fields)))
}

#[track_caller]
fn reads(shape: &str, context: Option<Json>, document: &Json, expected: &Json) {
    assert_eq!(read(shape, context, document).unwrap(), *expected);
}

#[track_caller]
fn fails(shape: &str, context: Option<Json>, document: &Json, because: &str) {
    let error = read(shape, context, document).unwrap_err().to_string();
    assert!(error.contains(because), "{error}");
}

fn seven() -> Json {
    json!({"$integer": "BwAAAAAAAAA="})
}

#[test]
fn lines_of_convex_own_tests_are_read() {
    // From the tests of Convex's export when it still wrote shapes, and of the shapes' parser.
    let document = id(1);
    let field = |shape: &str| format!(r#"{{"_creationTime": normalfloat64, "_id": "{document}", "foo": {shape}}}"#);
    reads(&field("int64"), None, &json!({"foo": "1"}), &json!({"foo": {"$integer": "AQAAAAAAAAA="}}));
    let overridden = Some(json!({"foo": ["int64", "infer"]}));
    let expected = json!({"foo": [{"$integer": "AQAAAAAAAAA="}, "1"]});
    reads(&field("array<int64 | field_name>"), overridden, &json!({"foo": ["1", "1"]}), &expected);
    reads(&field("field_name"), None, &json!({"foo": "1"}), &json!({"foo": "1"}));
    let nested = r#"{"location": {"city": string, "country": string} | {"country": string}} | {"name": string, "location": {"city": string, "country": string} | {"country": string}}"#;
    reads(nested, None, &json!({"location": {"country": "1"}}), &json!({"location": {"country": "1"}}));
    // An empty table.
    reads("never", None, &json!({"foo": "1"}), &json!({"foo": "1"}));
    reads(
        r#"{"_creationTime": normalfloat64, "_id": id<10001>, "name": "Ada", "f"?: record<"a" | field_name, -0 | int64>}"#,
        None,
        &json!({"_creationTime": 1.5, "name": "Ada", "f": {"a": "7"}}),
        &json!({"_creationTime": 1.5, "name": "Ada", "f": {"a": seven()}}),
    );
}

#[test]
fn invalid_shape_is_refused_with_its_place() {
    for (shape, because) in [
        ("", "at byte 1: expected a shape, found the end"),
        ("int65", "at byte 1: expected a shape, found `int65`"),
        ("int64x", "at byte 6: expected the end of the shape, found `x`"),
        ("int64 |null", "at byte 6: expected the end of the shape, found ` |null`"),
        ("int64 | ", "at byte 9: expected a shape"),
        ("array<int64", "at byte 12: expected `>`, found the end"),
        ("record<string>", "at byte 14: expected `, `, found `>`"),
        ("id<x>", "at byte 4: expected the number of a table, found `x>`"),
        ("id<1", "at byte 4: expected the number of a table"),
        (r#""abc"#, "at byte 2: expected `\"`"),
        ("{a: null}", "at byte 2: expected the name of a field, found `a: null}`"),
        (r#"{"a b": null}"#, "at byte 2: expected the name of a field"),
        (r#"{"a" null}"#, "at byte 5: expected `: `"),
        (r#"{"a": null "b": null}"#, "at byte 11: expected `, `"),
        (r#"{"a": null, }"#, "at byte 13: expected the name of a field, found `}`"),
        ("set<string>", "at byte 1: expected a shape"),
        (r#"{"numValues": 1, "variant": {"kind": "Null"}}"#, "at byte 15: expected a shape, found `1,"),
    ] {
        fails(shape, None, &json!({}), because);
    }
    let nested = |depth: usize| format!("{}null{}", "array<".repeat(depth), ">".repeat(depth));
    assert!(read(&nested(64), None, &json!({})).is_ok());
    fails(&nested(100_000), None, &json!({}), "more than 128 levels");
}

#[test]
fn shape_decides_what_text_was() {
    let table = r#"{"big": int64, "limit": inf, "name": string, "ratio": normalfloat64, "raw": bytes}"#;
    let document = json!({"big": "7", "raw": "AAE=", "limit": "Infinity", "name": "7", "ratio": 1});
    let expected = json!({
        "big": seven(), "raw": {"$bytes": "AAE="}, "limit": {"$float": "AAAAAAAA8H8="}, "name": "7", "ratio": 1.0,
    });
    reads(table, None, &document, &expected);
    fails(table, None, &json!({"big": "seven"}), "the digits of an int64");
    fails(table, None, &json!({"raw": "?"}), "base64");
    fails(table, None, &json!({"limit": "NaN"}), "(at `.limit`)");
}

#[test]
fn ambiguous_text_without_override_stays_text() {
    for choice in ["int64 | string", "int64 | bytes", "float64", "NaN", "unknown", "null"] {
        reads(&format!(r#"{{"a": {choice}}}"#), None, &json!({"a": "7"}), &json!({"a": "7"}));
    }
    let same = r#"{"a": null | int64 | normalfloat64}"#;
    reads(same, None, &json!({"a": "7"}), &json!({"a": seven()}));
    reads(r#"{"a": "a" | id<10001>}"#, None, &json!({"a": "7"}), &json!({"a": "7"}));
    reads(r#"{"a": inf | -inf}"#, None, &json!({"a": "-Infinity"}), &json!({"a": {"$float": "AAAAAAAA8P8="}}));
}

#[test]
fn override_decides() {
    let table = r#"{"a": unknown}"#;
    let nan = [1, 0, 0, 0, 0, 0, 0xf8, 0xff];
    let nan = json!({"$float64NaN": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, nan)});
    reads(table, Some(json!({"a": "int64"})), &json!({"a": "7"}), &json!({"a": seven()}));
    reads(table, Some(json!({"a": "bytes"})), &json!({"a": "AAE="}), &json!({"a": {"$bytes": "AAE="}}));
    reads(
        table,
        Some(json!({"a": "float64inf"})),
        &json!({"a": "-Infinity"}),
        &json!({"a": {"$float": "AAAAAAAA8P8="}}),
    );
    reads(table, Some(json!({"a": nan})), &json!({"a": "NaN"}), &json!({"a": {"$float": "AQAAAAAA+P8="}}));
    reads(table, Some(json!({"a": "infer"})), &json!({"a": "7"}), &json!({"a": "7"}));
    reads(table, Some(json!({"b": "int64"})), &json!({"a": "7"}), &json!({"a": "7"}));
    reads(table, Some(json!({"a": ["infer", "int64"]})), &json!({"a": ["7", "7"]}), &json!({"a": ["7", seven()]}));
    reads(
        table,
        Some(json!({"a": {"x": "int64"}})),
        &json!({"a": {"x": "7", "y": "7"}}),
        &json!({"a": {"x": seven(), "y": "7"}}),
    );
    reads(table, Some(json!({"a": "int64"})), &json!({"a": null}), &json!({"a": null}));

    fails(table, Some(json!({"a": ["int64"]})), &json!({"a": ["7", "7"]}), "expects 1 elements, found 2");
    fails(table, Some(json!({"a": "int64"})), &json!({"a": ["7"]}), "found an array");
    fails(table, Some(json!({"a": {"x": "int64"}})), &json!({"a": "7"}), "expects an object, found text");
    fails(table, Some(json!({"a": nan})), &json!({"a": "Infinity"}), "expects `NaN`");
    fails(table, Some(json!({"a": {"$float64NaN": "AAAAAAAA8H8="}})), &json!({"a": "NaN"}), "eight bytes of a NaN");
    fails(table, Some(json!({"a": "float"})), &json!({"a": "7"}), "found `float`");
}

#[test]
fn shapes_are_followed_into_arrays_records_and_unions() {
    let table = r#"{"any": unknown, "either": {"n": int64} | {"m": string, "n": int64}, "list": null | array<int64>, "map": record<string, array<int64>>, "mixed": {"n": int64} | record<string, string>}"#;
    let document = json!({
        "list": ["7"], "map": {"x y": ["7"]}, "either": {"n": "7", "m": "7"}, "mixed": {"n": "7"}, "any": {"n": ["7"]},
        "new": "7",
    });
    let expected = json!({
        "list": [seven()], "map": {"x y": [seven()]}, "either": {"n": seven(), "m": "7"}, "mixed": {"n": "7"},
        "any": {"n": ["7"]}, "new": "7",
    });
    reads(table, None, &document, &expected);
}

#[test]
fn special_objects_are_errors() {
    let table = r#"{"a": unknown}"#;
    fails(table, None, &json!({"a": {"$integer": "BwAAAAAAAAA="}}), "`$integer`");
    fails(table, None, &json!({"a": {"$float": "AAAAAAAA8H8="}}), "`$float`");
    reads(table, None, &json!({"a": -0.0}), &json!({"a": {"$float": "AAAAAAAAAIA="}}));
}

#[test]
fn overrides_name_their_line() {
    let parse = |rest: &str| {
        let first = serde_json::to_string("unknown").unwrap();
        DocumentFormat::parse(&mut format!("{first}\n{rest}").as_bytes()).map(drop)
    };
    let good = json!({id(1): "int64"});
    assert!(parse(&good.to_string()).is_ok());
    for bad in [json!({"x": "int64"}), json!({}), json!({id(1): "infer", id(2): "infer"}), json!([]), json!({id(1): 7})]
    {
        let error = parse(&format!("{good}\n\n{bad}")).unwrap_err();
        assert_eq!(error.info().location.line, Some(4), "{bad}: {error}");
    }
}
