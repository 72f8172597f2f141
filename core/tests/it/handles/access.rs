//! Access to a deployment: with the connection's own token, or the access that Convex's command requests.

use super::setup::Setup;
use convex_ops::api::exports::RequestZipExport;
use convex_ops::model::TeamPlan;
use convex_ops::{ErrorKind, KeyPreset, Role, Timestamp};
use std::time::Duration;

/// All entries of the audit logs of the team and of a deployment.
async fn entries(setup: &Setup) -> Vec<String> {
    let team = setup.convex.team(&setup.team);
    let hour = Duration::from_secs(3_600);
    let mut events = team.audit_log().list(hour).all().await.unwrap();
    for deployment in team.deployments().list().all().await.unwrap() {
        events.extend(deployment.audit_log().list(hour).all().await.unwrap());
    }
    events.into_iter().map(|event| event.action).collect()
}

pub(super) async fn reading_leaves_no_audit_event(setup: Setup) {
    setup.platform.admin().set_plan(setup.team_id, TeamPlan::Professional).unwrap();
    let team = setup.convex.team(&setup.team);
    let todo = team.project("todo").ensure().await.unwrap();
    let production = todo.production().ensure().await.unwrap();
    let before = entries(&setup).await;
    assert!(before.iter().any(|action| action == "deployment:create"), "{before:?}");
    setup.calls();
    let read = todo.production();
    assert!(read.environment().list().await.unwrap().is_empty());
    assert!(read.environment().get("NONE").await.unwrap().is_none());
    assert!(read.log_streams().list().all().await.unwrap().is_empty());
    assert!(read.custom_domains().list().all().await.unwrap().is_empty());
    assert!(read.deploy_keys().list().all().await.unwrap().is_empty());
    assert!(read.backups().list().first().await.unwrap().is_none());
    assert!(!read.usage().current().await.unwrap().is_empty());
    assert_eq!(read.api().get_deployment_info().await.unwrap().kind(), "cloud");
    assert_eq!(team.members().list().all().await.unwrap().len(), 1);
    assert!(team.invitations().list().all().await.unwrap().is_empty());
    assert!(team.tokens().list().all().await.unwrap().is_empty());
    assert!(todo.default_environment().list().await.unwrap().is_empty());
    assert_eq!(team.projects().matching("TOD").list().all().await.unwrap()[0].id, todo.id);
    assert_eq!(team.projects().matching("x").list().first().await.unwrap().map(|project| project.id), None);
    assert_eq!(setup.convex.deployment(&production.name).get().await.unwrap().id, production.id);
    let calls = setup.calls();
    assert!(calls.iter().all(|call| !call.contains("DeployKey") || *call == "listDeployKeys"), "{calls:?}");
    // The audit log was read before, with the same access.
    assert!(calls.iter().all(|call| !call.starts_with("authorize")), "{calls:?}");
    assert_eq!(entries(&setup).await, before);
    // A change is noted, so the logs that are compared do work.
    team.project("another").ensure().await.unwrap();
    assert_eq!(entries(&setup).await.len(), before.len() + 1);
}

pub(super) async fn three_verbs_request_access_once(setup: Setup) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let dev = todo.dev().ensure().await.unwrap();
    setup.calls();
    dev.environment().set("A", "1").await.unwrap();
    dev.environment().set("B", "2").await.unwrap();
    assert_eq!(dev.environment().names().await.unwrap().into_iter().collect::<Vec<_>>(), ["A", "B"]);
    let [update, list] = ["updateEnvironmentVariables", "listEnvironmentVariables"];
    assert_eq!(setup.calls(), ["authorizeWithinCurrentProject", update, update, list]);
}

pub(super) async fn team_token_is_used_itself(setup: Setup) {
    let team = setup.as_team().await;
    let todo = team.convex.team(&setup.team).project("todo").ensure().await.unwrap();
    let staging = todo.deployment("staging").ensure().await.unwrap();
    team.calls();
    staging.environment().set("A", "1").await.unwrap();
    let mut zip = Vec::new();
    staging.export().await.unwrap().write_to(&mut zip).await.unwrap();
    assert!(zip.starts_with(b"PK"), "not a zip");
    let calls = team.calls();
    assert!(calls.iter().all(|call| !call.starts_with("authorize") && !call.contains("DeployKey")), "{calls:?}");
    // A push accepts deploy keys alone, and Convex gives a team's token no other access.
    let error = staging.api().get_config().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error}");
    assert_eq!(team.convex.teams().list().all().await.unwrap().len(), 1);
}

pub(super) async fn member_who_cannot_create_keys_can_read_production(setup: Setup) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let production = todo.production().ensure().await.unwrap();
    let developer = setup.as_member(&Role::Developer);
    let seen = developer.convex.deployment(&production.name);
    let refused = seen.deploy_keys().create("mine", KeyPreset::Full).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
    assert_eq!(seen.api().get_deployment_info().await.unwrap().kind(), "cloud");
}

pub(super) async fn data_of_a_handle_makes_the_same_handle(setup: Setup) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let staging = todo.deployment("staging").ensure().await.unwrap();
    let data = serde_json::to_value(staging.clone().confirm(&staging.name).path()).unwrap();
    assert_eq!(data["selector"]["by"], "reference");
    assert_eq!((&data["known"]["name"], &data["known"]["type"]), (&staging.name.clone().into(), &"custom".into()));
    let again = setup.convex.deployment_at(serde_json::from_value(data).unwrap());
    setup.calls();
    again.environment().set("A", "1").await.unwrap();
    assert!(setup.calls().iter().all(|call| !call.starts_with("getDeployment")), "the handle carries its data");
    let text = serde_json::to_value(&staging).unwrap();
    assert_eq!((&text["type"], text.get("handle")), (&"custom".into(), None));
    assert!(text["created"].as_i64().unwrap() <= Timestamp::now().as_millis());
}

pub(super) async fn deleted_deployment_is_not_found(setup: Setup) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let staging = todo.deployment("staging").ensure().await.unwrap();
    staging.environment().set("A", "1").await.unwrap();
    assert!(staging.delete().await.unwrap());
    assert!(!staging.delete().await.unwrap());
    assert!(staging.environment().names().await.is_err());
    let again = staging.ensure().await.unwrap();
    assert_ne!(again.name, staging.name);
    assert!(again.environment().names().await.unwrap().is_empty());
}

pub(super) async fn export_in_progress_is_reported(setup: Setup) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let dev = todo.dev().ensure().await.unwrap();
    setup.platform.admin().hold_work(true).unwrap();
    dev.connection().call(RequestZipExport::default()).await.unwrap();
    assert_eq!(dev.export().await.unwrap_err().code(), Some("ExportInProgress"));
}
