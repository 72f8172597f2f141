//! The one crossing: text in, text out.

use std::panic::catch_unwind;

use serde::Serialize;

use super::read::{read, write};
use super::{Operation, ParseKeyRequest, parse_key, subset, validate};
use crate::error::{Error, ErrorInfo, ErrorKind, Result};

/// Calls an operation by its name with a request in JSON. The answer is JSON too: `{"ok": …}` or `{"error": …}`, where the
/// error is an [`ErrorInfo`].
///
/// A bug never unwinds into the caller: it becomes an error of the kind [`Internal`](ErrorKind::Internal). (In a build
/// that aborts on panics, as the one for WebAssembly, it ends the call instead.)
///
/// ```
/// use convex_ops::wire::call;
///
/// let answer = call("parseKey", r#"{"key": "dev:happy-otter-123|eyJ2MiI6InNlY3JldCJ9"}"#);
/// assert!(answer.starts_with(r#"{"ok":{"kind":"dev","deploymentName":"happy-otter-123""#));
/// assert!(call("parseKey", r#"{"key": ""}"#).starts_with(r#"{"error":{"kind":"invalidInput""#));
/// ```
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    guarded(|| answer(operation, request))
}

fn answer(operation: &str, request: &str) -> Result<String> {
    match operation.parse()? {
        Operation::Subset => write(&subset(&read(request)?)),
        Operation::Validate => write(&validate(&read(request)?)?),
        Operation::ParseKey => write(&parse_key(&ParseKeyRequest::read(request)?)?),
    }
}

fn guarded(work: impl FnOnce() -> Result<String> + std::panic::UnwindSafe) -> String {
    let outcome = catch_unwind(work).unwrap_or_else(|_panic| Err(bug()));
    match outcome {
        Ok(answer) => format!("{{\"ok\":{answer}}}"),
        Err(error) => error_text(error.info()),
    }
}

/// A panic's own message is not repeated: it may hold what was stored in a document.
fn bug() -> Error {
    Error::new(ErrorKind::Internal, "the call panicked: a bug in convex-ops")
        .help("report it with the input, if you may share it")
}

#[derive(Serialize)]
struct Failure<'a> {
    error: &'a ErrorInfo,
}

fn error_text(error: &ErrorInfo) -> String {
    write(&Failure { error }).unwrap_or_else(|_| UNWRITABLE.to_owned())
}

/// Strings, numbers and booleans can always be written; this is the answer if that were ever wrong.
const UNWRITABLE: &str =
    r#"{"error":{"kind":"internal","message":"the error can't be written as JSON","retryable":false}}"#;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn call_json(operation: &str, request: &str) -> Value {
        serde_json::from_str(&call(operation, request)).unwrap()
    }

    #[test]
    fn an_answer_is_under_ok() {
        let answer = call_json("parseKey", r#"{"key":"project:acme:tiny|eyJ2MiI6"}"#);
        let expected = json!({"kind": "project", "teamSlug": "acme", "projectSlug": "tiny", "redacted": "project:acme:tiny|<redacted>"});
        assert_eq!(answer, json!({ "ok": expected }));
    }

    #[test]
    fn subset_answers_with_a_witness() {
        let ask = |request: &str| call_json("subset", request)["ok"].clone();
        assert_eq!(ask(r#"{"a": {"type": "literal", "value": 1}, "b": {"type": "number"}}"#), json!({"answer": "yes"}));
        let answer =
            ask(r#"{"a": {"type": "union", "value": [{"type": "null"}, {"type": "bigint"}]}, "b": {"type": "null"}}"#);
        assert_eq!(answer, json!({"answer": "no", "witness": {"$integer": "AAAAAAAAAAA="}}));
        let users = r#"{"type": "id", "tableName": "users"}"#;
        let answer = ask(&format!(
            r#"{{"a": {users}, "b": {{"type": "id", "tableName": "posts"}}, "tables": {{"users": 7, "x": 8}}}}"#
        ));
        assert_eq!(answer["tables"], json!({"posts": 10001, "users": 7}));
        assert!(answer["witness"].is_string());
    }

    #[test]
    fn subset_knows_open_readers_and_budgets() {
        let object = r#"{"type": "object", "value": {"a": {"fieldType": {"type": "null"}, "optional": false}}}"#;
        let empty = r#"{"type": "object", "value": {}}"#;
        let ask = |rest: &str| call_json("subset", &format!(r#"{{"a": {object}, "b": {empty} {rest}}}"#))["ok"].clone();
        assert_eq!(ask(""), json!({"answer": "no", "witness": {"a": null}}));
        assert_eq!(ask(r#", "reader": "open""#), json!({"answer": "yes"}));
        assert_eq!(ask(r#", "budget": 0"#), json!({"answer": "undecided"}));
    }

    #[test]
    fn validate_keeps_int64_and_float64_apart() {
        let valid = |request: &str| call_json("validate", request)["ok"]["valid"].clone();
        assert_eq!(valid(r#"{"validator": {"type": "bigint"}, "value": 1}"#), true);
        assert_eq!(valid(r#"{"validator": {"type": "bigint"}, "value": 1.0}"#), false);
        assert_eq!(valid(r#"{"validator": {"type": "bigint"}, "value": 1, "encoding": "encoded"}"#), false);
    }

    #[test]
    fn validate_names_every_place() {
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
    fn a_wrong_request_is_an_error_with_its_path() {
        let paths = [
            (r#"{"validator": {"type": "array", "value": {"type": "nul"}}, "value": 1}"#, ".validator.value"),
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
    fn a_request_of_any_depth_is_answered() {
        let deep = r#"{"type":"array","value":"#.repeat(100_000);
        let answer = call_json(
            "validate",
            &format!(r#"{{"value": 1, "validator": {deep}{{"type":"null"}}{}}}"#, "}".repeat(100_000)),
        );
        assert_eq!(answer["error"]["kind"], "invalidInput");
    }

    #[test]
    fn an_unknown_operation_is_an_error() {
        let answer = call_json("parse_key", "{}");
        assert_eq!(answer["error"]["kind"], "invalidInput");
        assert_eq!(answer["error"]["message"], "there is no operation `parse_key`");
    }

    #[test]
    fn a_panic_becomes_an_internal_error() {
        let text = guarded(|| panic!("with something private"));
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["error"]["kind"], "internal");
        assert!(!text.contains("private"));
    }

    #[test]
    fn the_error_of_last_resort_is_one() {
        let answer: Value = serde_json::from_str(UNWRITABLE).unwrap();
        let info: ErrorInfo = serde_json::from_value(answer["error"].clone()).unwrap();
        assert_eq!(info.kind, ErrorKind::Internal);
    }

    #[test]
    fn a_request_that_cannot_be_read_never_repeats_a_key() {
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
}
