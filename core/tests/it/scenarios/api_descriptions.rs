//! Checks responses against Convex's own descriptions of its APIs.

use crate::support::{evidence, read};
use convex_ops::api::{Api, Contract};
use jsonschema::Validator;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The descriptions, if present, and the response type of each operation.
pub(super) struct ApiDescriptions {
    management: Value,
    deployment: Value,
    validators: BTreeMap<&'static str, Option<Validator>>,
    skips: Vec<Skip>,
    skipped: BTreeSet<String>,
}

/// A known difference: an entry of `conformance/skips.toml`.
#[derive(Deserialize)]
struct Skip {
    /// Absent for a scenario that another language cannot run.
    #[serde(default)]
    corpus: String,
    /// The operation, and part of the complaint.
    #[serde(default)]
    case: String,
}

#[derive(Deserialize)]
struct Skips {
    skip: Vec<Skip>,
}

impl ApiDescriptions {
    /// Returns nothing without descriptions.
    pub(super) fn open() -> Option<Self> {
        let folder = evidence()?.join("openapi");
        let open = |api: &str| {
            let text = fs::read_to_string(folder.join(format!("{api}-openapi.json"))).unwrap();
            serde_json::from_str(&text).unwrap()
        };
        let skips: Skips = toml::from_str(&read("conformance/skips.toml")).unwrap();
        let skips = skips.skip.into_iter().filter(|skip| skip.corpus == "openapi").collect();
        let (management, deployment) = (open("management"), open("deployment"));
        Some(Self { management, deployment, validators: BTreeMap::new(), skips, skipped: BTreeSet::new() })
    }

    /// Problem with a response. The descriptions say only that errors exist, so errors are checked against the
    /// form that Convex's clients read: `{code, message}`.
    pub(super) fn complaint(&mut self, contract: &Contract, status: u16, body: &Value) -> Option<String> {
        let complaint = if status >= 400 {
            complaint_of_refusal(status, body)
        } else if status == contract.status {
            self.complaint_of_success(contract, body)
        } else {
            Some(format!("unexpected success status {status}"))
        };
        let complaint = format!("{}: {}", contract.id, complaint?);
        let known = |skip: &&Skip| skip.case.split(": ").all(|part| complaint.contains(part));
        match self.skips.iter().find(known) {
            Some(skip) => {
                self.skipped.insert(skip.case.clone());
                None
            }
            None => Some(complaint),
        }
    }

    /// Skips that covered no difference.
    pub(super) fn unused_skips(&self) -> Vec<&str> {
        self.skips.iter().map(|skip| skip.case.as_str()).filter(|case| !self.skipped.contains(*case)).collect()
    }

    fn complaint_of_success(&mut self, contract: &Contract, body: &Value) -> Option<String> {
        let description = match contract.api {
            Api::Management => &self.management,
            Api::Deployment => &self.deployment,
            Api::Command | Api::Push | Api::Lookup => return None,
        };
        let validator = self.validators.entry(contract.id).or_insert_with(|| validator(description, contract));
        match validator {
            Some(validator) => {
                validator.iter_errors(body).next().map(|error| format!("{error} (at `{}`)", error.instance_path()))
            }
            None => (!body.is_null()).then(|| "unexpected response: none is described".to_owned()),
        }
    }
}

/// Validator of an operation's response; nothing for empty responses.
fn validator(description: &Value, contract: &Contract) -> Option<Validator> {
    let method = contract.method.as_str().to_lowercase();
    let answer = &description["paths"][contract.path][method]["responses"][contract.status.to_string()];
    assert!(answer.is_object(), "`{}` is not described", contract.id);
    let schema = answer.pointer("/content/application~1json/schema")?;
    let whole = json!({ "components": description["components"], "allOf": [schema] });
    Some(jsonschema::validator_for(&whole).unwrap())
}

fn complaint_of_refusal(status: u16, body: &Value) -> Option<String> {
    let is_text = |name: &str| body[name].as_str().is_some_and(|text| !text.is_empty());
    let fits =
        status < 500 && body.as_object().is_some_and(|body| body.len() == 2) && is_text("code") && is_text("message");
    (!fits).then(|| format!("error with status {status} is not `{{code, message}}`: {body}"))
}
