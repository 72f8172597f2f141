//! Operations by credential: each kind of token or key can call the operations that list it, and no others.

use super::{MINUTE, START_MS, World, at, create_deployment};
use convex_ops::api::access_tokens::{
    CreatePersonalAccessToken, CreateTeamAccessToken, DeletePersonalAccessToken, DeleteTeamAccessToken,
};
use convex_ops::api::backups::RequestCloudBackup;
use convex_ops::api::deploy_keys::{CreateDeployKey, CreatePreviewDeployKey, DeleteDeployKey, DeletePreviewDeployKey};
use convex_ops::api::{Api, Body, Contract, Credential, Operation, OperationVisitor, visit_operations};
use convex_ops::embedded::Caller;
use convex_ops::keys::Secret;
use convex_ops::model::{Action, DeploymentType, ProjectId, Role, TeamPlan};
use convex_ops::{Error, ErrorKind, Timestamp};
use serde_json::{Map, Value, json};

/// One caller of each kind, most powerful last, and the values that requests name.
pub(super) struct Cast {
    pub(super) world: World,
    callers: Vec<(&'static str, Credential, Caller)>,
    pub(super) project: ProjectId,
    deployment: String,
    fields: Map<String, Value>,
}

fn cast() -> Cast {
    cast_on(DeploymentType::Prod)
}

/// A cast whose deployment is of a type.
pub(super) fn cast_on(deployment_type: DeploymentType) -> Cast {
    let world = World::on(TeamPlan::Business);
    let project = world.project("Todo").id;
    let called = super::cloud(world.call(create_deployment(project, deployment_type)));
    let (name, deployment_id) = (called.name, called.id);
    let backup = world.call(RequestCloudBackup { deployment_id, include_storage: false }).id;
    let key = |key: &str, actions| create_key(&world, &name, key, actions, None);
    let (full, reading) = (key("full", None), key("reading", Some(Action::READ_ONLY.to_vec())));
    let preview = create_preview_key(&world, project, "ci", None);
    let team = create_team_token(&world, "bot", None);
    let developer = world.member("dev", &Role::Developer);
    let (admin, me) = (world.platform.admin(), world.first.member_id);
    let in_team = admin.authorize_for_team("app", world.team(), me).unwrap();
    let in_project = admin.authorize_for_project("app", project, me).unwrap();
    let callers = vec![
        ("preview key", Credential::PreviewDeployKey, Caller::with_token(preview)),
        ("reading key", Credential::DeployKey, Caller::with_token(reading)),
        ("deploy key", Credential::DeployKey, Caller::with_token(full.clone())),
        ("developer", Credential::PersonalAccessToken, developer),
        ("application in the project", Credential::OAuthProjectToken, Caller::with_token(in_project)),
        ("application in the team", Credential::OAuthTeamToken, Caller::with_token(in_team)),
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
    let begun = json!({ "environmentVariables": {}, "externalDepsId": null, "componentDefinitionPackages": {},
        "appAuth": [], "analysis": {}, "app": {}, "schemaChange": {} });
    let pushed = json!({ "appDefinition": {}, "schemaChange": {}, "startPush": begun,
        "path": "_system/cli/modules:apiSpec",
        "uploadToken": "none", "partNumber": 1, "content": "", "partTokens": [], "tableName": "t", "importId": "none",
        "import": { "tableName": "t", "format": "jsonLines" }, "snapshotId": "none", "expirationTsNs": 1,
        "team": "first-team", "updates": [], "deploymentId": deployment_id, "cloudBackupId": backup, "cronspec": "0 0 * * *" });
    let (Value::Object(mut fields), Value::Object(pushed)) = (fields, pushed) else { unreachable!() };
    fields.extend(pushed);
    Cast { world, callers, project, deployment: name, fields }
}

fn create_key(
    world: &World,
    deployment: &str,
    name: &str,
    allowed_actions: Option<Vec<Action>>,
    expires_at: Option<Timestamp>,
) -> Secret {
    let deployment_name = deployment.to_owned();
    world.call(CreateDeployKey { deployment_name, name: name.into(), allowed_actions, expires_at }).deploy_key
}

fn create_preview_key(world: &World, project_id: ProjectId, name: &str, expires_at: Option<Timestamp>) -> Secret {
    world.call(CreatePreviewDeployKey { project_id, name: name.into(), expires_at }).preview_deploy_key
}

fn create_team_token(world: &World, name: &str, expires_at: Option<Timestamp>) -> Secret {
    world.call(CreateTeamAccessToken { team_id: world.team(), name: Some(name.into()), expires_at }).access_token
}

fn create_personal_token(world: &World, name: &str, expires_at: Option<Timestamp>) -> Secret {
    world.call(CreatePersonalAccessToken { name: name.into(), expires_at }).access_token
}

impl Cast {
    /// Returns the caller of a name.
    pub(super) fn caller(&self, named: &str) -> Caller {
        self.callers.iter().find(|(name, ..)| *name == named).unwrap().2.clone()
    }

    /// Builds a request of the operation from the fields that it has.
    pub(super) fn request<O: Operation>(&self) -> Value {
        let mut fields = self.fields.clone();
        if O::CONTRACT.id.ends_with("CustomRole") {
            fields.insert("id".into(), json!(99));
        }
        if O::CONTRACT.id == "restoreFromCloudBackup" {
            fields.insert("id".into(), json!(self.fields["cloudBackupId"]));
        }
        if O::CONTRACT.id == "importData" {
            fields.insert("format".into(), json!("jsonLines"));
        }
        if O::CONTRACT.id == "queryUsage" {
            fields.retain(|name, _| !["from", "to"].contains(&name.as_str()));
        }
        // Closed requests reject unknown fields; remove these until the request parses.
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

    /// An expired token or key of each kind.
    fn expired(&self) -> [Secret; 4] {
        let (world, soon) = (&self.world, Some(at(START_MS + 60 * MINUTE)));
        let secrets = [
            create_personal_token(world, "expired", soon),
            create_team_token(world, "expired", soon),
            create_preview_key(world, self.project, "expired", soon),
            create_key(world, &self.deployment, "expired", None, soon),
        ];
        world.pass(60 * MINUTE);
        secrets
    }

    /// A deleted token or key of each kind.
    fn deleted(&self) -> [Secret; 4] {
        let (world, id) = (&self.world, || Secret::new("deleted"));
        let secrets = [
            create_personal_token(world, "deleted", None),
            create_team_token(world, "deleted", None),
            create_preview_key(world, self.project, "deleted", None),
            create_key(world, &self.deployment, "deleted", None, None),
        ];
        world.call(DeletePersonalAccessToken { id: id() });
        world.call(DeleteTeamAccessToken { team_id: world.team(), id: id() });
        world.call(DeletePreviewDeployKey { project_id: self.project, id: id() });
        world.call(DeleteDeployKey { deployment_name: self.deployment.clone(), id: id() });
        secrets
    }

    /// Breaks a field of the request that the path does not name; `None` if none can be broken.
    fn broken<O: Operation>(&self) -> Option<Value> {
        let request = self.request::<O>();
        let in_path: Vec<_> = O::CONTRACT.path_parameters().map(|name| name.replace('_', "")).collect();
        let names: Vec<_> = request.as_object()?.keys().cloned().collect();
        // Bytes are the body itself over HTTP, so they cannot be malformed.
        let is_bytes = |name: &String| O::CONTRACT.body == Body::Bytes("content") && name == "content";
        let outside = names.into_iter().filter(|name| !in_path.contains(&name.to_lowercase()) && !is_bytes(name));
        outside
            .map(|name| {
                let mut broken = request.clone();
                broken[&name] = json!([{ "no": ["sense"] }]);
                broken
            })
            .find(|broken| serde_json::from_value::<O>(broken.clone()).is_err())
    }

    fn call<O: Operation>(&self, caller: &Caller) -> Result<Value, Error> {
        self.call_with(&O::CONTRACT, caller, self.request::<O>())
    }

    pub(super) fn call_with(&self, contract: &Contract, caller: &Caller, request: Value) -> Result<Value, Error> {
        let caller = match contract.api {
            Api::Deployment | Api::Command | Api::Push => caller.clone().on(&self.deployment),
            _ => caller.clone(),
        };
        self.world.platform.call_json(&caller, contract.id, request)
    }
}

/// Operations that accept undocumented kinds of keys, for Convex's command.
fn also_accepts(contract: &Contract, kind: Credential) -> bool {
    match kind {
        Credential::PersonalAccessToken => matches!(contract.api, Api::Deployment | Api::Command | Api::Push),
        Credential::PreviewDeployKey => contract.id == "getProjectBySlug",
        Credential::OAuthProjectToken => {
            ["getProjectBySlug", "getDeploymentInProjectByProjectSlug"].contains(&contract.id)
        }
        _ => false,
    }
}

pub(super) fn is_wrong_kind(error: &Error) -> bool {
    error.to_string().contains("does not accept this kind of token or key")
}

#[test]
fn operations_accept_credentials_of_their_contract() {
    struct Check(usize);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let cast = cast();
            for (who, kind, caller) in &cast.callers {
                let refused = cast.call::<O>(caller).err().is_some_and(|error| is_wrong_kind(&error));
                let taken = O::CONTRACT.credentials.contains(kind) || also_accepts(&O::CONTRACT, *kind);
                assert_eq!(refused, !taken, "{} by {who}", O::CONTRACT.id);
                self.0 += 1;
            }
        }
    }
    let mut check = Check(0);
    visit_operations(&mut check);
    assert!(check.0 > 650, "{} pairs", check.0);
}

#[test]
fn invalid_tokens_are_rejected() {
    struct Check(Cast, Vec<Caller>);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let Self(cast, callers) = self;
            for (index, caller) in callers.iter().enumerate() {
                let error = cast.call::<O>(caller).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{} by {index}: {error}", O::CONTRACT.id);
            }
        }
    }
    let cast = cast();
    let invented = ["prod:x|y", "x|0102", "project:first-team:todo|y"].map(Secret::from);
    let secrets = invented.into_iter().chain(cast.expired()).chain(cast.deleted());
    let callers = std::iter::once(Caller::anonymous()).chain(secrets.map(Caller::with_token)).collect();
    visit_operations(&mut Check(cast, callers));
}

/// A caller who may not call learns nothing about the request: it is refused for the caller first.
#[test]
fn forbidden_call_is_refused_before_its_request_is_checked() {
    struct Check(usize, Vec<String>);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let contract = &O::CONTRACT;
            let cast = cast();
            let Some(broken) = cast.broken::<O>() else { return };
            for (who, _, caller) in &cast.callers {
                let with = |request: Value| cast.call_with(contract, caller, request).err();
                let (usual, malformed) = (with(cast.request::<O>()), with(broken.clone()));
                let of_caller = |error: &Option<Error>| {
                    let error = error.as_ref()?;
                    let kinds = [ErrorKind::PermissionDenied, ErrorKind::Unauthenticated];
                    let is_of_plan = error.code() == Some("FeatureNotInPlan");
                    (kinds.contains(&error.kind()) && !is_of_plan).then(|| error.kind())
                };
                if of_caller(&usual) != of_caller(&malformed) && !is_in_body(contract) {
                    self.1.push(format!("{} by {who}: {usual:?}, malformed {malformed:?}", contract.id));
                }
                self.0 += 1;
            }
        }
    }
    let mut check = Check(0, Vec::new());
    visit_operations(&mut check);
    assert!(check.1.is_empty(), "{}", check.1.join("\n"));
    assert!(check.0 > 300, "{} pairs", check.0);
}

/// Checks if the subject of an operation is named in its body, so that a malformed one names none; or if the fields that
/// are set decide about the permission.
fn is_in_body(contract: &Contract) -> bool {
    contract.api == Api::Lookup
        || ["createDeployment", "updateDefaultEnvironmentVariables", "transferDeployment"].contains(&contract.id)
}

/// Operations that a developer may not call on production or the team, and that a read-only key may not call.
#[test]
fn members_and_keys_are_limited_to_their_permissions() {
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
    "developer: cancelCloudBackup",
    "developer: cancelTeamMemberInvite",
    "developer: configurePeriodicBackup",
    "developer: createCustomDomain",
    "developer: createCustomRole",
    "developer: createDeployKey",
    "developer: createDeployment",
    "developer: deleteCloudBackup",
    "developer: deleteCustomDomain",
    "developer: deleteCustomRole",
    "developer: deleteDeployKey",
    "developer: deleteDeployment",
    "developer: deleteProject",
    "developer: deleteTeam",
    "developer: disablePeriodicBackup",
    "developer: inviteTeamMember",
    "developer: listDeployKeys",
    "developer: removeTeamMember",
    "developer: requestCloudBackup",
    "developer: restoreFromCloudBackup",
    "developer: transferDeployment",
    "developer: updateCustomRole",
    "developer: updateDefaultEnvironmentVariables",
    "developer: updateDeployment",
    "developer: updateProject",
    "developer: updateTeam",
    "developer: updateTeamMemberRole",
    "reading key: cancelExport",
    "reading key: cancelImport",
    "reading key: createLogStream",
    "reading key: createUsageLimit",
    "reading key: deleteLogStream",
    "reading key: deleteUsageLimit",
    "reading key: evaluatePush",
    "reading key: evaluateSchema",
    "reading key: finishImportUpload",
    "reading key: finishPush",
    "reading key: getConfig",
    "reading key: getConfigHashes",
    "reading key: importData",
    "reading key: pauseDeployment",
    "reading key: performImport",
    "reading key: reportPushCompleted",
    "reading key: requestZipExport",
    "reading key: rotateWebhookSecret",
    "reading key: setExportExpiration",
    "reading key: startImportUpload",
    "reading key: startPush",
    "reading key: unpauseDeployment",
    "reading key: updateCanonicalUrl",
    "reading key: updateEnvironmentVariables",
    "reading key: updateLogStream",
    "reading key: updateUsageLimit",
    "reading key: uploadImportPart",
    "reading key: waitForSchema",
];
