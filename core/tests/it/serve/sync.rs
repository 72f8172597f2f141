//! The sync protocol as a client sees it.

use std::io::{Read, Write};

use convex_ops::api::environment_variables::{EnvironmentVariableChange, UpdateEnvironmentVariables};
use convex_ops::embedded::{Caller, Platform};
use convex_ops::serve::ServeOptions;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::{Serving, ask, changed, connect};

const VARIABLES: &str = "_system/cli/queryEnvironmentVariables:default";

/// Client of the sync protocol on its own runtime, as in a separate program.
struct Client {
    runtime: tokio::runtime::Runtime,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    fn connect(url: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let url = format!("{}/api/1.48.0/sync", url.replacen("http", "ws", 1));
        let (socket, _) = runtime.block_on(connect_async(url)).unwrap();
        let mut client = Self { runtime, socket };
        client.send_json(&json!({"type": "Connect", "sessionId": "0", "connectionCount": 0, "clientTs": 0}));
        client
    }

    fn send_json(&mut self, message: &Value) {
        self.send(Message::text(message.to_string()));
    }

    fn send(&mut self, message: Message) {
        self.runtime.block_on(self.socket.send(message)).unwrap();
    }

    fn authenticate(&mut self, key: &str) {
        self.send_json(&json!({"type": "Authenticate", "baseVersion": 0, "tokenType": "Admin", "value": key}));
    }

    fn add_query(&mut self, id: u64, path: &str) {
        let added = json!({"type": "Add", "queryId": id, "udfPath": path, "args": [{}], "componentPath": ""});
        let modifications = json!([added]);
        self.send_json(&json!({
            "type": "ModifyQuerySet", "baseVersion": id, "newVersion": id + 1, "modifications": modifications
        }));
    }

    /// Returns the next message that is not a heartbeat, or nothing if the server closed the connection.
    fn receive(&mut self) -> Option<Value> {
        loop {
            match self.runtime.block_on(self.socket.next())?.ok()? {
                Message::Text(text) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    if message["type"] != "Ping" {
                        return Some(message);
                    }
                }
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// Returns the result of the only query in the next transition.
    fn next_result(&mut self) -> Value {
        let transition = self.receive().unwrap();
        assert_eq!(transition["type"], "Transition", "{transition}");
        transition["modifications"][0].clone()
    }
}

fn set(serving: &Serving, name: &str, key: &str, value: &str) {
    let caller = Caller::with_token(key).on(name);
    serving.server().platform().call(&caller, setting(value)).unwrap();
}

fn setting(value: &str) -> UpdateEnvironmentVariables {
    let change = EnvironmentVariableChange { name: "A".to_owned(), value: Some(value.into()) };
    UpdateEnvironmentVariables { changes: vec![change] }
}

/// A server with a deployment: its name, address and key.
fn served() -> (Serving, String, String, String) {
    let serving = Serving::start(ServeOptions::default());
    let (name, url) = serving.deployment("dev");
    let key = serving.key(&name, &json!({ "name": "all" }));
    (serving, name, url, key)
}

#[test]
fn query_result_and_its_changes_are_sent() {
    let (serving, name, url, key) = served();
    let mut client = Client::connect(&url);
    client.authenticate(&key);
    assert_eq!(client.receive().unwrap()["endVersion"]["identity"], 1);
    client.add_query(0, VARIABLES);
    assert_eq!(client.next_result()["value"], json!([]));
    set(&serving, &name, &key, "1");
    assert_eq!(client.next_result()["value"], json!([{"name": "A", "value": "1"}]));
    // Changes that do not affect the query are not sent: the next message is about the change after it.
    serving.ok("POST", "/v1/teams/1/create_project", &json!({ "projectName": "Another" }));
    set(&serving, &name, &key, "2");
    assert_eq!(client.next_result()["value"], json!([{"name": "A", "value": "2"}]));
}

#[test]
fn changes_by_other_processes_are_sent() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("store").display());
    let serving = Serving::start(changed(ServeOptions::default(), |options| options.location = location.clone()));
    let (name, url) = serving.deployment("dev");
    let key = serving.key(&name, &json!({ "name": "all" }));
    let mut client = Client::connect(&url);
    client.authenticate(&key);
    client.add_query(0, VARIABLES);
    while client.next_result()["value"] != json!([]) {}
    let other = Platform::open(&location, &convex_ops::embedded::EmbeddedOptions::default()).unwrap();
    other.call(&Caller::with_token(key.as_str()).on(&name), setting("elsewhere")).unwrap();
    assert_eq!(client.next_result()["value"], json!([{"name": "A", "value": "elsewhere"}]));
}

#[test]
fn queries_without_key_and_app_functions_fail() {
    let (_serving, _, url, key) = served();
    let mut anonymous = Client::connect(&url);
    anonymous.add_query(0, VARIABLES);
    let failed = anonymous.next_result();
    assert_eq!((&failed["type"], &failed["errorMessage"]), (&json!("QueryFailed"), &json!("missing token or key")));
    let mut authorized = Client::connect(&url);
    authorized.authenticate(&key);
    authorized.add_query(0, "messages:list");
    assert_eq!(authorized.receive().unwrap()["endVersion"]["identity"], 1);
    assert_eq!(authorized.next_result()["errorMessage"], "Could not find public function for 'messages:list'.");
    for (kind, id) in [("Action", 0), ("Mutation", 1)] {
        authorized.send_json(&json!({"type": kind, "requestId": id, "udfPath": "messages:mail", "args": []}));
        let failed = authorized.receive().unwrap();
        assert_eq!((&failed["type"], &failed["requestId"]), (&json!(format!("{kind}Response")), &json!(id)));
        assert_eq!(
            (&failed["success"], &failed["result"]),
            (&json!(false), &json!("Could not find public function for 'messages:mail'."))
        );
    }
}

#[test]
fn user_token_that_belongs_to_no_provider_is_rejected() {
    let (_serving, _, url, _) = served();
    // A JWT with an issuer, and a text that is not a JWT.
    let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EuZXhhbXBsZS5jb20iLCJleHAiOjk5OTk5OTk5OTl9.cw";
    for (token, reason) in [("token", "Could not parse JWT payload"), (jwt, "No auth provider found")] {
        let mut client = Client::connect(&url);
        client.send_json(&json!({"type": "Authenticate", "baseVersion": 0, "tokenType": "User", "value": token}));
        let refused = client.receive().unwrap();
        assert_eq!((&refused["type"], &refused["authUpdateAttempted"]), (&json!("AuthError"), &json!(true)));
        assert!(refused["error"].as_str().unwrap().starts_with(reason), "{refused}");
        assert_eq!(client.receive(), None);
    }
}

#[test]
fn foreign_key_is_rejected_and_not_echoed() {
    let (serving, _, url, _) = served();
    let (other, _) = serving.deployment("prod");
    let key = serving.key(&other, &json!({ "name": "other" }));
    let mut client = Client::connect(&url);
    client.authenticate(&key);
    let refused = client.receive().unwrap();
    assert_eq!((&refused["type"], &refused["authUpdateAttempted"]), (&json!("AuthError"), &json!(true)));
    assert_eq!(refused["baseVersion"], 0);
    assert!(!refused.to_string().contains(key.split('|').nth(1).unwrap()), "{refused}");
    assert_eq!(client.receive(), None);
}

#[test]
fn invalid_message_closes_connection_with_reason() {
    let (_serving, _, url, _) = served();
    let cases = [
        (Message::text("{"), "WSMessageInvalidJson"),
        (Message::text(r#"{"type": "Dance"}"#), "WSMessageInvalidJson"),
        (Message::binary(vec![1, 2, 3]), "expected text"),
        (
            Message::text(r#"{"type":"ModifyQuerySet","baseVersion":9,"newVersion":10,"modifications":[]}"#),
            "BaseVersion",
        ),
    ];
    for (message, reason) in cases {
        let mut client = Client::connect(&url);
        client.send(message);
        let fatal = client.receive().unwrap();
        assert_eq!(fatal["type"], "FatalError");
        assert!(fatal["error"].as_str().unwrap().contains(reason), "{fatal}");
        assert_eq!(client.receive(), None);
    }
}

#[test]
fn too_long_message_closes_connection() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| options.limits.message_bytes = 1_000));
    let (name, url) = serving.deployment("dev");
    let mut client = Client::connect(&url);
    client.authenticate(&serving.key(&name, &json!({ "name": "k" })));
    assert_eq!(client.receive().unwrap()["endVersion"]["identity"], 1);
    client.send(Message::text("x".repeat(2_000)));
    assert_eq!(client.receive(), None);
}

#[test]
fn few_clients_without_a_key_are_connected_at_a_time() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| options.limits.anonymous_sockets = 2));
    let (name, url) = serving.deployment("dev");
    let key = serving.key(&name, &json!({ "name": "k" }));
    // Each has a result, so that their order is certain.
    let connected = || {
        let mut client = Client::connect(&url);
        client.add_query(0, VARIABLES);
        client.next_result();
        client
    };
    let (mut one, mut two, mut three) = (connected(), connected(), connected());
    assert_eq!(one.receive(), None);
    // A client that presents a key keeps its connection, whatever others do.
    two.authenticate(&key);
    assert_eq!(two.receive().unwrap()["endVersion"]["identity"], 1);
    let (mut four, mut five) = (connected(), connected());
    assert_eq!(three.receive(), None);
    for client in [&mut two, &mut four, &mut five] {
        client.send_json(&json!({ "type": "ModifyQuerySet", "baseVersion": 1, "newVersion": 2, "modifications": [] }));
        assert_eq!(client.receive().unwrap()["endVersion"]["querySet"], 2);
    }
}

#[test]
fn web_page_of_a_foreign_origin_cannot_connect() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.allow_origins = vec!["https://app.example".to_owned()];
    }));
    let (_, url) = serving.deployment("dev");
    let upgrade = |origin: &str| {
        let head = format!(
            "GET /api/1.48.0/sync HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\norigin: {origin}\r\n\r\n"
        );
        let mut stream = connect(&url);
        stream.write_all(head.as_bytes()).unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).unwrap();
        String::from_utf8(start.to_vec()).unwrap()
    };
    for origin in ["https://evil.example", "null", "http://localhost.evil.example"] {
        assert_eq!(upgrade(origin), "HTTP/1.1 403", "{origin}");
    }
    for origin in ["http://localhost:5173", "https://app.example"] {
        assert_eq!(upgrade(origin), "HTTP/1.1 101", "{origin}");
    }
}

#[test]
fn client_without_a_key_sends_short_messages() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| options.limits.anonymous_bytes = 1_000));
    let (name, url) = serving.deployment("dev");
    let long = json!({ "type": "Event", "event": "x".repeat(2_000) }).to_string();
    let mut anonymous = Client::connect(&url);
    anonymous.send(Message::text(long.clone()));
    let fatal = anonymous.receive().unwrap();
    assert_eq!(fatal["type"], "FatalError", "{fatal}");
    let mut with_key = Client::connect(&url);
    with_key.authenticate(&serving.key(&name, &json!({ "name": "k" })));
    assert_eq!(with_key.receive().unwrap()["endVersion"]["identity"], 1);
    with_key.send(Message::text(long));
    with_key.add_query(0, VARIABLES);
    with_key.next_result();
}

#[test]
fn stopping_server_notifies_clients_without_waiting() {
    let (serving, _, url, _) = served();
    let mut client = Client::connect(&url);
    client.add_query(0, VARIABLES);
    client.next_result();
    serving.stop();
    assert_eq!(client.receive(), None);
}

#[test]
fn non_websocket_request_is_rejected() {
    let (_serving, _, url, _) = served();
    let answer = ask(&url, "GET", "/api/1.48.0/sync", &[], "");
    assert_eq!((answer.status, answer.code().as_str()), (400, "NoWebSocket"));
}

#[test]
fn app_function_call_without_key_fails() {
    let (_serving, _, url, _) = served();
    let body = json!({"path": "messages:list", "args": {}}).to_string();
    let answer = ask(&url, "POST", "/api/query", &[], &body);
    assert_eq!((answer.status, &answer.json()["status"]), (200, &json!("error")));
    assert_eq!(answer.json()["errorMessage"], "Could not find public function for 'messages:list'.");
    let by_user = ask(&url, "POST", "/api/query", &[("authorization", "Bearer token.of.user")], &body);
    assert_eq!((by_user.status, by_user.code().as_str()), (401, "InvalidAuthHeader"));
    let own = json!({"path": VARIABLES, "args": {}}).to_string();
    assert_eq!(ask(&url, "POST", "/api/query", &[], &own).status, 401);
    assert_eq!(ask(&url, "POST", "/api/query", &[("authorization", "Convex ")], &body).status, 401);
}

#[test]
fn function_log_responds_immediately_without_cursor_or_key() {
    let (_serving, _, url, key) = served();
    let authorization = format!("Convex {key}");
    let first = ask(&url, "GET", "/api/stream_function_logs?cursor=0", &[("authorization", &authorization)], "");
    assert_eq!((first.status, &first.json()["entries"]), (200, &json!([])));
    assert_eq!(ask(&url, "GET", "/api/stream_function_logs?cursor=5", &[], "").status, 401);
}
