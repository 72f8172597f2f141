//! The format of a scenario; `conformance/scenarios/README.md` describes the fields.

use crate::support::{files, read};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    scenarios: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub(super) name: String,
    #[serde(default)]
    pub(super) given: Map<String, Value>,
    pub(super) steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// ID of an operation.
    pub(super) call: Option<String>,
    /// An administrative action, which Convex performs outside its API.
    pub(super) admin: Option<String>,
    #[serde(default = "nothing")]
    pub(super) with: Value,
    #[serde(rename = "as", default = "me")]
    pub(super) caller: String,
    pub(super) on: Option<String>,
    #[serde(default, deserialize_with = "there")]
    pub(super) answers: Option<Value>,
    pub(super) fails: Option<String>,
    #[serde(default)]
    pub(super) keeps: BTreeMap<String, String>,
}

impl Step {
    /// Name of the step, for messages.
    pub(super) fn what(&self) -> &str {
        self.call.as_deref().or(self.admin.as_deref()).unwrap_or("nothing")
    }

    /// The expected error code.
    pub(super) fn code(&self) -> Option<&str> {
        self.fails.as_deref().and_then(|fails| fails.split_once(' ')).map(|(_, code)| code)
    }
}

fn nothing() -> Value {
    Value::Object(Map::new())
}

fn me() -> String {
    "me".to_owned()
}

/// Distinguishes `null` from an absent field.
fn there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// All scenarios, each with the name of its file.
pub(super) fn all() -> Vec<(String, Scenario)> {
    let mut found = Vec::new();
    for file in files("conformance/scenarios", &[".json"]) {
        let topic: Topic = serde_json::from_str(&read(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        found.extend(topic.scenarios.into_iter().map(|scenario| (file.clone(), scenario)));
    }
    assert!(!found.is_empty(), "no scenarios found");
    found
}
