use serde_json::{Value as Json, json};

use super::super::Format;
use crate::error::Result;
use crate::value::{DocumentId, Value, to_encoded};

/// Returns a shape with values.
fn shape(variant: &Json) -> Json {
    json!({"numValues": 1, "variant": variant})
}

fn kind(kind: &str) -> Json {
    shape(&json!({"kind": kind}))
}

fn union(members: &[Json]) -> Json {
    shape(&json!({"kind": "Union", "types": members}))
}

fn object(fields: &[(&str, Json)]) -> Json {
    let field = |(name, shape): &(&str, Json)| json!({"fieldName": name, "type": {"type": shape, "optional": false}});
    shape(&json!({"kind": "Object", "fields": fields.iter().map(field).collect::<Vec<_>>()}))
}

fn id(number: u8) -> String {
    DocumentId { table: 10_001, internal: [number; 16] }.to_string()
}

/// Reads one document, in a table with a shape, with an override.
fn read(shape: &Json, context: Option<Json>, document: &Json) -> Result<Json> {
    let first = serde_json::to_string(&shape.to_string()).unwrap();
    let second = context.map(|context| json!({id(1): context}).to_string()).unwrap_or_default();
    let format = Format::parse(&mut format!("{first}\n{second}\n").as_bytes())?;
    let mut document = document.clone();
    document["_id"] = json!(id(1));
    let mut fields = format.document(&document.to_string())?;
    assert_eq!(fields.remove("_id"), Some(Value::String(id(1))));
    Ok(to_encoded(&Value::Object(fields)))
}

#[track_caller]
fn reads(shape: &Json, context: Option<Json>, document: &Json, expected: &Json) {
    assert_eq!(read(shape, context, document).unwrap(), *expected);
}

#[track_caller]
fn fails(shape: &Json, context: Option<Json>, document: &Json, because: &str) {
    let error = read(shape, context, document).unwrap_err().to_string();
    assert!(error.contains(because), "{error}");
}

fn seven() -> Json {
    json!({"$integer": "BwAAAAAAAAA="})
}

#[test]
fn shape_decides_what_text_was() {
    let table = object(&[
        ("big", kind("Int64")),
        ("raw", kind("Bytes")),
        ("limit", kind("PositiveInf")),
        ("name", kind("String")),
        ("ratio", kind("NormalFloat64")),
    ]);
    let document = json!({"big": "7", "raw": "AAE=", "limit": "Infinity", "name": "7", "ratio": 1});
    let expected = json!({
        "big": seven(), "raw": {"$bytes": "AAE="}, "limit": {"$float": "AAAAAAAA8H8="}, "name": "7", "ratio": 1.0,
    });
    reads(&table, None, &document, &expected);
    fails(&table, None, &json!({"big": "seven"}), "the digits of an int64");
    fails(&table, None, &json!({"raw": "?"}), "base64");
    fails(&table, None, &json!({"limit": "NaN"}), "(at `.limit`)");
}

#[test]
fn ambiguous_text_without_override_stays_text() {
    let choices = [
        union(&[kind("Int64"), kind("String")]),
        union(&[kind("Int64"), kind("Bytes")]),
        kind("Float64"),
        kind("NaN"),
        kind("Unknown"),
        kind("Null"),
    ];
    for choice in choices {
        reads(&object(&[("a", choice)]), None, &json!({"a": "7"}), &json!({"a": "7"}));
    }
    let same = union(&[kind("Null"), kind("Int64"), kind("NormalFloat64")]);
    reads(&object(&[("a", same)]), None, &json!({"a": "7"}), &json!({"a": seven()}));
    let strings = union(&[
        shape(&json!({"kind": "StringLiteral", "literal": "a"})),
        shape(&json!({"kind": "Id", "tableNumber": 10_001})),
    ]);
    reads(&object(&[("a", strings)]), None, &json!({"a": "7"}), &json!({"a": "7"}));
}

#[test]
fn override_decides() {
    let table = object(&[("a", kind("Unknown"))]);
    let nan = [1, 0, 0, 0, 0, 0, 0xf8, 0xff];
    let nan = json!({"$float64NaN": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, nan)});
    reads(&table, Some(json!({"a": "int64"})), &json!({"a": "7"}), &json!({"a": seven()}));
    reads(&table, Some(json!({"a": "bytes"})), &json!({"a": "AAE="}), &json!({"a": {"$bytes": "AAE="}}));
    reads(
        &table,
        Some(json!({"a": "float64inf"})),
        &json!({"a": "-Infinity"}),
        &json!({"a": {"$float": "AAAAAAAA8P8="}}),
    );
    reads(&table, Some(json!({"a": nan})), &json!({"a": "NaN"}), &json!({"a": {"$float": "AQAAAAAA+P8="}}));
    reads(&table, Some(json!({"a": "infer"})), &json!({"a": "7"}), &json!({"a": "7"}));
    reads(&table, Some(json!({"b": "int64"})), &json!({"a": "7"}), &json!({"a": "7"}));
    reads(&table, Some(json!({"a": ["infer", "int64"]})), &json!({"a": ["7", "7"]}), &json!({"a": ["7", seven()]}));
    reads(
        &table,
        Some(json!({"a": {"x": "int64"}})),
        &json!({"a": {"x": "7", "y": "7"}}),
        &json!({"a": {"x": seven(), "y": "7"}}),
    );
    reads(&table, Some(json!({"a": "int64"})), &json!({"a": null}), &json!({"a": null}));

    fails(&table, Some(json!({"a": ["int64"]})), &json!({"a": ["7", "7"]}), "expects 1 elements, found 2");
    fails(&table, Some(json!({"a": "int64"})), &json!({"a": ["7"]}), "found an array");
    fails(&table, Some(json!({"a": {"x": "int64"}})), &json!({"a": "7"}), "expects an object, found text");
    fails(&table, Some(json!({"a": nan})), &json!({"a": "Infinity"}), "expects `NaN`");
    fails(&table, Some(json!({"a": {"$float64NaN": "AAAAAAAA8H8="}})), &json!({"a": "NaN"}), "eight bytes of a NaN");
    fails(&table, Some(json!({"a": "float"})), &json!({"a": "7"}), "found `float`");
}

#[test]
fn shapes_are_followed_into_arrays_records_and_unions() {
    let record = |value| shape(&json!({"kind": "Record", "fieldType": kind("String"), "valueType": value}));
    let array = |element| shape(&json!({"kind": "Array", "elementType": element}));
    let table = object(&[
        ("list", union(&[array(kind("Int64")), kind("Null")])),
        ("map", record(array(kind("Int64")))),
        ("either", union(&[object(&[("n", kind("Int64"))]), object(&[("n", kind("Int64")), ("m", kind("String"))])])),
        ("mixed", union(&[object(&[("n", kind("Int64"))]), record(kind("String"))])),
        ("any", kind("Unknown")),
    ]);
    let document = json!({
        "list": ["7"], "map": {"x y": ["7"]}, "either": {"n": "7", "m": "7"}, "mixed": {"n": "7"}, "any": {"n": ["7"]},
        "new": "7",
    });
    let expected = json!({
        "list": [seven()], "map": {"x y": [seven()]}, "either": {"n": seven(), "m": "7"}, "mixed": {"n": "7"},
        "any": {"n": ["7"]}, "new": "7",
    });
    reads(&table, None, &document, &expected);
}

#[test]
fn unused_union_member_does_not_count() {
    let unused = json!({"numValues": 0, "variant": {"kind": "String"}});
    reads(
        &object(&[("a", union(&[unused, kind("Int64"), kind("Null")]))]),
        None,
        &json!({"a": "7"}),
        &json!({"a": seven()}),
    );
}

#[test]
fn special_objects_are_errors() {
    let table = object(&[("a", kind("Unknown"))]);
    fails(&table, None, &json!({"a": {"$integer": "BwAAAAAAAAA="}}), "`$integer`");
    fails(&table, None, &json!({"a": {"$float": "AAAAAAAA8H8="}}), "`$float`");
    reads(&table, None, &json!({"a": -0.0}), &json!({"a": {"$float": "AAAAAAAAAIA="}}));
}

#[test]
fn overrides_name_their_line() {
    let parse = |rest: &str| {
        let first = serde_json::to_string(&kind("Unknown").to_string()).unwrap();
        Format::parse(&mut format!("{first}\n{rest}").as_bytes()).map(drop)
    };
    let good = json!({id(1): "int64"});
    assert!(parse(&good.to_string()).is_ok());
    for bad in [json!({"x": "int64"}), json!({}), json!({id(1): "infer", id(2): "infer"}), json!([]), json!({id(1): 7})]
    {
        let error = parse(&format!("{good}\n\n{bad}")).unwrap_err();
        assert_eq!(error.info().location.line, Some(4), "{bad}: {error}");
    }
}
