//! Tests the server over the wire.

#[cfg(feature = "cli")]
mod command;
mod decoders;
#[cfg(all(feature = "cli", unix))]
mod disk;
mod edge;
#[cfg(all(feature = "cli", unix))]
mod faults;
#[cfg(all(feature = "cli", unix))]
mod hostile;
mod keys;
mod maintenance;
mod origins;
mod storage;
mod sync;
#[cfg(all(feature = "cli", unix))]
mod takeover;
#[cfg(all(feature = "cli", target_os = "linux"))]
mod transfers;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use convex_ops::embedded::Caller;
use convex_ops::serve::{ServeOptions, Server};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A server on its own runtime.
pub(crate) struct Serving {
    runtime: Runtime,
    server: Option<Server>,
}

/// Options with a change.
fn changed(mut options: ServeOptions, change: impl FnOnce(&mut ServeOptions)) -> ServeOptions {
    change(&mut options);
    options
}

impl Serving {
    pub(crate) fn start(options: ServeOptions) -> Self {
        let runtime = Runtime::new().unwrap();
        let server = runtime.block_on(Server::start(options)).unwrap();
        Self { runtime, server: Some(server) }
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    pub(crate) fn url(&self) -> String {
        self.server().url().to_owned()
    }

    pub(crate) fn token(&self) -> String {
        self.server().token().expose().to_owned()
    }

    fn me(&self) -> Caller {
        Caller::with_token(self.server().token().clone())
    }

    pub(crate) fn stop(mut self) {
        self.runtime.block_on(self.server.take().unwrap().stop());
    }

    /// Calls an operation on the server's own origin as its first member.
    fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        ask(&self.url(), method, path, &[("authorization", &format!("Bearer {}", self.token()))], &body.to_string())
    }

    pub(crate) fn ok(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.call(method, path, body);
        assert!(answer.status < 300, "{method} {path}: {answer:?}");
        answer.json()
    }

    /// Creates a project with a deployment. Returns its name and address.
    pub(crate) fn deployment(&self, kind: &str) -> (String, String) {
        let made = self.ok("POST", "/v1/teams/1/create_project", &json!({ "projectName": "App" }));
        let path = format!("/v1/projects/{}/create_deployment", made["id"]);
        let made = self.ok("POST", &path, &json!({ "type": kind }));
        (made["name"].as_str().unwrap().to_owned(), made["deploymentUrl"].as_str().unwrap().to_owned())
    }

    pub(crate) fn key(&self, deployment: &str, body: &Value) -> String {
        let path = format!("/v1/deployments/{deployment}/create_deploy_key");
        self.ok("POST", &path, body)["deployKey"].as_str().unwrap().to_owned()
    }
}

/// A response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_str(&self.body).unwrap() }
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (named, value) = line.split_once(": ")?;
            named.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    // A test that waits longer has failed.
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Sends a request, head and body as given, and reads to the end of the connection.
pub(crate) fn ask(url: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| *name == "host") {
        head += &format!("host: {}\r\n", url.strip_prefix("http://").unwrap());
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    send(url, &format!("{head}\r\n{body}"))
}

/// Sends bytes, and reads to the end of the connection.
fn send(url: &str, text: &str) -> Answer {
    let mut stream = connect(url);
    // The server may reject a request and close the connection before all of it was sent.
    let _ = stream.write_all(text.as_bytes());
    receive(stream)
}

fn receive(mut stream: TcpStream) -> Answer {
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received);
    let text = String::from_utf8(received).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
