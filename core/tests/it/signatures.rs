//! Equality of functions covers all their fields, and conversions are lossless.

use crate::generate::related;
use convex_ops::schema::Validator;
use convex_ops::surface::{Function, FunctionKind, Visibility};
use proptest::prelude::*;

fn function(args: Option<&Validator>, returns: Option<&Validator>) -> Function {
    Function::new(FunctionKind::Query, Visibility::Public, args, returns)
}

proptest! {
    #[test]
    fn property_functions_with_equal_types_are_equal((a, b) in related(), args in 0..3usize, returns in 0..3usize) {
        let types = [Some(&a), Some(&b), None];
        let one = function(types[args], types[returns]);
        for (other_args, other_returns) in [(Some(&a), None), (None, Some(&a)), (Some(&a), Some(&a))] {
            let other = function(other_args, other_returns);
            let equal = types[args] == other_args && types[returns] == other_returns;
            prop_assert_eq!(one == other, equal, "{:?} and {:?}", one, other);
            prop_assert_eq!(one.takes_the_same(&other), types[args] == other_args);
            prop_assert_eq!(one.returns_the_same(&other), types[returns] == other_returns);
        }
        prop_assert_eq!((one.args(), one.returns()), (types[args], types[returns]));
    }
}

#[test]
fn kind_and_visibility_are_compared() {
    let query = function(None, None);
    let action = Function::new(FunctionKind::Action, Visibility::Public, None, None);
    let internal = Function::new(FunctionKind::Query, Visibility::Internal, None, None);
    assert!(query != action && query != internal && action != internal);
    assert_eq!(query, function(None, None));
}

#[test]
fn member_order_does_not_matter() {
    let unordered = r#"{"value": {"b": {"optional": true, "fieldType": {"type": "null"}},
        "a": {"fieldType": {"values": {"optional": false, "fieldType": {"type": "any"}}, "keys": {"type": "string"},
            "type": "record"}, "optional": false}}, "type": "object", "more": [1]}"#;
    let ordered = r#"{"type": "object", "value": {
        "a": {"fieldType": {"type": "record", "keys": {"type": "string"},
            "values": {"fieldType": {"type": "any"}, "optional": false}}, "optional": false},
        "b": {"fieldType": {"type": "null"}, "optional": true}}}"#;
    let [unordered, ordered] = [unordered, ordered].map(|text| Validator::parse(text).unwrap());
    assert_eq!(unordered, ordered);
    assert_eq!(ordered.to_string(), "v.object({a: v.record(v.string(), v.any()), b: v.optional(v.null())})");
}

#[test]
fn duplicate_field_error_names_field() {
    let field = r#"{"fieldType": {"type": "null"}, "optional": true}"#;
    for names in [["a", "a"].as_slice(), &["b", "a", "b"]] {
        let fields: Vec<String> = names.iter().map(|name| format!(r#""{name}": {field}"#)).collect();
        let text = format!(r#"{{"type": "object", "value": {{{}}}}}"#, fields.join(", "));
        let error = Validator::parse(&text).unwrap_err().to_string();
        assert!(error.contains(&format!("duplicate field `{}`", names[0])), "{error}");
    }
}
