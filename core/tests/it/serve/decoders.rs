//! Any request gets a response in Convex's form, and the server continues.

use std::io::Write;

use convex_ops::serve::ServeOptions;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::{Answer, Serving, ask, changed, connect, receive};

/// The administrative actions, and the fields of their bodies.
const ACTIONS: [(&str, &[&str]); 6] = [
    ("set_plan", &["teamId", "plan"]),
    ("set_project_admin", &["projectId", "memberId", "isAdmin"]),
    ("add_member", &["teamId", "email", "role"]),
    ("accept_invitation", &["teamId", "email"]),
    ("authorize_application", &["projectId", "memberId", "clientId"]),
    ("move_clock", &["byMs"]),
];

fn cases(count: u32) -> TestRunner {
    TestRunner::new(Config { cases: count, failure_persistence: None, ..Config::default() })
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!(1)),
        Just(json!("admin")),
        Just(json!("pro")),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(".{0,8}", inner, 0..4).prop_map(|members| json!(members)),
        ]
    })
}

/// A body that usually has all fields of an action.
fn body(members: &'static [&'static str]) -> impl Strategy<Value = String> {
    let object = vec(any_json(), members.len()).prop_map(move |values| {
        members.iter().map(|member| (*member).to_owned()).zip(values).collect::<serde_json::Map<_, _>>()
    });
    prop_oneof![
        6 => object.prop_map(|object| Value::Object(object).to_string()),
        1 => any_json().prop_map(|value| value.to_string()),
        1 => ".{0,40}",
    ]
}

/// Checks for a success, or for a client error in Convex's form.
fn check(answer: &Answer) -> Result<(), TestCaseError> {
    if answer.status == 200 {
        return Ok(());
    }
    prop_assert!((400..500).contains(&answer.status), "{:?}", answer);
    let refusal: Value = serde_json::from_str(&answer.body).map_err(|_| TestCaseError::fail(format!("{answer:?}")))?;
    prop_assert!(refusal["code"].is_string() && refusal["message"].is_string(), "{:?}", answer);
    Ok(())
}

#[test]
fn property_administrative_bodies_cause_no_server_error() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| options.admin = true));
    let authorization = format!("Bearer {}", serving.token());
    for (action, members) in ACTIONS {
        let path = format!("/admin/{action}");
        let asked = cases(40).run(&body(members), |body| {
            check(&ask(&serving.url(), "POST", &path, &[("authorization", &authorization)], &body))
        });
        asked.unwrap_or_else(|error| panic!("{action}: {error}"));
    }
}

#[test]
fn property_headers_cause_no_server_error() {
    let serving = Serving::start(ServeOptions::default());
    let names = ["authorization", "host", "content-type", "content-encoding", "origin", "user-agent", "upgrade", "x"];
    let values = prop_oneof![
        vec(any::<u8>(), 0..60),
        "(Bearer|Convex|convex) [ -~]{0,60}".prop_map(String::into_bytes),
        "(gzip|br|identity|websocket)(, ?[a-z]{0,8})?".prop_map(String::into_bytes),
    ];
    let headers = vec((prop::sample::select(names.to_vec()), values), 0..4);
    let (_, of_deployment) = serving.deployment("dev");
    let paths =
        prop::sample::select(vec!["/v1/projects/1", "/api/query", "/api/1.48.0/sync", "/api/get_config_hashes"]);
    let origins = prop::sample::select(vec![serving.url(), of_deployment]);
    let asked = cases(300).run(&(headers, paths, origins), |(headers, path, origin)| {
        let mut request = format!("POST {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: 2\r\n").into_bytes();
        for (name, value) in headers {
            // Bytes that would end a header belong to malformed requests.
            let value: Vec<u8> = value.into_iter().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)).collect();
            request.extend([name.as_bytes(), b": ", &value, b"\r\n"].concat());
        }
        request.extend(b"\r\n{}");
        let mut stream = connect(&origin);
        let _ = stream.write_all(&request);
        check(&receive(stream))
    });
    asked.unwrap();
}
