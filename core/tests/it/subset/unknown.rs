//! Validator types that this version does not know: only what depends on them is undecided.

use crate::build::{array, object, record, union};
use convex_ops::compat::{DEFAULT_BUDGET, Inclusion, subset};
use convex_ops::schema::Validator;
use convex_ops::schema::check::Reader;
use convex_ops::value::{Name, Tables, Value};

fn unknown(precision: u8) -> Validator {
    Validator::parse(&format!(r#"{{"type": "decimal", "precision": {precision}}}"#)).unwrap()
}

fn ask(a: &Validator, b: &Validator) -> Inclusion {
    subset(a, b, Reader::Closed, &Tables::default(), DEFAULT_BUDGET)
}

#[test]
fn answer_without_unknown_type_is_decided() {
    for (a, b) in [
        (unknown(2), unknown(2)),
        (unknown(2), Validator::Any),
        (union([]), unknown(2)),
        (array(unknown(2)), array(union([unknown(2), Validator::Null]))),
        (Validator::Null, union([unknown(2), Validator::Null])),
        (Validator::Boolean, union([unknown(2), Validator::Boolean])),
        (object([("a", unknown(2))]), object([("a", unknown(2)), ("b?", Validator::Null)])),
        (object([("a", unknown(2))]), Validator::any_object()),
    ] {
        assert_eq!(ask(&a, &b), Inclusion::Yes, "{a} in {b}");
    }
}

#[test]
fn answer_that_depends_on_unknown_type_is_undecided() {
    for (a, b) in [
        (unknown(2), unknown(3)),
        (unknown(2), Validator::String),
        (unknown(2), union([Validator::String, Validator::Float64])),
        (Validator::String, unknown(2)),
        (Validator::Any, unknown(2)),
        (Validator::Boolean, union([unknown(2), Validator::Null])),
        (array(unknown(2)), array(Validator::String)),
        (object([("a", Validator::String)]), object([("a", unknown(2))])),
        (record(Validator::String, Validator::Null), record(unknown(2), Validator::Null)),
        (record(unknown(2), Validator::Null), record(Validator::String, Validator::Null)),
        (object([("x", Validator::Null)]), record(unknown(2), Validator::Null)),
    ] {
        assert_eq!(ask(&a, &b), Inclusion::Undecided, "{a} in {b}");
    }
}

#[test]
fn other_places_are_checked_beside_unknown_type() {
    let refused = |a: &Validator, b: &Validator| match ask(a, b) {
        Inclusion::No(value) => value,
        other => panic!("{a} in {b}: {other:?}"),
    };
    let a = object([("a", unknown(2)), ("z", Validator::Float64)]);
    for b in [
        object([("a", unknown(2)), ("z", Validator::String)]),
        object([("a", unknown(3)), ("z", Validator::String)]),
        object([("a", Validator::Any), ("z", Validator::String)]),
    ] {
        let Value::Object(fields) = refused(&a, &b) else { panic!("not an object") };
        assert_eq!(fields.get("z"), Some(&Value::Float64(0.0)), "{b}");
    }
    let b = object([("a", Validator::String), ("z", unknown(2))]);
    let a = object([("a", Validator::Null), ("z", Validator::Null)]);
    assert!(matches!(refused(&a, &b), Value::Object(_)));
    assert_eq!(refused(&array(Validator::Null), &Validator::String), Value::Array(Vec::new()));
}

#[test]
fn unknown_type_is_kept_and_named_with_its_place() {
    let text = r#"{"type": "object", "value": {
        "b": {"fieldType": {"type": "array", "value": {"scale": [1, null], "type": "decimal"}}, "optional": true},
        "a": {"fieldType": {"type": "record", "keys": {"type": "slug"}, "values":
            {"fieldType": {"type": "null"}, "optional": false}}, "optional": false}}}"#;
    let validator = Validator::parse(text).unwrap();
    let written: serde_json::Value = serde_json::to_value(&validator).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(Validator::parse(&written.to_string()).unwrap(), validator);
    let places: Vec<(String, &str)> =
        validator.unknown_types().iter().map(|(path, name)| (path.group(), *name)).collect();
    assert_eq!(places, [(".a.keys()".to_owned(), "slug"), (".b[]".to_owned(), "decimal")]);
    let names = Name::from("decimal");
    assert!(validator.to_string().contains(&*names), "{validator}");
    // A type that is not text is still an error.
    for broken in [r#"{"type": 5}"#, r#"{"value": {"type": "null"}}"#, r#"{"type": "decimal", "a": }"#] {
        assert!(Validator::parse(broken).is_err(), "{broken}");
    }
}

#[test]
fn signature_of_a_function_is_read_in_any_order_and_written() {
    let text = r#"{"returns": {"type": "null"}, "args": {"type": "object", "value": {}}, "type": "function", "fnType": "query"}"#;
    let validator = Validator::parse(text).unwrap();
    let written =
        r#"{"type":"function","fnType":"query","args":{"type":"object","value":{}},"returns":{"type":"null"}}"#;
    assert_eq!(serde_json::to_string(&validator).unwrap(), written);
    assert_eq!(validator.to_string(), "v.function({fnType: \"query\", args: v.object({}), returns: v.null()})");
    let plain = Validator::parse(r#"{"type": "function"}"#).unwrap();
    assert_eq!(
        (plain.to_string().as_str(), serde_json::to_string(&plain).unwrap().as_str()),
        ("v.function()", r#"{"type":"function"}"#)
    );
    assert_ne!(plain, validator);
    assert_eq!((ask(&plain, &validator), ask(&validator, &plain)), (Inclusion::Yes, Inclusion::Yes));
    assert!(Validator::parse(r#"{"type": "function", "args": 5}"#).is_err());
}
