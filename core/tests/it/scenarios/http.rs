//! Scenarios over HTTP, through the client: to a server or a recording.

use super::calls::send;
use super::embedded::address;
use super::outcome::Outcome;
use super::recorder::Exchange;
use super::run::{Call, ScenarioEngine};
use convex_ops::client::{Client, Transport};
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::runtime::Runtime;

/// Sends requests, including those that are not operations.
pub(super) trait Carrier: Transport + Clone {
    /// Posts a request that is not an operation. Returns the status and body of the response.
    fn post(&self, url: &str, path: &str, authorization: &str, body: String) -> (u16, String);

    /// The last exchange.
    fn last(&self) -> Exchange;
}

pub(super) struct Http<C> {
    runtime: Runtime,
    carrier: C,
    url: String,
    token: String,
    team: u64,
    /// Names of deployments by address, as seen so far.
    seen: BTreeMap<String, String>,
    /// Called operations, with their raw responses.
    pub(super) answers: Vec<(String, u16, Vec<u8>)>,
}

impl<C: Carrier> Http<C> {
    pub(super) fn new(carrier: C, url: &str, token: &str, team: u64) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (url, token) = (url.to_owned(), token.to_owned());
        Self { runtime, carrier, url, token, team, seen: BTreeMap::new(), answers: Vec::new() }
    }

    fn client(&self, call: &Call<'_>) -> Client {
        let builder = Client::builder().url(&self.url).transport(self.carrier.clone());
        let client = match call.token {
            Some(token) => builder.credential(token).build().unwrap(),
            None => builder.build().unwrap(),
        };
        match (call.deployment, call.token) {
            (Some(url), Some(token)) => client.for_deployment(url, token).unwrap(),
            _ => client,
        }
    }

    /// Remembers the addresses of deployments that a response names.
    fn learn(&mut self, answer: &Value) {
        match answer {
            Value::Array(items) => items.iter().for_each(|item| self.learn(item)),
            Value::Object(fields) => {
                let text = |names: &[&str]| names.iter().find_map(|name| fields.get(*name)?.as_str());
                let url = text(&["deploymentUrl", "instanceUrl", "prodUrl", "url"]);
                if let (Some(url), Some(name)) = (url, text(&["deploymentName", "name"])) {
                    self.seen.insert(url.to_owned(), name.to_owned());
                }
                fields.values().for_each(|value| self.learn(value));
            }
            _ => {}
        }
    }

    /// Normalizes the addresses in a value.
    fn common(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let (origin, path) = text.strip_suffix("/http").map_or((text.as_str(), ""), |origin| (origin, "/http"));
                let name = self.seen.get(origin);
                name.map_or_else(|| value.clone(), |name| Value::String(address(name) + path))
            }
            Value::Array(items) => items.iter().map(|item| self.common(item)).collect(),
            Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), self.common(value))).collect(),
            other => other.clone(),
        }
    }
}

impl<C: Carrier> ScenarioEngine for Http<C> {
    fn first(&self) -> (String, u64) {
        (self.token.clone(), self.team)
    }

    fn call(&mut self, call: Call<'_>) -> Outcome {
        let client = self.client(&call);
        let outcome = Outcome::of(self.runtime.block_on(send(client, call.id, call.request)));
        let Exchange { status, body, .. } = self.carrier.last();
        self.answers.push((call.id.to_owned(), status, body));
        outcome
    }

    fn action(&mut self, name: &str, with: &Value) -> Outcome {
        let authorization = format!("Bearer {}", self.token);
        let (status, body) = self.carrier.post(&self.url, &format!("/admin/{name}"), &authorization, with.to_string());
        let answer: Value = if body.is_empty() { Value::Null } else { serde_json::from_str(&body).unwrap() };
        if status < 300 {
            return Outcome::Answer(answer);
        }
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        Outcome::Refusal { status, code: text("code"), message: text("message") }
    }

    fn comparable(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Answer(answer) => {
                self.learn(&answer);
                Outcome::Answer(self.common(&answer))
            }
            refusal => refusal,
        }
    }
}
