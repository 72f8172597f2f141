//! Operation by credential: each kind of token or key reaches what its contract says, and nothing else.

use super::{World, create_deployment};
use convex_ops::api::access_tokens::CreateTeamAccessToken;
use convex_ops::api::deploy_keys::{CreateDeployKey, CreatePreviewDeployKey};
use convex_ops::api::{Api, Contract, Credential, Operation, OperationVisitor, visit_operations};
use convex_ops::embedded::Caller;
use convex_ops::model::{Action, DeploymentType, Plan, Role};
use convex_ops::{Error, ErrorKind};
use serde_json::{Map, Value, json};

/// One of each kind of caller, those who may do most last, and the things that requests name.
struct Cast {
    world: World,
    callers: Vec<(&'static str, Credential, Caller)>,
    fields: Map<String, Value>,
}

fn cast() -> Cast {
    let world = World::on(Plan::Business);
    let project = world.project("Todo").id;
    let name = super::cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let key = |name: &str, deployment: &str, actions| {
        let deployment_name = deployment.to_owned();
        world.call(CreateDeployKey { deployment_name, name: name.into(), allowed_actions: actions, expires_at: None })
    };
    let full = key("full", &name, None).deploy_key;
    let reading = key("reading", &name, Some(Action::READ_ONLY.to_vec())).deploy_key;
    let preview = CreatePreviewDeployKey { project_id: project, name: "ci".into(), expires_at: None };
    let preview = world.call(preview).preview_deploy_key;
    let team = CreateTeamAccessToken { team_id: world.team(), name: None, expires_at: None };
    let team = world.call(team).access_token;
    let developer = world.member("dev", &Role::Developer);
    let callers = vec![
        ("preview key", Credential::PreviewDeployKey, Caller::with_token(preview)),
        ("reading key", Credential::DeployKey, Caller::with_token(reading)),
        ("deploy key", Credential::DeployKey, Caller::with_token(full.clone())),
        ("developer", Credential::PersonalAccessToken, developer),
        ("team token", Credential::TeamToken, Caller::with_token(team)),
        ("admin", Credential::PersonalAccessToken, world.me.clone()),
    ];
    let fields = json!({
        "teamId": world.team(), "teamIdOrSlug": "first-team", "projectId": project, "projectSlug": "todo",
        "deploymentName": name, "deployKey": full.expose(), "destinationProjectId": project, "memberId": 99, "id": "none",
        "projectName": "New", "type": "prod", "name": "new", "email": "new@example.com", "role": "developer",
        "changes": [], "statements": [{ "effect": "allow", "actions": "*", "resource": "project:*" }],
        "domain": "api.example.com", "requestDestination": "convexCloud", "defaultRegion": "aws-us-east-1",
        "from": 0, "to": 1, "metric": "functionCalls", "window": "day", "limitType": "disable", "limit": 1, "enabled": true,
        "logStreamType": "webhook", "url": "https://logs.example.com", "format": "json", "queryId": "q",
        "selectedDeploymentName": name, "previewName": "none", "identifier": "branch", "reuse": true, "defaultProd": true,
        "deploymentType": "prod", "teamSlug": "first-team",
        "projectSelection": { "kind": "teamAndProjectSlugs", "teamSlug": "first-team", "projectSlug": "todo" },
    });
    let Value::Object(fields) = fields else { unreachable!() };
    Cast { world, callers, fields }
}

impl Cast {
    /// A request of the operation, made of the fields that it has.
    fn request<O: Operation>(&self) -> Value {
        let mut fields = self.fields.clone();
        if O::CONTRACT.id.ends_with("CustomRole") {
            fields.insert("id".into(), json!(99));
        }
        if O::CONTRACT.id == "queryUsage" {
            fields.retain(|name, _| !["from", "to"].contains(&name.as_str()));
        }
        // Closed requests refuse what they don't have; it is taken away until the request is one.
        loop {
            let request = Value::Object(fields.clone());
            let Err(error) = serde_json::from_value::<O>(request.clone()) else { return request };
            let message = error.to_string();
            let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
            match unknown {
                Some(unknown) => drop(fields.remove(unknown)),
                None => panic!("{}: {message}", O::CONTRACT.id),
            }
        }
    }

    fn call<O: Operation>(&self, caller: &Caller) -> Result<Value, Error> {
        let caller = match O::CONTRACT.api {
            Api::Deployment => caller.clone().on(self.fields["deploymentName"].as_str().unwrap()),
            _ => caller.clone(),
        };
        self.world.platform.call_by_id(&caller, O::CONTRACT.id, self.request::<O>())
    }
}

/// Operations that take kinds of keys beyond the documented ones, for Convex's command.
fn also_takes(contract: &Contract, kind: Credential) -> bool {
    contract.id == "getProjectBySlug" && kind == Credential::PreviewDeployKey
}

fn is_wrong_kind(error: &Error) -> bool {
    error.to_string().contains("is not open to this kind of token or key")
}

#[test]
fn each_operation_takes_the_kinds_of_its_contract() {
    struct Check(usize);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let cast = cast();
            for (who, kind, caller) in &cast.callers {
                let refused = cast.call::<O>(caller).err().is_some_and(|error| is_wrong_kind(&error));
                let taken = O::CONTRACT.credentials.contains(kind) || also_takes(&O::CONTRACT, *kind);
                assert_eq!(refused, !taken, "{} by {who}", O::CONTRACT.id);
                self.0 += 1;
            }
        }
    }
    let mut check = Check(0);
    visit_operations(&mut check);
    assert!(check.0 > 450, "{} pairs", check.0);
}

#[test]
fn nobody_gets_in_without_a_token() {
    struct Check;
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let cast = cast();
            let id = O::CONTRACT.id;
            for caller in [Caller::anonymous(), Caller::with_token("prod:x|y"), Caller::with_token("x|0102")] {
                let error = cast.call::<O>(&caller).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{id}: {error}");
            }
        }
    }
    visit_operations(&mut Check);
}

/// What a developer may not do on production, or to the team; for a reading key, what is more than reading.
#[test]
fn members_and_keys_are_held_to_their_permissions() {
    struct Check(Vec<String>);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let cast = cast();
            for (who, kind, caller) in &cast.callers {
                if !O::CONTRACT.credentials.contains(kind) {
                    continue;
                }
                let denied = cast.call::<O>(caller).err().is_some_and(|error| error.code() == Some("Forbidden"));
                if denied {
                    self.0.push(format!("{who}: {}", O::CONTRACT.id));
                }
            }
        }
    }
    let mut check = Check(Vec::new());
    visit_operations(&mut check);
    check.0.sort();
    assert_eq!(check.0, DENIED);
}

const DENIED: &[&str] = &[
    "developer: cancelTeamMemberInvite",
    "developer: createCustomDomain",
    "developer: createCustomRole",
    "developer: createDeployKey",
    "developer: createDeployment",
    "developer: deleteCustomDomain",
    "developer: deleteCustomRole",
    "developer: deleteDeployKey",
    "developer: deleteDeployment",
    "developer: deleteProject",
    "developer: inviteTeamMember",
    "developer: listDeployKeys",
    "developer: transferDeployment",
    "developer: updateCustomRole",
    "developer: updateDefaultEnvironmentVariables",
    "developer: updateDeployment",
    "developer: updateProject",
    "developer: updateTeamMemberRole",
    "reading key: createLogStream",
    "reading key: createUsageLimit",
    "reading key: deleteLogStream",
    "reading key: deleteUsageLimit",
    "reading key: pauseDeployment",
    "reading key: rotateWebhookSecret",
    "reading key: unpauseDeployment",
    "reading key: updateCanonicalUrl",
    "reading key: updateEnvironmentVariables",
    "reading key: updateLogStream",
    "reading key: updateUsageLimit",
];
