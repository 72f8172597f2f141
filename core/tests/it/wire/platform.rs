//! Connections and calls as JSON, on the embedded platform.

use convex_ops::Reporter;
use convex_ops::api::CONTRACTS;
use convex_ops::wire::platform::{PlatformConnection, open, start, verbs};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::channel;

fn connection() -> Arc<PlatformConnection> {
    Arc::new(PlatformConnection::open(r#"{"location":"embedded:"}"#).unwrap())
}

/// Makes a call and returns its answer, or its error.
fn call(connection: &Arc<PlatformConnection>, call: &Value) -> Result<Value, Value> {
    let (sender, answer) = channel();
    let _running = start(connection, call.to_string(), Reporter::default(), move |answer| sender.send(answer).unwrap());
    let mut answer: Value = serde_json::from_str(&answer.recv().unwrap()).unwrap();
    if answer["error"].is_null() { Ok(answer["ok"].take()) } else { Err(answer["error"].take()) }
}

#[test]
fn operations_and_verbs_share_a_connection() {
    let convex = connection();
    let project = json!({ "team": "first-team", "project": "todo" });
    let todo = call(&convex, &json!({ "call": "project.ensure", "project": project })).unwrap();
    let same = call(&convex, &json!({ "call": "getProjectById", "request": { "projectId": todo["id"] } })).unwrap();
    assert_eq!(same["slug"], "todo");

    let path = json!({ "selector": { "by": "reference", "reference": "staging", "project": project } });
    let staging = call(&convex, &json!({ "call": "deployment.ensure", "deployment": path })).unwrap();
    assert_eq!((&staging["type"], &staging["path"]["known"]["name"]), (&json!("custom"), &staging["name"]));
    let info = json!({ "call": "getDeploymentInfo", "deployment": staging["path"] });
    assert_eq!(call(&convex, &info).unwrap()["kind"], "cloud");
    let changes = json!({ "changes": { "A": "1" } });
    let update = json!({ "call": "deployment.environment.update", "deployment": path, "request": changes });
    assert_eq!(call(&convex, &update), Ok(Value::Null));
    let get = json!({ "call": "deployment.environment.get", "deployment": path });
    assert_eq!(call(&convex, &get), Ok(json!({ "A": "1" })));
}

#[test]
fn invalid_calls_are_errors_with_a_place() {
    let convex = connection();
    for (text, message) in [
        (json!({ "call": "nothing" }), "unknown operation or verb `nothing`"),
        (json!({ "call": "team.projects.list" }), "missing team of the call"),
        (json!({ "call": "project.get" }), "missing project of the call"),
        (json!({ "call": "getDeploymentInfo" }), "missing deployment of the call"),
        (json!({ "call": "target" }), "missing deployment of the call"),
        (json!({ "call": "getProjectById", "request": {} }), "missing field `projectId`"),
        (json!({ "call": "listTeams", "other": 1 }), "unknown field `other`"),
        (
            json!({ "call": "deployment.deployKeys.delete", "request": { "nam": "ci" }, "team": "x" }),
            "unknown field `nam`",
        ),
    ] {
        let error = call(&convex, &text).unwrap_err();
        assert_eq!(error["kind"], "invalidInput", "{text}");
        assert!(error["message"].as_str().unwrap().contains(message), "{text}: {error}");
    }
    assert_eq!(call(&convex, &json!({ "call": "listTeams" })).unwrap()[0]["slug"], "first-team");
}

#[test]
fn invalid_connections_are_refused() {
    for request in
        [r#"{"location":"ftp://x","token":"t"}"#, r#"{"locations":"embedded:"}"#, r#"{"deployKey":"x"}"#, "{"]
    {
        let error = PlatformConnection::open(request).unwrap_err();
        assert!(error.starts_with(r#"{"error":{"kind":"invalidInput""#), "{request}: {error}");
    }
}

#[test]
fn file_is_received_in_pieces() {
    let convex = connection();
    let project = json!({ "team": "first-team", "project": "todo" });
    call(&convex, &json!({ "call": "project.ensure", "project": project })).unwrap();
    let path = json!({ "selector": { "by": "dev", "project": project } });
    call(&convex, &json!({ "call": "deployment.ensure", "deployment": path })).unwrap();
    let export = json!({ "call": "deployment.export", "deployment": path }).to_string();
    let (sender, file) = channel();
    let _running = open(&convex, export, Reporter::default(), move |file| sender.send(file).unwrap());
    let file = file.recv().unwrap().unwrap();
    let mut bytes = Vec::new();
    loop {
        let (sender, piece) = channel();
        let _running = file.next_piece(move |piece| sender.send(piece).unwrap());
        let Some(piece) = piece.recv().unwrap().unwrap() else { break };
        bytes.extend(piece);
    }
    assert!(bytes.starts_with(b"PK"));

    let (sender, refused) = channel();
    let call = json!({ "call": "deployment.get", "deployment": path }).to_string();
    let _running = open(&convex, call, Reporter::default(), move |file| sender.send(file.map(|_| ())).unwrap());
    assert!(refused.recv().unwrap().unwrap_err().contains("`deployment.get` returns no file"));
}

#[test]
fn token_of_a_call_replaces_the_previous_one() {
    let convex = connection();
    let invalid = json!({ "call": "listTeams", "token": "other" });
    assert_eq!(call(&convex, &invalid).unwrap_err()["kind"], "unauthenticated");
    assert_eq!(call(&convex, &json!({ "call": "listTeams" })).unwrap_err()["kind"], "unauthenticated");
    let later = PlatformConnection::open(r#"{"location":"http://127.0.0.1:9","tokenPerCall":true}"#).unwrap();
    let error = call(&Arc::new(later), &json!({ "call": "listTeams" })).unwrap_err();
    assert_eq!(error["message"], "missing token of the call");
}

#[test]
fn names_of_verbs_are_unique_and_not_those_of_operations() {
    let mut names = BTreeSet::new();
    for name in verbs::names() {
        assert!(names.insert(name), "{name} is twice in the table");
        assert!(CONTRACTS.iter().all(|contract| contract.id != name), "{name} is an operation");
    }
}
