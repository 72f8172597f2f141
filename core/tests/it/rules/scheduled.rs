//! Findings on scheduled calls: their number, samples, and the time of the first one.

use convex_ops::compat::report::Finding;
use convex_ops::compat::{CallState, Evidence, Options, ScheduledCall, check};
use convex_ops::surface::{FunctionName, Surface};
use convex_ops::value::{Encoding, decode};
use serde_json::json;

use super::cases::NOW;

const HOUR: f64 = 3_600_000.0;

fn call(id: &str, state: CallState, hours: f64) -> ScheduledCall {
    let args = decode(r#"{"to": ["a", 1, 2]}"#, Encoding::Encoded).unwrap();
    let scheduled_time = NOW + hours * HOUR;
    ScheduledCall { id: id.to_owned(), target: FunctionName::new("mail:send"), args, state, scheduled_time }
}

/// Findings for these calls of these functions.
fn findings(calls: Vec<ScheduledCall>, functions: &str) -> Vec<Finding> {
    let evidence = Evidence { scheduled: Some(calls), ..Evidence::default() };
    let surface = Surface::parse(functions).unwrap();
    check(&Surface::default(), &surface, &evidence, &Options::at(NOW)).findings
}

#[test]
fn first_call_is_named_and_samples_are_smallest_ids() {
    let pending = [("g", 9.0), ("b", 2.0), ("f", 4.0), ("a", 3.0), ("c", 8.0), ("e", 5.0), ("d", 6.0)];
    let calls = pending.map(|(id, hours)| call(id, CallState::Pending, hours));
    let found = findings(calls.to_vec(), r#"{"functions": []}"#);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        finding.message,
        "7 scheduled calls will fail: `mail.js:send` does not exist; the first runs in 2 h, at 2026-01-01 02:00 UTC"
    );
    assert_eq!(finding.count, Some(7));
    let ids: Vec<&str> = finding.samples.iter().map(|sample| sample.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d", "e"]);
}

#[test]
fn call_with_two_bad_elements_counts_once() {
    let takes_texts = r#"[{"identifier": "mail.js:send", "functionType": "Action", "args": {"type": "object", "value":
        {"to": {"fieldType": {"type": "array", "value": {"type": "string"}}, "optional": false}}}}]"#;
    let calls = vec![call("b", CallState::Pending, -1.0), call("a", CallState::InProgress, -2.0)];
    let found = findings(calls, takes_texts);
    let [pending, running] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((pending.count, running.count), (Some(1), Some(1)));
    assert!(pending.message.contains("the first was due 1 h ago"), "{}", pending.message);
    let sample = &pending.samples[0];
    assert_eq!((sample.id.as_str(), sample.path.as_str(), &sample.value), ("b", ".to[1]", &Some(json!(1.0))));
    assert_eq!(running.samples[0].id, "a");
}
