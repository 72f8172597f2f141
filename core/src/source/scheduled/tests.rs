use super::*;
use crate::error::ErrorKind;

fn read(line: &str) -> Result<ScheduledCall> {
    ScheduledCalls::new(line.as_bytes(), "calls.jsonl").next().unwrap()
}

/// Returns the arguments of a call.
#[track_caller]
fn args(line: &str) -> Vec<(String, Value)> {
    match read(line).unwrap().args {
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
        other => panic!("{other:?}"),
    }
}

fn named(name: &str, value: Value) -> Vec<(String, Value)> {
    vec![(name.to_owned(), value)]
}

#[test]
fn output_of_convex_command_is_read() {
    let line = r#"{ "_creationTime": 1793610004002.5, "_id": "k1", "args": [{ "n": 1n, "x": 1, "raw": Bytes("AAE="), "bad": NaN, "none": {  } }], "name": "a/b:c", "scheduledTime": 1793588400000, "state": { "kind": "pending" } }"#;
    let call = read(line).unwrap();
    assert_eq!((call.id.as_str(), call.target.as_str()), ("k1", "a/b.js:c"));
    assert_eq!((call.state, call.scheduled_time), (CallState::Pending, 1_793_588_400_000.0));
    let expected = [
        ("bad", Value::Float64(f64::NAN)),
        ("n", Value::Int64(1)),
        ("none", Value::Object(Fields::new())),
        ("raw", Value::Bytes(vec![0, 1])),
        ("x", Value::Float64(1.0)),
    ];
    assert_eq!(args(line), expected.map(|(name, value)| (name.to_owned(), value)));
}

#[test]
fn export_json_is_detected_by_the_time() {
    let line = |time: &str, args: &str| {
        format!(
            r#"{{"_creationTime": 1.5, "name": "a:b", "args": [{args}], "scheduledTime": {time}, "state": {{"kind": "pending"}}}}"#
        )
    };
    assert_eq!(args(&line("1700000000000.0", r#"{"n": 1}"#)), named("n", Value::Int64(1)));
    assert_eq!(args(&line("1700000000000", r#"{"n": 1}"#)), named("n", Value::Float64(1.0)));
    assert_eq!(args(&line("1700000000000", r#"{"n": {"$integer": "AQAAAAAAAAA="}}"#)), named("n", Value::Int64(1)));
    // Both forms write fractions the same.
    assert_eq!(args(&line("1700000000000.5", r#"{"n": 1}"#)), named("n", Value::Float64(1.0)));
    let both = [("m".to_owned(), Value::Float64(2.0)), ("n".to_owned(), Value::Int64(1))];
    assert_eq!(args(&line("1700000000000.5", r#"{"m": 2.0, "n": 1}"#)), both);
    let text = [("m".to_owned(), Value::from("\" 2.0")), ("n".to_owned(), Value::Float64(1.0))];
    assert_eq!(args(&line("1700000000000.5", r#"{"m": "\" 2.0", "n": 1}"#)), text);
    assert_eq!(args(&line("1700000000000.5", r#"{"n": 2.05}"#)), named("n", Value::Float64(2.05)));
}

#[test]
fn finished_calls_are_dropped() {
    let kinds = ["pending", "inProgress", "success", "failed", "canceled", "paused"];
    let line = |kind| {
        format!(
            "{{\"name\": \"a:b\", \"args\": [{{}}], \"scheduledTime\": 1, \"state\": {{\"kind\": \"{kind}\", \"error\": \"e\"}}}}\n"
        )
    };
    let text: String = kinds.map(line).concat();
    let states = ScheduledCalls::new(text.as_bytes(), "f").map(|call| call.unwrap().state);
    let finished = CallState::Finished;
    let expected = [CallState::Pending, CallState::InProgress, finished, finished, finished, CallState::Other];
    assert_eq!(states.collect::<Vec<_>>(), expected);

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let unfinished = read_scheduled(file.path().to_str().unwrap()).unwrap();
    assert_eq!(unfinished.iter().map(|call| call.id.as_str()).collect::<Vec<_>>(), ["line 1", "line 2", "line 6"]);
    assert_eq!(read_scheduled("/none").unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn several_arguments_become_an_array() {
    let line = |args| {
        format!("{{\"name\": \"a:b\", \"args\": {args}, \"scheduledTime\": 1, \"state\": {{\"kind\": \"pending\"}}}}")
    };
    assert_eq!(read(&line("[]")).unwrap().args, Value::Array(Vec::new()));
    assert_eq!(read(&line("[{}, 1]")).unwrap().args.kind(), "array");
    assert_eq!(read(&line("[{}]")).unwrap().args.kind(), "object");
}

#[test]
fn invalid_line_is_an_error_and_ends_reading() {
    let good = r#"{"name": "a:b", "args": [{}], "scheduledTime": 1, "state": {"kind": "pending"}}"#;
    let bad = [
        ("[1]", "which is an object"),
        ("nothing", "expected a value"),
        (r#"{"args": [{}], "scheduledTime": 1, "state": {"kind": "pending"}}"#, "`.name`"),
        (r#"{"name": "a:b", "args": {}, "scheduledTime": 1, "state": {"kind": "pending"}}"#, "`.args`"),
        (r#"{"name": "a:b", "args": [{}], "state": {"kind": "pending"}}"#, "`.scheduledTime`"),
        (r#"{"name": "a:b", "args": [{}], "scheduledTime": 1, "state": "pending"}"#, "`.state`"),
        (r#"{"name": "a:b", "args": [{}], "scheduledTime": 1, "state": {}}"#, "`.state.kind`"),
    ];
    for (line, because) in bad {
        let text = format!("{good}\n\n{line}\n{good}");
        let mut calls = ScheduledCalls::new(text.as_bytes(), "calls.jsonl");
        assert!(calls.next().unwrap().is_ok());
        let error = calls.next().unwrap().unwrap_err();
        assert!(calls.next().is_none());
        let location = &error.info().location;
        assert_eq!((location.file.as_deref(), location.line), (Some("calls.jsonl"), Some(3)), "{error}");
        assert!(error.to_string().contains(because), "{line}: {error}");
    }
}
