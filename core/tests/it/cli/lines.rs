//! `convex-ops subset` and `validate`: JSON Lines in, JSON Lines out.

use super::*;
use serde_json::{Value, json};
use std::io::BufRead as _;

fn answers(outcome: &Outcome) -> Vec<Value> {
    outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn subset_responds_line_by_line() {
    let outcome = run(
        "subset",
        r#"{"a": {"type": "literal", "value": 1}, "b": {"type": "number"}}

{"a": {"type": "number"}, "b": {"type": "literal", "value": 1}}
{"a": {"type": "id", "tableName": "users"}, "b": {"type": "id", "tableName": "posts"}, "tables": {"users": 10042}}
{"a": {"type": "union", "value": [{"type": "null"}, {"type": "string"}]}, "b": {"type": "any"}, "budget": 0}
"#,
    );
    let found = answers(&outcome);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(found[0], json!({"answer": "yes"}));
    assert_eq!(found[1], json!({"answer": "no", "witness": 0.0}));
    assert_eq!(found[2]["tables"]["users"], 10042);
    assert!(found[2]["witness"].is_string());
    assert_eq!(found.len(), 4);
}

#[test]
fn exhausted_steps_are_undecided() {
    let pair = |budget| format!(r#"{{"a": {{"type": "string"}}, "b": {{"type": "boolean"}}, "budget": {budget}}}"#);
    let outcome = run("subset", &format!("{}\n{}\n", pair(0), pair(1000)));
    let found: Vec<_> = answers(&outcome).iter().map(|answer| answer["answer"].clone()).collect();
    assert_eq!((outcome.code, found), (0, vec![json!("undecided"), json!("no")]));
}

#[test]
fn open_reader_ignores_unknown_fields() {
    let line = r#"{"a": {"type": "object", "value": {"x": {"fieldType": {"type": "null"}, "optional": false}}}, "b": {"type": "object", "value": {}}}"#;
    let answer = |command| answers(&run(command, line))[0]["answer"].clone();
    assert_eq!((answer("subset"), answer("subset --open")), (json!("no"), json!("yes")));
}

#[test]
fn subset_reads_two_files_or_one_and_standard_input() {
    let folder =
        Folder::new(&[("a.json", r#"{"type": "any"}"#), ("b.json", r#"{"type": "string"}"#), ("bad.json", "{}")]);
    let outcome = folder.run("subset a.json b.json");
    assert_eq!((outcome.code, answers(&outcome)), (0, vec![json!({"answer": "no", "witness": null})]));
    assert_eq!(answers(&folder.run_with("subset - a.json", r#"{"type": "null"}"#)), [json!({"answer": "yes"})]);
    let outcome = folder.run("subset a.json bad.json");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.starts_with("error: bad.json: missing field `type`"), "{}", outcome.stderr);
    assert_eq!(folder.run("subset - -").code, 2);
    assert_eq!(folder.run("subset a.json").code, 2);
}

#[test]
fn validate_distinguishes_int64_from_float64() {
    let outcome = run(
        "validate",
        r#"{"validator": {"type": "number"}, "value": 1.0}
{"validator": {"type": "number"}, "value": 1}
{"validator": {"type": "number"}, "value": 1, "encoding": "encoded"}
{"validator": {"type": "bigint"}, "value": 9007199254740993}
"#,
    );
    let valid: Vec<_> = answers(&outcome).iter().map(|answer| answer["valid"].clone()).collect();
    assert_eq!((outcome.code, valid), (0, vec![json!(true), json!(false), json!(true), json!(true)]));
    assert_eq!(answers(&outcome)[1]["errors"], json!([{"path": "", "reason": "wrong-type"}]));
}

#[test]
fn bad_line_gets_error_and_others_get_answers() {
    let input = "{\"validator\": {\"type\": \"null\"}, \"value\": null}\n\n{\n{\"validator\": {\"type\": \"nul\"}, \"value\": 1}\n{\"validator\": {\"type\": \"null\"}, \"value\": null}";
    for (command, input) in [("validate", input), ("subset", "{\"a\": 1}\n")] {
        let outcome = run(command, input);
        let found = answers(&outcome);
        assert_eq!(outcome.code, 2);
        let errors = found.iter().filter(|answer| answer.get("error").is_some());
        assert!(errors.clone().count() > 0);
        for error in errors {
            assert_eq!(error["error"]["kind"], "invalidInput");
        }
    }
    let found = answers(&run("validate", input));
    assert_eq!(found.len(), 4);
    assert_eq!((&found[0]["valid"], &found[3]["valid"]), (&json!(true), &json!(true)));
    assert_eq!(
        (&found[1]["error"]["location"]["line"], &found[2]["error"]["location"]["line"]),
        (&json!(3), &json!(4))
    );
    assert_eq!(found[1]["error"]["location"]["path"], json!(null), "truncated text has no path");
    assert_eq!(found[2]["error"]["location"]["path"], ".validator.type");
}

#[test]
fn answer_is_flushed_before_next_line() {
    let mut child = command(Path::new("."), "validate").spawn().unwrap();
    let (mut questions, answers) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = std::io::BufReader::new(answers).lines();
    for value in ["null", "1.0"] {
        writeln!(questions, r#"{{"validator": {{"type": "null"}}, "value": {value}}}"#).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["valid"], value == "null");
    }
    drop(questions);
    assert!(answers.next().is_none() && child.wait().unwrap().success());
}

#[test]
fn invalid_utf8_is_a_bad_line() {
    let mut child = command(Path::new("."), "validate").spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\xff\n{\"validator\": {\"type\": \"null\"}, \"value\": null}\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!((output.status.code(), text.lines().count()), (Some(2), 2));
    assert!(text.lines().last().unwrap().contains("\"valid\":true"), "{text}");
}
