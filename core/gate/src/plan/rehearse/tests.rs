//! Tests of changes of documents.

use super::*;
use crate::value::to_encoded;
use serde_json::json;

fn program(changes: serde_json::Value) -> Result<Program> {
    let changes: Vec<DocumentChange> = serde_json::from_value(changes).unwrap();
    Program::new("", "t", None, &changes)
}

/// Applies changes, and returns the document and the failures.
fn apply(changes: serde_json::Value, document: &serde_json::Value) -> (serde_json::Value, Vec<String>) {
    let Value::Object(mut fields) = decode_json(document, Encoding::Encoded).unwrap() else { panic!("an object") };
    let accounts: Lookup = HashMap::from([("u1".to_owned(), Value::String("a1".to_owned()))]);
    let lookup = |table: &str, field: &str| ((table, field) == ("users", "account")).then_some(&accounts);
    let failures = program(changes).unwrap().apply(&mut fields, &lookup);
    (to_encoded(&Value::Object(fields)), failures.into_iter().map(|failure| failure.why).collect())
}

#[test]
fn each_kind_of_change_is_applied() {
    for (change, before, after) in [
        (json!({"kind": "set", "path": ".b", "value": "x"}), json!({"a": 1.0}), json!({"a": 1.0, "b": "x"})),
        (json!({"kind": "set", "path": ".b", "value": "x"}), json!({"b": "y"}), json!({"b": "y"})),
        (json!({"kind": "unset", "path": ".a.b"}), json!({"a": {"b": 1.0, "c": 2.0}}), json!({"a": {"c": 2.0}})),
        (json!({"kind": "rename", "from": ".a", "path": ".b"}), json!({"a": 1.0}), json!({"b": 1.0})),
        (json!({"kind": "rename", "from": ".a", "path": ".b"}), json!({"a": 1.0, "b": 2.0}), json!({"b": 2.0})),
        (
            json!({"kind": "map", "path": ".l[]", "values": [{"from": "open", "to": "active"}]}),
            json!({"l": ["open", "done"]}),
            json!({"l": ["active", "done"]}),
        ),
        (
            json!({"kind": "convert", "path": ".r.*", "to": "string"}),
            json!({"r": {"k": 1.0}}),
            json!({"r": {"k": "1"}}),
        ),
        (
            json!({"kind": "retarget", "path": ".u", "through": "users", "field": "account"}),
            json!({"u": "u1"}),
            json!({"u": "a1"}),
        ),
    ] {
        assert_eq!(apply(json!([change]), &before), (after, Vec::new()), "{change}");
    }
}

#[test]
fn changes_that_cannot_be_made_are_reported_and_leave_the_value() {
    let (document, failures) =
        apply(json!([{"kind": "convert", "path": ".a", "to": "float64"}]), &json!({"a": "s3cret"}));
    assert_eq!(document, json!({"a": "s3cret"}));
    assert_eq!(failures, ["this string has no exact counterpart"]);
    let retarget = json!([{"kind": "retarget", "path": ".u", "through": "users", "field": "account"}]);
    assert_eq!(apply(retarget, &json!({"u": "u2"})).1, ["`users` has no document of this id with a field `account`"]);
}

#[test]
fn impossible_changes_are_refused() {
    for change in [
        json!({"kind": "set", "path": ".l[]", "value": 1.0}),
        json!({"kind": "rename", "from": ".a.b", "path": ".c"}),
        json!({"kind": "unset", "path": "._id"}),
        json!({"kind": "set", "path": ".a", "value": {"$other": 1.0}}),
    ] {
        assert!(program(json!([change])).is_err(), "{change}");
    }
}

#[test]
fn declared_changes_replace_the_planned_ones_of_their_place() {
    let planned = |kind, path: &str, from: Option<&str>| MigrationOperation {
        kind,
        path: path.to_owned(),
        from: from.map(str::to_owned),
        before: None,
        after: None,
    };
    let operations = vec![
        planned(MigrationKind::Set, ".a", None),
        planned(MigrationKind::Set, ".b", None),
        planned(MigrationKind::Unset, ".c", None),
        planned(MigrationKind::Rename, ".e", Some(".d")),
    ];
    let migration = Migration { component: String::new(), table: "t".to_owned(), operations };
    let declared = [
        DocumentChange::Set { path: ".a".to_owned(), value: json!(1.0) },
        DocumentChange::Unset { path: ".d".to_owned() },
    ];
    let program = Program::new("", "t", Some(&migration), &declared).unwrap();
    assert_eq!(program.undeclared, ["set `.b` to a its new type where it is absent"]);
    assert_eq!(program.operations.len(), 3);
}
