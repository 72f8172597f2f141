//! All declarations as data, for generated methods, the parity table and the comparison with Convex's OpenAPI
//! description.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{Api, Body, Contract, Credential, Operation, OperationVisitor, Retry, visit_operations};
use crate::model::Action;

/// Returns every operation: its contract, the schemas of its request and response, and its docs, which are the
/// description of the request's schema.
///
/// The schemas of requests are in `requests` and those of responses in `responses`, since a type may accept more than
/// it writes.
#[must_use]
pub fn catalogue() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let mut list = List {
        requests: settings.clone().for_deserialize().into_generator(),
        responses: settings.for_serialize().into_generator(),
        operations: Vec::new(),
    };
    visit_operations(&mut list);
    json!({
        "operations": list.operations,
        "requests": list.requests.take_definitions(true),
        "responses": list.responses.take_definitions(true),
    })
}

struct List {
    requests: SchemaGenerator,
    responses: SchemaGenerator,
    operations: Vec<Value>,
}

impl OperationVisitor for List {
    #[expect(clippy::indexing_slicing, reason = "assigns to fields of an object created here")]
    fn visit<O: Operation>(&mut self) {
        let mut operation = contract(&O::CONTRACT);
        operation["request"] = self.requests.subschema_for::<O>().to_value();
        operation["response"] = self.responses.subschema_for::<O::Response>().to_value();
        self.operations.push(operation);
    }
}

#[expect(clippy::indexing_slicing, reason = "assigns to a field of an object created here")]
fn contract(contract: &Contract) -> Value {
    let mut data = json!({
        "id": contract.id,
        "api": api(contract.api),
        "method": contract.method.as_str(),
        "path": contract.path,
        "query": contract.query,
        "body": body(contract.body),
        "credentials": contract.credentials.iter().map(|kind| credential(*kind)).collect::<Vec<_>>(),
        "retry": retry(contract.retry),
        "status": contract.status,
        "answersBytes": contract.answers_bytes,
        "errors": contract.errors,
        "permissions": contract.permissions.iter().map(Action::as_str).collect::<Vec<_>>(),
    });
    if let Some(paging) = contract.paging {
        data["paging"] =
            json!({ "items": paging.items, "defaultLimit": paging.default_limit, "maxLimit": paging.max_limit });
    }
    data
}

fn api(api: Api) -> &'static str {
    match api {
        Api::Management => "management",
        Api::Deployment => "deployment",
        Api::Command => "command",
        Api::Push => "push",
        Api::Lookup => "lookup",
    }
}

fn body(body: Body) -> &'static str {
    match body {
        Body::None => "none",
        Body::Optional => "optional",
        Body::Required => "required",
        Body::Bytes(_) => "bytes",
    }
}

fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Always => "always",
        Retry::UntilGone => "untilGone",
        Retry::IfNotStarted => "ifNotStarted",
    }
}

/// Returns the name that Convex's OpenAPI description uses, if it has one.
fn credential(credential: Credential) -> &'static str {
    match credential {
        Credential::PersonalAccessToken => "PAT",
        Credential::TeamToken => "Team Token",
        Credential::OAuthTeamToken => "OAuth Team Token",
        Credential::OAuthProjectToken => "OAuth Project Token",
        Credential::DeployKey => "Deploy Key",
        Credential::PreviewDeployKey => "Preview Deploy Key",
    }
}
