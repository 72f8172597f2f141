use super::*;
use crate::api::functions::{FunctionFailure, FunctionSuccess};
use crate::api::response;
use proptest::prelude::*;
use serde_json::{Value, json};

fn receive(session: &mut Session, message: Value) -> Result<Reaction, ProtocolViolation> {
    session.receive(serde_json::from_value(message).unwrap())
}

fn add(session: &mut Session, from: u64, id: u64) -> Result<Reaction, ProtocolViolation> {
    let added = json!({"type": "Add", "queryId": id, "udfPath": "_system/cli/tables:default", "args": [{}]});
    receive(
        session,
        json!({"type": "ModifyQuerySet", "baseVersion": from, "newVersion": from + 1, "modifications": [added]}),
    )
}

fn success(value: Value) -> FunctionResult {
    FunctionResult::Success(response!(FunctionSuccess { value, log_lines: Vec::new() }))
}

fn to_json(message: Option<ServerMessage>) -> Value {
    serde_json::to_value(message.expect("a transition")).unwrap()
}

#[test]
fn query_result_is_sent_again_only_after_a_change() {
    let mut session = Session::default();
    assert_eq!(add(&mut session, 0, 7), Ok(Reaction::Refresh));
    let first = to_json(session.transition(vec![(7, success(json!(1)))], 1_000));
    assert_eq!(first["startVersion"], json!({"querySet": 0, "identity": 0, "ts": "AAAAAAAAAAA="}));
    assert_eq!(first["endVersion"], json!({"querySet": 1, "identity": 0, "ts": "6AMAAAAAAAA="}));
    let updated = json!({"type": "QueryUpdated", "queryId": 7, "value": 1, "logLines": [], "journal": null});
    assert_eq!(first["modifications"], json!([updated]));
    assert_eq!(session.transition(vec![(7, success(json!(1)))], 2_000), None);
    let second = to_json(session.transition(vec![(7, success(json!(2)))], 500));
    assert_eq!(second["startVersion"], first["endVersion"]);
    assert_eq!(second["endVersion"]["ts"], "6QMAAAAAAAA=", "time advances although the clock went back");
}

#[test]
fn failed_query_is_sent_as_failure() {
    let mut session = Session::default();
    add(&mut session, 0, 0).unwrap();
    let answer = FunctionResult::Failure(FunctionFailure::new("no"));
    let failed = to_json(session.transition(vec![(0, answer)], 0));
    assert_eq!(failed["modifications"][0]["type"], "QueryFailed");
    assert_eq!(failed["modifications"][0]["errorMessage"], "no");
}

#[test]
fn identity_change_without_queries_sends_transition() {
    let mut session = Session::default();
    let key = json!({"type": "Authenticate", "baseVersion": 0, "tokenType": "Admin", "value": "prod:a|b"});
    assert_eq!(receive(&mut session, key), Ok(Reaction::Authenticate(Token::Admin { value: "prod:a|b".into() })));
    let transition = to_json(session.transition(Vec::new(), 0));
    assert_eq!(transition["endVersion"]["identity"], 1);
    let anonymous = json!({"type": "Authenticate", "baseVersion": 1, "tokenType": "None"});
    assert_eq!(receive(&mut session, anonymous), Ok(Reaction::Authenticate(Token::None {})));
}

#[test]
fn removed_query_is_reported() {
    let mut session = Session::default();
    add(&mut session, 0, 3).unwrap();
    session.transition(vec![(3, success(json!(1)))], 0);
    let removal = json!([{"type": "Remove", "queryId": 3}]);
    let message = json!({"type": "ModifyQuerySet", "baseVersion": 1, "newVersion": 2, "modifications": removal});
    assert_eq!(receive(&mut session, message), Ok(Reaction::Refresh));
    assert!(!session.has_queries());
    let gone = to_json(session.transition(vec![(3, success(json!(5)))], 0));
    assert_eq!(gone["modifications"], json!([{"type": "QueryRemoved", "queryId": 3}]));
}

#[test]
fn wrong_base_version_is_protocol_violation() {
    let mut session = Session::default();
    assert!(add(&mut session, 1, 0).unwrap_err().0.starts_with("BaseVersionMismatch"));
    let backwards = json!({"type": "ModifyQuerySet", "baseVersion": 0, "newVersion": 0, "modifications": []});
    assert!(receive(&mut session, backwards).is_err());
    let anonymous = json!({"type": "Authenticate", "baseVersion": 4, "tokenType": "None"});
    assert!(receive(&mut session, anonymous).is_err());
    add(&mut session, 0, 0).unwrap();
    assert!(add(&mut session, 1, 0).unwrap_err().0.contains("duplicate"));
}

#[test]
fn too_many_queries_is_protocol_violation() {
    let mut session = Session::default();
    let key = json!({"type": "Authenticate", "baseVersion": 0, "tokenType": "Admin", "value": "prod:a|b"});
    receive(&mut session, key).unwrap();
    for id in 0..MAX_QUERIES as u64 {
        add(&mut session, id, id).unwrap();
    }
    assert!(add(&mut session, MAX_QUERIES as u64, 5_000).is_err());
}

#[test]
fn mutation_and_action_are_called_with_id_of_request() {
    let mut session = Session::default();
    let message = json!({"type": "Mutation", "requestId": 9, "udfPath": "messages:send", "args": [{"a": 1}]});
    let call = RunMutation { path: "messages:send".into(), args: json!([{"a": 1}]), format: None };
    assert_eq!(receive(&mut session, message), Ok(Reaction::Call(FunctionCall::Mutation(9, call))));
    let message = json!({"type": "Action", "requestId": 2, "udfPath": "messages:mail", "args": []});
    let call = RunAction { path: "messages:mail".into(), args: json!([]), format: None };
    assert_eq!(receive(&mut session, message), Ok(Reaction::Call(FunctionCall::Action(2, call))));
}

#[test]
fn time_continues_from_client_timestamp() {
    let mut session = Session::default();
    let connect =
        json!({"type": "Connect", "sessionId": "0", "connectionCount": 1, "maxObservedTimestamp": "//////////8="});
    let short = json!({"type": "Connect", "maxObservedTimestamp": "AAAA"});
    assert!(serde_json::from_value::<ClientMessage>(short).is_err());
    assert_eq!(receive(&mut session, connect), Ok(Reaction::Nothing));
    add(&mut session, 0, 0).unwrap();
    let transition = to_json(session.transition(vec![(0, success(json!(1)))], 5));
    assert_eq!(transition["endVersion"]["ts"], "//////////8=", "the last possible time");
}

mod properties {
    use super::*;

    /// Messages that form valid sequences often enough to be useful.
    fn message() -> impl Strategy<Value = Value> {
        let modification = (0_u64..4, any::<bool>()).prop_map(|(id, is_added)| match is_added {
            true => json!({"type": "Add", "queryId": id, "udfPath": "_system/cli/tables", "args": []}),
            false => json!({"type": "Remove", "queryId": id}),
        });
        let modifications = prop::collection::vec(modification, 0..3);
        prop_oneof![
            (0_u64..4, 0_u64..5, modifications).prop_map(|(base, new, modifications)| json!({
                "type": "ModifyQuerySet", "baseVersion": base, "newVersion": new, "modifications": modifications
            })),
            (0_u64..3, "(Admin|User|None)").prop_map(|(base, kind)| json!({
                "type": "Authenticate", "baseVersion": base, "tokenType": kind, "value": "prod:a|b"
            })),
            Just(json!({"type": "Event", "eventType": "ClientConnect", "event": []})),
        ]
    }

    proptest! {
        /// Each transition starts at the end of the previous one, in time too, and reports every query.
        #[test]
        fn property_transitions_follow_each_other(messages in prop::collection::vec((message(), 0..9_u64), 0..30)) {
            let mut session = Session::default();
            let mut known = serde_json::to_value(StateVersion::default()).unwrap();
            let mut time = Timestamp::default();
            for (message, now) in messages {
                if receive(&mut session, message).is_err() {
                    break;
                }
                let answers = session.queries().into_iter().map(|(id, _)| (id, success(json!(now)))).collect();
                if let Some(transition) = session.transition(answers, now) {
                    let transition = serde_json::to_value(transition).unwrap();
                    prop_assert_eq!(&transition["startVersion"], &known);
                    known = transition["endVersion"].clone();
                    prop_assert!(time < session.known.ts);
                    time = session.known.ts;
                }
                prop_assert!(session.queries.values().all(|query| query.sent.is_some()));
                prop_assert!(session.removed.is_empty());
            }
        }
    }
}

/// Versions and IDs that often collide, and any others.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..4_u64, 1 => any::<u64>()]
}

/// A message of any type, with fields of any values.
fn message() -> impl Strategy<Value = Value> {
    let kinds = ["Connect", "Authenticate", "ModifyQuerySet", "Mutation", "Action", "Event", "Other"];
    let kind = prop::sample::select(kinds.to_vec());
    let token = prop::sample::select(vec!["Admin", "User", "None", "Other"]);
    (kind, token, number(), number(), number(), any::<bool>(), ".{0,8}").prop_map(
        |(kind, token, base, next, id, adds, text)| {
            let change = match adds {
                true => json!({"type": "Add", "queryId": id, "udfPath": text, "args": [text]}),
                false => json!({"type": "Remove", "queryId": id}),
            };
            json!({
                "type": kind, "baseVersion": base, "newVersion": next, "modifications": [change], "tokenType": token,
                "value": text, "requestId": id, "udfPath": text, "maxObservedTimestamp": if adds { Some(text) } else { None },
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn property_any_messages_keep_versions_in_order(messages in prop::collection::vec(message(), 0..40)) {
        let mut session = Session::default();
        for message in messages {
            let Ok(message) = serde_json::from_value::<ClientMessage>(message) else { continue };
            if session.receive(message).is_err() {
                break;
            }
            let answers = session.queries().into_iter().map(|(id, _)| (id, success(json!(id)))).collect();
            if let Some(ServerMessage::Transition { start_version, end_version, .. }) = session.transition(answers, 0) {
                prop_assert!(start_version.query_set <= end_version.query_set);
                prop_assert!(start_version.identity <= end_version.identity && start_version.ts < end_version.ts);
            }
        }
    }
}
