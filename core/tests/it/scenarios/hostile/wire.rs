//! Hostile texts over the wire as no client sends them: in path and query parameters, and in tokens.

use super::texts::texts;
use crate::scenarios::calls::contracts;
use crate::serve::{Answer, Serving, ask};
use convex_ops::ErrorKind;
use convex_ops::api::projects::ListProjects;
use convex_ops::api::{Api, Contract};
use convex_ops::client::Client;
use convex_ops::embedded::{Caller, First, Platform};
use convex_ops::serve::ServeOptions;
use serde_json::{Value, json};

/// Hostile texts for paths and queries.
const ESCAPED: [&str; 10] = [
    "..",
    "%2e%2e%2f%2e%2e%2fhealth",
    "..%2f..%2f1",
    "%252e%252e%252f1",
    "1%00",
    "1%0d%0ax-injected:%201%0d%0a%0d%0aHTTP/1.1%20200",
    "%ff%fe",
    "%F0%9F%A6%8A%E2%80%AE",
    "'%20OR%201=1;%20DROP%20TABLE%20tokens--",
    "%22%20OR%20name:*%20NEAR(%22a%22)",
];

/// A server with a deployment and its key.
struct World {
    serving: Serving,
    name: String,
    url: String,
    key: String,
}

impl World {
    fn new() -> Self {
        let serving = Serving::start(ServeOptions::default());
        let (name, url) = serving.deployment("prod");
        let key = serving.key(&name, &json!({ "name": "all" }));
        Self { serving, name, url, key }
    }

    fn ask(&self, contract: &Contract, path: &str) -> Answer {
        let (url, token) = match contract.api {
            Api::Management | Api::Lookup => (self.serving.url(), self.serving.token()),
            Api::Deployment | Api::Command | Api::Push => (self.url.clone(), self.key.clone()),
        };
        let authorization = format!("{} {token}", contract.api.scheme());
        let path = format!("{}{path}", contract.api.root());
        let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
        ask(&url, contract.method.as_str(), &path, &headers, "{}")
    }

    /// Fills the path with existing values, except for one parameter.
    fn path(&self, contract: &Contract, hostile: Option<(&str, &str)>) -> String {
        let mut path = contract.path.to_owned();
        for parameter in contract.path_parameters() {
            let sound = if parameter.contains("name") { self.name.as_str() } else { "1" };
            let text = hostile.filter(|(name, _)| *name == parameter).map_or(sound, |(_, text)| text);
            path = path.replace(&format!("{{{parameter}}}"), text);
        }
        path
    }
}

/// Checks that the response is from the server and in Convex's form.
fn check(answer: &Answer, context: &str) {
    assert!(answer.status < 500, "{context}: {answer:?}");
    assert_eq!(answer.header("x-injected"), None, "{context}: {answer:?}");
    if answer.status >= 400 && !answer.body.is_empty() {
        let body: Value = answer.json();
        let has = |name: &str| body[name].as_str().is_some_and(|text| !text.is_empty());
        assert!(has("code") && has("message"), "{context}: {answer:?}");
    }
}

#[test]
fn hostile_path_parameters_stay_parameters() {
    let world = World::new();
    let long = "x".repeat(8_000);
    for contract in contracts() {
        for parameter in contract.path_parameters() {
            for text in ESCAPED.into_iter().chain([long.as_str()]) {
                let context = format!("{}: `{parameter}` is `{text}`", contract.id);
                let answer = world.ask(&contract, &world.path(&contract, Some((parameter, text))));
                assert!(answer.status >= 400, "{context}: {answer:?}");
                check(&answer, &context);
            }
        }
    }
    let sound = world.serving.ok("GET", &format!("/v1/deployments/{}", world.name), &json!({}));
    assert_eq!(sound["name"], world.name.as_str(), "existing data is unchanged");
}

#[test]
fn hostile_query_parameters_stay_text() {
    let world = World::new();
    for contract in contracts() {
        for name in contract.query {
            for text in ESCAPED {
                let path = format!("{}?{name}={text}", world.path(&contract, None));
                check(&world.ask(&contract, &path), &format!("{}: {path}", contract.id));
            }
        }
    }
    world.serving.server().platform().admin().check_store().unwrap();
}

#[test]
fn hostile_tokens_are_rejected() {
    let world = World::new();
    let First { team_id, .. } = world.serving.server().platform().resume(world.serving.server().token()).unwrap();
    let platform: &Platform = world.serving.server().platform();
    for text in texts().into_iter().chain(["".to_owned(), format!("{}' OR '1'='1", world.key)]) {
        let request = ListProjects::new(team_id);
        let refused = platform.call(&Caller::with_token(text.as_str()), request).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Unauthenticated, "{text:?}: {refused}");
        let fits = !text.trim().is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let built = Client::builder().url(world.serving.url()).credential(text.as_str()).build();
        assert!(fits || built.is_err_and(|error| error.kind() == ErrorKind::InvalidInput), "{text:?}");
        if fits {
            let headers = [("authorization", &*format!("Bearer {text}"))];
            let answer = ask(&world.serving.url(), "GET", "/v1/teams/1/projects", &headers, "");
            assert_eq!((answer.status, answer.code().as_str()), (401, "Unauthorized"), "{text:?}");
        }
    }
}
