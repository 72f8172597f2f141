//! Handles over either engine: they find existing resources, create missing ones, and are idempotent.

mod access;
mod backups;
mod collections;
mod confirmation;
#[cfg(feature = "client")]
mod connect;
mod copy_data;
mod engines;
mod progress;
mod rotation;
mod setup;
mod story;
#[cfg(feature = "client")]
mod traits;
mod transfer;

use access::{
    data_of_a_handle_makes_the_same_handle, deleted_deployment_is_not_found, export_in_progress_is_reported,
    member_who_cannot_create_keys_can_read_production, reading_leaves_no_audit_event, team_token_is_used_itself,
    three_verbs_request_access_once,
};
use backups::{backup_is_created_and_restored, failed_restore_reports_reason};
use collections::{
    domains_and_log_streams_are_managed, environments_are_set_and_removed, lists_are_read_in_pages_on_every_engine,
    members_invitations_and_tokens_are_managed,
};
use confirmation::{
    change_to_production_is_confirmed_by_name, full_name_is_explicit_except_for_sweeping_changes,
    only_an_embedded_platform_confirms_without_a_name, other_types_need_no_confirmation,
};
use convex_ops::api::deployment_info::GetDeploymentInfo;
use convex_ops::api::environment_variables::ListEnvironmentVariables;
use convex_ops::api::pausing::PauseDeployment;
use convex_ops::keys::{KeyKind, parse_key};
use convex_ops::model::{Action, DeploymentType};
use convex_ops::{Deployment, Error, ErrorKind, KeyPreset};
use copy_data::{
    copy_includes_stored_files_on_request, copy_into_production_needs_confirmation,
    copy_transfers_documents_without_a_key, failed_copy_changes_nothing,
};
use progress::long_work_reports_its_progress;
use rotation::{failed_installation_keeps_previous_key, rotation_installs_before_it_deletes};
use setup::Setup;
use std::collections::BTreeSet;
use story::story_prints_the_lines_of_every_language;
use transfer::{export_is_streamed_saved_and_imported, files_are_imported_by_format_and_mode};

/// Runs each test over both engines.
macro_rules! over_both_engines {
    ($($name:ident,)*) => {
        mod embedded {
            $(#[tokio::test]
            async fn $name() {
                super::$name(super::setup::embedded().await).await;
            })*
        }

        #[cfg(all(feature = "client", feature = "serve"))]
        mod http {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::setup::over_http().await).await;
            })*
        }
    };
}

over_both_engines! {
    ensure_project_creates_project_once,
    invalid_slug_creates_no_project,
    ensure_deployment_creates_each_type_once,
    concurrent_ensures_create_one_project,
    deployment_of_missing_project_is_not_created,
    ensure_waits_until_deployment_responds,
    team_token_finds_team_and_has_no_own_deployment,
    keys_have_requested_type,
    keys_are_limited_to_their_preset,
    long_work_reports_its_progress,
    copy_transfers_documents_without_a_key,
    copy_includes_stored_files_on_request,
    copy_into_production_needs_confirmation,
    failed_copy_changes_nothing,
    backup_is_created_and_restored,
    failed_restore_reports_reason,
    unnamed_confirmation_works_on_embedded_platforms_alone,
    data_of_a_handle_makes_the_same_handle,
    deleted_deployment_is_not_found,
    export_in_progress_is_reported,
    member_who_cannot_create_keys_can_read_production,
    reading_leaves_no_audit_event,
    team_token_is_used_itself,
    three_verbs_request_access_once,
    domains_and_log_streams_are_managed,
    environments_are_set_and_removed,
    lists_are_read_in_pages_on_every_engine,
    members_invitations_and_tokens_are_managed,
    change_to_production_is_confirmed_by_name,
    full_name_is_explicit_except_for_sweeping_changes,
    only_an_embedded_platform_confirms_without_a_name,
    other_types_need_no_confirmation,
    failed_installation_keeps_previous_key,
    rotation_installs_before_it_deletes,
    export_is_streamed_saved_and_imported,
    files_are_imported_by_format_and_mode,
    story_prints_the_lines_of_every_language,
}

async fn ensure_project_creates_project_once(setup: Setup) {
    let todo = setup.project("todo");
    assert_eq!(todo.get().await.unwrap_err().kind(), ErrorKind::NotFound);
    let created = todo.ensure().await.unwrap();
    setup.calls();
    assert_eq!(todo.ensure().await.unwrap().id, created.id);
    assert_eq!(setup.calls(), ["getProjectBySlug"]);
    assert_eq!((created.slug.as_str(), created.team_id), ("todo", setup.team_id));
    assert_eq!(todo.delete("todos").await.unwrap_err().code(), Some("ConfirmationMismatch"));
    assert!(todo.delete("todo").await.unwrap());
    assert!(!todo.delete("todo").await.unwrap());
    assert_eq!(todo.get().await.unwrap_err().kind(), ErrorKind::NotFound);
}

async fn invalid_slug_creates_no_project(setup: Setup) {
    let error = setup.project("To Do!").ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(setup.calls().ends_with(&["updateProject", "deleteProject", "getProjectBySlug"]));
}

async fn ensure_deployment_creates_each_type_once(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    for (handle, deployment_type, is_default, reference) in [
        (todo.production(), DeploymentType::Prod, true, "production"),
        (todo.preview("Feature/Login_2"), DeploymentType::Preview, false, "preview/feature/login-2"),
        (todo.deployment("staging"), DeploymentType::Custom, false, "staging"),
    ] {
        let created: Deployment = handle.ensure().await.unwrap();
        assert_eq!((&created.deployment_type, created.is_default), (&deployment_type, is_default));
        assert_eq!(created.reference, reference);
        setup.calls();
        assert_eq!(handle.ensure().await.unwrap().name, created.name);
        assert_eq!(setup.calls(), ["getDeploymentInProjectByProjectSlug"]);
    }
    let mine = todo.dev().ensure().await.unwrap();
    assert_eq!((&mine.deployment_type, mine.is_default), (&DeploymentType::Dev, true));
    assert_eq!(todo.dev().ensure().await.unwrap().name, mine.name);
    let list = || todo.deployments().list().all();
    assert_eq!(list().await.unwrap().len(), 4);
    assert!(todo.preview("Feature/Login_2").delete().await.unwrap());
    assert!(!todo.preview("Feature/Login_2").delete().await.unwrap());
    assert_eq!(list().await.unwrap().len(), 3);
    let dev = todo.deployments().of_type(DeploymentType::Dev).list().all().await.unwrap();
    assert_eq!(dev.into_iter().map(|deployment| deployment.name).collect::<Vec<_>>(), [mine.name]);
}

async fn unnamed_confirmation_works_on_embedded_platforms_alone(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let production = todo.production().ensure().await.unwrap();
    let mut path = serde_json::to_value(production.path()).unwrap();
    path["confirmation"] = serde_json::json!({ "kind": "itself" });
    let as_data = production.with_path(serde_json::from_value(path).unwrap());
    let changed = as_data.environment().set("A", "1").await.map_err(|error| error.kind());
    assert_eq!(changed, production.clone().confirm_self().map(drop).map_err(|error| error.kind()));
    assert_eq!(production.environment().names().await.unwrap().contains("A"), changed.is_ok());
}

async fn concurrent_ensures_create_one_project(setup: Setup) {
    let todo = setup.project("todo");
    let made = (0..8).map(|_| {
        let todo = todo.clone();
        tokio::spawn(async move {
            let project = todo.ensure().await.unwrap();
            let production = todo.production().ensure().await.unwrap();
            let preview = todo.preview("branch").ensure().await.unwrap();
            (project.id, production.name, preview.name)
        })
    });
    let made: Vec<_> = made.collect();
    let mut seen = BTreeSet::new();
    for one in made {
        seen.insert(one.await.unwrap());
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
    let deployments = todo.deployments().list().all().await.unwrap();
    assert_eq!(deployments.len(), 2);
}

async fn deployment_of_missing_project_is_not_created(setup: Setup) {
    let error = setup.project("todo").production().ensure().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ProjectNotFound")));
}

async fn ensure_waits_until_deployment_responds(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    *setup.watched.looks.lock().unwrap() = 5;
    todo.production().ensure().await.unwrap();
    *setup.watched.looks.lock().unwrap() = 1000;
    let error: Error = todo.production().ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

async fn team_token_finds_team_and_has_no_own_deployment(setup: Setup) {
    let team = setup.as_team().await;
    let team = &team.convex;
    let todo = team.team(&setup.team).project("todo");
    assert_eq!(team.team(&setup.team).get().await.unwrap().id, setup.team_id);
    assert_eq!(team.team(&setup.team).id().await.unwrap(), setup.team_id);
    todo.ensure().await.unwrap();
    assert_eq!(team.team("others").id().await.unwrap_err().kind(), ErrorKind::NotFound);
    todo.production().ensure().await.unwrap();
    let error = todo.dev().ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert!(error.to_string().contains("the token does not belong to a member"), "{error}");
}

async fn keys_have_requested_type(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    todo.production().ensure().await.unwrap();
    let keys = todo.production().deploy_keys();
    let key = keys.create("ci", KeyPreset::Deployer).await.unwrap().secret;
    assert_eq!(parse_key(key.expose()).unwrap().kind(), KeyKind::Prod);
    assert!(!format!("{key:?}").contains(key.expose()));
    for (name, preset) in [("gate", KeyPreset::PrGate), ("nightly", KeyPreset::Backup), ("all", KeyPreset::Full)] {
        keys.create(name, preset).await.unwrap();
    }
    let listed = keys.list().all().await.unwrap();
    let allowed = |name: &str| listed.iter().find(|key| key.name == name).unwrap().allowed_actions.clone();
    assert!(allowed("ci").unwrap().contains(&Action::DeploymentDeploy));
    assert_eq!(allowed("gate").unwrap(), [Action::DeploymentDataView]);
    assert!(allowed("nightly").unwrap().contains(&Action::DeploymentBackupsCreate));
    for name in ["ci", "gate", "nightly"] {
        assert!(!allowed(name).unwrap().contains(&Action::DeploymentBackupsImport), "{name}");
    }
    assert_eq!(allowed("all"), None);
    assert!(keys.delete("ci").await.unwrap());
    assert!(!keys.delete("ci").await.unwrap());
    assert!(keys.list().all().await.unwrap().iter().all(|key| key.name != "ci"));
}

async fn keys_are_limited_to_their_preset(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    todo.production().ensure().await.unwrap();
    let keys = todo.production().deploy_keys();
    for (preset, may_read) in
        [(KeyPreset::PrGate, true), (KeyPreset::Deployer, true), (KeyPreset::Backup, false), (KeyPreset::Full, true)]
    {
        let key = keys.create(format!("{preset:?}"), preset.clone()).await.unwrap().secret;
        assert_eq!(setup.with_key(&key, GetDeploymentInfo::new()).is_ok(), may_read, "{preset:?}");
        let is_full = preset == KeyPreset::Full;
        assert_eq!(setup.with_key(&key, ListEnvironmentVariables::new()).is_ok(), is_full, "{preset:?}");
        assert_eq!(setup.with_key(&key, PauseDeployment::new()).is_ok(), is_full, "{preset:?}");
    }
}
