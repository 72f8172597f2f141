use serde_json::{Value, json};

use super::*;

fn call_json(operation: &str, request: &str) -> Value {
    serde_json::from_str(&call(operation, request)).unwrap()
}

#[test]
fn answers_are_wrapped_in_ok() {
    let answer = call_json("parseKey", r#"{"key":"project:acme:tiny|eyJ2MiI6"}"#);
    let expected = json!({"kind": "project", "teamSlug": "acme", "projectSlug": "tiny", "redacted": "project:acme:tiny|<redacted>"});
    assert_eq!(answer, json!({ "ok": expected }));
}

#[test]
fn subset_returns_a_witness() {
    let run = |request: &str| call_json("subset", request)["ok"].clone();
    assert_eq!(run(r#"{"a": {"type": "literal", "value": 1}, "b": {"type": "number"}}"#), json!({"answer": "yes"}));
    let answer =
        run(r#"{"a": {"type": "union", "value": [{"type": "null"}, {"type": "bigint"}]}, "b": {"type": "null"}}"#);
    assert_eq!(answer, json!({"answer": "no", "witness": {"$integer": "AAAAAAAAAAA="}}));
    let users = r#"{"type": "id", "tableName": "users"}"#;
    let answer = run(&format!(
        r#"{{"a": {users}, "b": {{"type": "id", "tableName": "posts"}}, "tables": {{"users": 7, "x": 8}}}}"#
    ));
    assert_eq!(answer["tables"], json!({"posts": 10001, "users": 7}));
    assert!(answer["witness"].is_string());
}

#[test]
fn subset_supports_open_readers_and_budgets() {
    let object = r#"{"type": "object", "value": {"a": {"fieldType": {"type": "null"}, "optional": false}}}"#;
    let empty = r#"{"type": "object", "value": {}}"#;
    let run = |rest: &str| call_json("subset", &format!(r#"{{"a": {object}, "b": {empty} {rest}}}"#))["ok"].clone();
    assert_eq!(run(""), json!({"answer": "no", "witness": {"a": null}}));
    assert_eq!(run(r#", "reader": "open""#), json!({"answer": "yes"}));
    assert_eq!(run(r#", "budget": 0"#), json!({"answer": "undecided"}));
}

#[test]
fn validate_distinguishes_int64_and_float64() {
    let valid = |request: &str| call_json("validate", request)["ok"]["valid"].clone();
    assert_eq!(valid(r#"{"validator": {"type": "bigint"}, "value": 1}"#), true);
    assert_eq!(valid(r#"{"validator": {"type": "bigint"}, "value": 1.0}"#), false);
    assert_eq!(valid(r#"{"validator": {"type": "bigint"}, "value": 1, "encoding": "encoded"}"#), false);
}

#[test]
fn validate_returns_every_mismatch() {
    let answer = call_json(
        "validate",
        r#"{"validator": {"type": "object", "value": {
            "a": {"fieldType": {"type": "string"}, "optional": false},
            "b": {"fieldType": {"type": "union", "value": [{"type": "null"}, {"type": "number"}]}, "optional": true}
        }}, "value": {"b": "x", "c": null}}"#,
    );
    let errors = json!([
        {"path": ".a", "reason": "missing-field"},
        {"path": ".b", "reason": "no-union-member", "members": [{"path": ".b", "reason": "wrong-type"}]},
        {"path": ".c", "reason": "extra-field"},
    ]);
    assert_eq!(answer, json!({"ok": {"valid": false, "errors": errors}}));
}

#[test]
fn invalid_requests_return_errors_with_paths() {
    let paths = [
        (r#"{"validator": {"type": "array", "value": {"type": "id"}}, "value": 1}"#, ".validator.value"),
        (r#"{"validator": {"type": "null"}, "value": {"$integer": "x"}}"#, ".value"),
        (r#"{"validator": {"type": "null"}, "value": 1, "tables": {"users": -1}}"#, ".tables"),
        (r#"{"validator": {"type": "null"}, "value": 1, "reader": "open"}"#, ".reader"),
    ];
    for (request, path) in paths {
        let answer = call_json("validate", request);
        assert_eq!(answer["error"]["kind"], "invalidInput", "{answer}");
        let found = answer["error"]["location"]["path"].as_str().unwrap_or_default();
        assert!(found.starts_with(path), "{answer}");
    }
}

#[test]
fn deeply_nested_request_returns_an_error() {
    let deep = r#"{"type":"array","value":"#.repeat(100_000);
    let answer = call_json(
        "validate",
        &format!(r#"{{"value": 1, "validator": {deep}{{"type":"null"}}{}}}"#, "}".repeat(100_000)),
    );
    assert_eq!(answer["error"]["kind"], "invalidInput");
}

#[test]
fn unknown_operation_is_refused() {
    let answer = call_json("parse_key", "{}");
    assert_eq!(answer["error"]["kind"], "invalidInput");
    assert_eq!(answer["error"]["message"], "unknown operation `parse_key`");
}

#[test]
fn panic_becomes_an_internal_error() {
    let error = catch_panics(|| panic!("with something private")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(!format!("{error:?}").contains("private"));
}

#[test]
fn fallback_error_is_valid() {
    let answer: Value = serde_json::from_str(UNWRITABLE).unwrap();
    let info: ErrorInfo = serde_json::from_value(answer["error"].clone()).unwrap();
    assert_eq!(info.kind, ErrorKind::Internal);
}

#[test]
fn errors_of_invalid_requests_never_contain_the_key() {
    let key = "prod:tall-forest-123|eyJ2MiI6InNlY3JldCJ9";
    for request in [
        format!("\"{key}\""),
        format!("[[\"{key}\"]]"),
        format!("{{\"{key}\": 1}}"),
        format!("{{\"key\": [\"{key}\"]}}"),
        format!("{{\"key\": \"x\", \"{key}\": \"{key}\"}}"),
        key.to_owned(),
    ] {
        let text = call("parseKey", &request);
        assert!(text.starts_with(r#"{"error":{"kind":"invalidInput""#), "{text}");
        assert!(!text.contains("eyJ2MiI6"), "{text}");
    }
}

/// A surface with one table of users and one function that takes `args`.
fn surface(user: &str, args: &str) -> String {
    let schema = format!(
        r#"{{"schemaValidation": true, "tables": [{{"tableName": "users", "indexes": [], "documentType": {user}}}]}}"#
    );
    let functions = format!(
        r#"[{{"identifier": "users.js:get", "functionType": "Query", "visibility": {{"kind": "public"}}, "args": {args}}}]"#
    );
    format!(r#"{{"schema": {schema}, "functions": {functions}}}"#)
}

fn object(field: &str, kind: &str) -> String {
    format!(r#"{{"type": "object", "value": {{"{field}": {{"fieldType": {{"type": "{kind}"}}, "optional": false}}}}}}"#)
}

fn rules(answer: &Value) -> Vec<&str> {
    let findings = answer["ok"]["findings"].as_array().unwrap_or_else(|| panic!("{answer}"));
    findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

#[test]
fn check_returns_a_report() {
    let baseline = surface(&object("name", "string"), &object("id", "string"));
    let candidate = surface(&object("name", "string"), &object("id", "bigint"));
    let answer = call_json("check", &format!(r#"{{"baseline": {baseline}, "candidate": {candidate}}}"#));
    assert_eq!(answer["ok"]["verdict"], "breaking");
    assert_eq!(rules(&answer), ["args-type-narrowed"]);
    let same = call_json("check", &format!(r#"{{"baseline": {baseline}, "candidate": {baseline}}}"#));
    assert_eq!((&same["ok"]["verdict"], rules(&same)), (&json!("safe"), vec![]));
}

#[test]
fn plan_leads_to_the_candidate() {
    let baseline = surface(&object("name", "string"), &object("id", "string"));
    let candidate = surface(&object("name", "bigint"), &object("id", "string"));
    let answer = call_json("plan", &format!(r#"{{"baseline": {baseline}, "candidate": {candidate}}}"#));
    assert_eq!(answer["ok"]["blocked"], json!([]));
    let kinds = |step: usize| answer["ok"]["steps"][step]["preconditions"][0]["kind"].clone();
    assert_eq!((kinds(0), kinds(1)), (json!(null), json!("data")));
    let documents = json!({"type": "object", "value": {"name": {"fieldType": {"type": "bigint"}, "optional": false}}});
    assert_eq!(answer["ok"]["steps"][1]["preconditions"][0]["documents"], documents);
}

#[test]
fn surfaces_are_accepted_as_strings() {
    let baseline = surface(&object("name", "string"), &object("id", "string"));
    let text = serde_json::to_string(&baseline).unwrap();
    let as_text = call("check", &format!(r#"{{"baseline": {text}, "candidate": {text}, "options": {{"now": 0}}}}"#));
    let as_json =
        call("check", &format!(r#"{{"baseline": {baseline}, "candidate": {baseline}, "options": {{"now": 0}}}}"#));
    assert_eq!(as_text, as_json);
}

#[test]
fn mismatching_documents_are_found_and_their_values_hidden() {
    let surface = surface(&object("age", "bigint"), &object("id", "string"));
    let documents = r#"{\"age\": 1}\n{\"age\": 987654.5}"#;
    let run = |options: &str| {
        let data = format!(r#"{{"tables": [{{"table": "users", "documents": "{documents}"}}]}}"#);
        call(
            "check",
            &format!(r#"{{"baseline": {surface}, "candidate": {surface}, "data": {data}, "options": {options}}}"#),
        )
    };
    let hidden = run("{}");
    assert_eq!(rules(&serde_json::from_str(&hidden).unwrap()), ["document-mismatch"]);
    assert!(!hidden.contains("987654.5"), "{hidden}");
    assert!(run(r#"{"values": true}"#).contains("987654.5"));
}

#[test]
fn scheduled_calls_are_checked() {
    let baseline = surface(&object("name", "string"), &object("id", "string"));
    let call = r#"{\"_id\": \"k1\", \"name\": \"users.js:gone\", \"args\": [{}], \"scheduledTime\": 1.0, \"state\": {\"kind\": \"pending\"}}"#;
    let answer =
        call_json("check", &format!(r#"{{"baseline": {baseline}, "candidate": {baseline}, "scheduled": "{call}"}}"#));
    assert_eq!(rules(&answer), ["scheduled-target-missing"]);
    let wrong =
        call_json("check", &format!(r#"{{"baseline": {baseline}, "candidate": {baseline}, "scheduled": "\n3"}}"#));
    assert_eq!(wrong["error"]["location"], json!({"file": "scheduled", "line": 2}));
}

#[test]
fn policy_applies_and_invalid_inputs_are_refused() {
    let baseline = surface(&object("name", "string"), &object("id", "string"));
    let candidate = surface(&object("name", "string"), &object("id", "bigint"));
    let run =
        |rest: &str| call_json("check", &format!(r#"{{"baseline": {baseline}, "candidate": {candidate}, {rest}}}"#));
    let graded = run(r#""options": {"policy": {"levels": {"args-type-narrowed": "info"}}}"#);
    assert_eq!(graded["ok"]["verdict"], "safe");
    for (rest, path) in [
        (r#""options": {"colour": true}"#, ".options.colour"),
        (r#""data": {"path": "a", "tables": []}"#, ".data"),
        (r#""data": {"file": "a"}"#, ".data"),
        (r#""scheduled": []"#, ".scheduled"),
    ] {
        let answer = run(rest);
        let found = answer["error"]["location"]["path"].as_str().unwrap_or_default();
        assert!(found.starts_with(path), "{answer}");
    }
    let answer = call_json("check", &format!(r#"{{"baseline": {baseline}, "candidate": {{"functions": [{{}}]}}}}"#));
    assert!(answer["error"]["location"]["path"].as_str().unwrap().starts_with(".candidate.functions"), "{answer}");
}

#[cfg(feature = "source")]
#[test]
fn reading_options_apply_to_paths() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t/documents.jsonl");
    std::fs::create_dir(folder.path().join("t")).unwrap();
    std::fs::write(&file, "{\"_id\": \"a\"}\n{\"_id\": \"b\"}\n{\"_id\": \"a\"}\n").unwrap();
    let schema = json!({"schemaValidation": true, "tables": [{"tableName": "t", "indexes": [], "documentType": {"type": "any"}}]});
    let run = |data: Value, reading: Value| {
        let options = json!({"reading": reading});
        call_json(
            "check",
            &json!({"baseline": schema, "candidate": schema, "data": data, "options": options}).to_string(),
        )
    };
    let path = json!({"path": file});
    let answer = run(path.clone(), json!({"duplicateIds": true}));
    let message = answer["ok"]["findings"][0]["message"].as_str().unwrap();
    assert_eq!(message, "`t`: 1 document has the id of an earlier one: line 1 and line 3");
    assert_eq!(run(path.clone(), json!({}))["ok"]["findings"], json!([]));
    assert_eq!(run(path, json!({"duplicates": true}))["error"]["kind"], "invalidInput");

    let tables = json!({"tables": [{"table": "t", "documents": "{}"}]});
    assert_eq!(run(tables.clone(), json!({"maxBytes": 1}))["ok"]["findings"], json!([]));
    let error = run(tables, json!({"duplicateIds": true}));
    assert_eq!(error["error"]["location"]["path"], ".options.reading.duplicateIds");
}

const USERS: &str = r#"{"schemaValidation": true, "tables": [{"tableName": "users", "indexes": [], "documentType":
    {"type": "object", "value": {"age": {"fieldType": {"type": "bigint"}, "optional": false}}}}]}"#;

/// Returns the part of documents that are passed as bytes.
fn part_of_bytes(table: &Value, documents: &[u8]) -> Value {
    let request = json!({ "schema": USERS, "data": { "tables": [table] } }).to_string();
    serde_json::from_str::<Value>(&call_with_documents(&request, documents.to_vec())).unwrap()["ok"].clone()
}

#[test]
fn documents_are_passed_as_bytes() {
    let documents = "{\"age\": 1}\n{\"age\": 1.5}\n";
    let request = json!({ "schema": USERS, "data": { "tables": [{ "table": "users", "documents": documents }] } });
    let expected = call_json("checkData", &request.to_string())["ok"].clone();
    assert_eq!(part_of_bytes(&json!({ "table": "users", "documents": "" }), documents.as_bytes()), expected);
    assert!(part_of_bytes(&json!({ "table": "users", "documents": "" }), b"{\"age\": \xff}\n").is_string());
    let request = json!({ "schema": USERS, "data": { "tables": [] } }).to_string();
    assert!(call_with_documents(&request, Vec::new()).contains("missing table of the documents"));
}

#[test]
fn generated_schema_defines_the_format() {
    let report = |generated: &str, documents: &str| {
        let table = json!({ "table": "users", "documents": documents, "generatedSchema": generated });
        let request = json!({ "baseline": USERS, "candidate": USERS, "data": { "tables": [table] } });
        call_json("check", &request.to_string())["ok"].clone()
    };
    let encoded = "{\"age\": {\"$integer\": \"AQAAAAAAAAA=\"}}\n";
    assert_eq!(report("", encoded)["verdict"], "safe");
    assert!(report("", encoded).to_string().contains("no `generated_schema.jsonl`"));
    assert_eq!(report("", "{\"age\": 1}\n")["verdict"], "breaking");
    assert_eq!(report("\"uniform\"\n", "{\"age\": 1}\n")["verdict"], "safe");
}

#[test]
fn first_line_has_the_number_of_a_table() {
    let id = |table| crate::value::DocumentId { table, internal: [1; 16] }.to_string();
    let first = format!("{{\"_id\": \"{}\"}}\n", id(7));
    let second = format!("{{\"_id\": \"{}\", \"age\": 1}}\n", id(8));
    let bytes = first.len() + second.len();
    let shard = |documents: &str, start: usize, first_line: Option<&str>| {
        let table =
            json!({ "table": "users", "documents": "", "start": start, "fileBytes": bytes, "firstLine": first_line });
        part_of_bytes(&table, documents.as_bytes())
    };
    let merge = |one: &Value, other: &Value| call_json("mergeData", &json!({ "parts": [one, other] }).to_string());
    let start = shard(&first, 0, None);
    assert!(merge(&start, &shard(&second, first.len(), None))["error"].is_object());
    assert!(merge(&start, &shard(&second, first.len(), Some(&first)))["ok"].is_string());
}
