//! Compares the declarations of operations with Convex's own descriptions of its APIs, if present.

mod compare;
mod shape;

use crate::support::evidence;
use compare::differences;
use serde_json::{Value, json};
use std::fs;

/// Intended differences of the declarations: part of the difference, and the reason. Each must occur.
const EXCEPTIONS: [(&str, &str); 6] = [
    ("value `aws-ca-central-1`", "Convex's command knows more regions than the description"),
    ("value `aws-ap-southeast-2`", "Convex's command knows more regions than the description"),
    ("allowedActions[]: value", "roles and keys share one list of actions; a test below compares those of keys"),
    (
        "listDeploymentAuditLogEvents: response.items[].actor[integration]",
        "one type for deployment and team audit logs",
    ),
    ("createLogStream: response", "all kinds share one response struct; webhooks have an extra field"),
    ("rotateWebhookSecret: response.logStreamType", "open enum, with one value here"),
];

/// Both descriptions, by interface name.
fn descriptions() -> Option<[(&'static str, Value); 2]> {
    let folder = evidence()?.join("openapi");
    Some(["management", "deployment"].map(|api| {
        let text = fs::read_to_string(folder.join(format!("{api}-openapi.json"))).unwrap();
        (api, serde_json::from_str(&text).unwrap())
    }))
}

fn all_differences(descriptions: &[(&str, Value)], catalogue: &Value) -> Vec<String> {
    descriptions.iter().flat_map(|(api, description)| differences(api, description, catalogue)).collect()
}

#[test]
fn declarations_match_convex_descriptions() {
    let Some(descriptions) = descriptions() else { return };
    let found = all_differences(&descriptions, &convex_ops::api::catalogue());
    let unexpected: Vec<_> =
        found.iter().filter(|found| !EXCEPTIONS.iter().any(|(part, _)| found.contains(part))).collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    for (part, reason) in EXCEPTIONS {
        assert!(found.iter().any(|found| found.contains(part)), "unused exception `{part}` ({reason})");
    }
}

#[test]
fn key_actions_match_descriptions() {
    let Some([(_, management), _]) = descriptions() else { return };
    let pointer = "/components/schemas/PlatformCreateDeployKeyArgs/properties/allowedActions/items/enum";
    let described = management.pointer(pointer).and_then(Value::as_array).unwrap();
    assert_eq!(
        *described,
        convex_ops::model::Action::OF_DEPLOY_KEYS.iter().map(|action| json!(action)).collect::<Vec<_>>()
    );
}

/// A change of a description, and the start of the resulting difference.
const INJECTED: [(&str, &str, &str); 9] = [
    ("management", "/paths/~1projects~1{project_id}/get", "getProjectById: not described"),
    ("management", "/paths/~1teams~1{team_id}~1projects/get/parameters/3", "listProjects: query `q` is not described"),
    (
        "management",
        "/components/schemas/ProjectResponse/properties/slug",
        "getProjectById: response.slug: not described",
    ),
    (
        "management",
        "/components/schemas/ProjectResponse/required/0",
        "getProjectById: response.id: described as optional",
    ),
    (
        "management",
        "/components/schemas/DeploymentType/enum/0",
        "getDeployment: response[cloud].deploymentType: value `dev`",
    ),
    (
        "management",
        "/components/schemas/DeleteCustomRoleArgs/additionalProperties",
        "deleteCustomRole: body: described as open",
    ),
    (
        "management",
        "/paths/~1teams~1{team_id}~1create_access_token/post/responses/201",
        "createTeamAccessToken: response status 201",
    ),
    ("deployment", "/paths/~1pause_deployment/post/security/0", "pauseDeployment: credentials"),
    (
        "deployment",
        "/components/schemas/LogStreamStatus/oneOf/2",
        "listLogStreams: response[][datadog].status[failed]: not described",
    ),
];

#[test]
fn removal_from_description_is_found() {
    let Some(descriptions) = descriptions() else { return };
    let catalogue = convex_ops::api::catalogue();
    let before = all_differences(&descriptions, &catalogue);
    for (api, pointer, difference) in INJECTED {
        let mut changed = descriptions.clone();
        let (_, description) = changed.iter_mut().find(|(name, _)| *name == api).unwrap();
        remove(description, pointer);
        let found = all_differences(&changed, &catalogue);
        let new: Vec<_> = found.iter().filter(|found| !before.contains(found)).collect();
        assert!(new.iter().any(|found| found.starts_with(difference)), "without {pointer}: {new:#?}");
    }
}

#[test]
fn addition_to_description_is_found() {
    let Some(descriptions) = descriptions() else { return };
    let catalogue = convex_ops::api::catalogue();
    let before = all_differences(&descriptions, &catalogue);
    for (pointer, added, difference) in [
        ("/paths/~1new", json!({ "get": { "responses": { "200": {} } } }), "management GET /new: not declared"),
        (
            "/components/schemas/PlatformCreateProjectArgs/required/1",
            json!("deploymentType"),
            "createProject: body.deploymentType: described as required",
        ),
        (
            "/components/schemas/ProjectResponse/properties/new",
            json!({ "type": "string" }),
            "getProjectById: response.new: not declared",
        ),
        (
            "/components/schemas/Role/enum/3",
            json!("owner"),
            "inviteTeamMember: body.role: value `owner` is not declared",
        ),
        (
            "/components/schemas/ProjectResponse/properties/slug",
            json!({ "type": "integer" }),
            "getProjectById: response.slug: is string, described as integer",
        ),
    ] {
        let mut changed = descriptions.clone();
        add(&mut changed[0].1, pointer, added);
        let found = all_differences(&changed, &catalogue);
        let new: Vec<_> = found.iter().filter(|found| !before.contains(found)).collect();
        assert!(new.iter().any(|found| found.starts_with(difference)), "with {pointer}: {new:#?}");
    }
}

fn remove(value: &mut Value, pointer: &str) {
    let (parent, last) = parent(value, pointer);
    let gone = match parent {
        Value::Object(fields) => fields.remove(&last).is_some(),
        Value::Array(items) => {
            items.remove(last.parse::<usize>().unwrap());
            true
        }
        _ => false,
    };
    assert!(gone, "{pointer} not found");
}

fn add(value: &mut Value, pointer: &str, added: Value) {
    let (parent, last) = parent(value, pointer);
    match parent {
        Value::Object(fields) => drop(fields.insert(last, added)),
        Value::Array(items) => items.insert(last.parse::<usize>().unwrap(), added),
        _ => panic!("cannot add at {pointer}"),
    }
}

fn parent<'a>(value: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (above, last) = pointer.rsplit_once('/').unwrap();
    (value.pointer_mut(above).unwrap(), last.replace("~1", "/"))
}
