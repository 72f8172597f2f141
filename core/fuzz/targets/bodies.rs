//! Fuzzes the bodies of HTTP requests. The server responds to any body of any operation, compressed or not, without a server
//! error, in Convex's form, and without a secret that it was not asked for.
//!
//! An input has lines for the operation's id and the encoding (`gzip`, `br`, or another for none), followed by the body. An
//! unknown id selects an arbitrary operation.

use std::sync::LazyLock;

use convex_ops::api::{Api, Contract, Operation, OperationVisitor, visit_operations};

use super::served::{Served, World};

static SERVED: Served = Served::new();

/// Operations with a body.
static OPERATIONS: LazyLock<Vec<&Contract>> = LazyLock::new(|| {
    struct All(Vec<&'static Contract>);
    impl OperationVisitor for All {
        fn visit<O: Operation>(&mut self) {
            if !O::CONTRACT.method.is_safe() {
                self.0.push(const { &O::CONTRACT });
            }
        }
    }
    let mut all = All(Vec::new());
    visit_operations(&mut all);
    all.0
});

/// Sends the body of an input.
pub(crate) fn run(bytes: &[u8]) {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let mut text = || String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let (id, encoding) = (text(), text());
    let body = lines.next().unwrap_or_default();
    let named = OPERATIONS.iter().position(|contract| contract.id == id);
    let at = named.unwrap_or_else(|| id.bytes().map(usize::from).sum::<usize>() % OPERATIONS.len());
    let (contract, world) = (OPERATIONS[at], SERVED.world());
    let (status, answer) = world.ask(&head(&world, contract, &encoding, body.len()), body);
    let told = String::from_utf8_lossy(&answer);
    assert!((200..500).contains(&status), "{}: {status} {told}", contract.id);
    if status >= 400 {
        let refusal: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
        let has = |name: &str| refusal[name].as_str().is_some_and(|text| !text.is_empty());
        assert!(has("code") && has("message"), "{}: {told}", contract.id);
        let secret = |key: &str| key.rsplit('|').next().is_some_and(|secret| told.contains(secret));
        assert!(!secret(world.token()) && !secret(&world.key), "{}: {told}", contract.id);
    }
}

fn head(world: &World, contract: &Contract, encoding: &str, length: usize) -> String {
    let mut path = contract.path.to_owned();
    for parameter in contract.path_parameters() {
        let value = match parameter {
            "project_id" => world.project.to_string(),
            name if name.contains("name") => world.name.clone(),
            _ => "1".to_owned(),
        };
        path = path.replace(&format!("{{{parameter}}}"), &value);
    }
    let (host, secret) = match contract.api {
        Api::Management | Api::Lookup => ("localhost".to_owned(), world.token()),
        Api::Deployment | Api::Command | Api::Push => (format!("{}.localhost", world.name), world.key.as_str()),
    };
    let encoding = match encoding {
        "gzip" | "br" => format!("content-encoding: {encoding}\r\n"),
        _ => String::new(),
    };
    format!(
        "{} {}{path} HTTP/1.1\r\nhost: {host}\r\nauthorization: {} {secret}\r\nconnection: close\r\n{encoding}\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
        contract.method,
        contract.api.root(),
        contract.api.scheme(),
    )
}
