//! Handles over either engine: what is there is found, what isn't is created, and again changes nothing.

mod backups;
#[cfg(feature = "client")]
mod connect;
mod copy_data;
mod engines;
mod setup;

use backups::{a_restore_that_fails_says_why_and_leaves_no_key, backups_are_made_and_restored};
use convex_ops::api::deployment_info::GetDeploymentInfo;
use convex_ops::api::deployments::{CloudDeployment, Deployment};
use convex_ops::api::environment_variables::ListEnvironmentVariables;
use convex_ops::api::pausing::PauseDeployment;
use convex_ops::handles::KeyPreset;
use convex_ops::keys::{KeyKind, parse_key};
use convex_ops::model::{Action, DeploymentType};
use convex_ops::{Error, ErrorKind};
use copy_data::{
    a_copy_that_fails_changes_nothing, documents_are_copied_and_no_key_is_left,
    production_is_replaced_only_where_that_is_said, stored_files_are_copied_where_that_is_said,
};
use setup::Setup;
use std::collections::BTreeSet;

/// Each of these holds over both engines.
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
    a_project_is_created_once,
    a_slug_that_no_project_can_have_leaves_nothing_behind,
    each_deployment_is_created_once_and_is_what_it_is_for,
    many_at_once_create_one,
    a_deployment_of_no_project_is_not_created,
    ensuring_waits_until_the_deployment_answers,
    a_token_of_a_team_finds_its_team_and_has_no_deployment_of_its_own,
    keys_are_made_for_what_they_are_for,
    keys_do_what_they_are_for_and_no_more,
    documents_are_copied_and_no_key_is_left,
    stored_files_are_copied_where_that_is_said,
    production_is_replaced_only_where_that_is_said,
    a_copy_that_fails_changes_nothing,
    backups_are_made_and_restored,
    a_restore_that_fails_says_why_and_leaves_no_key,
}

async fn a_project_is_created_once(setup: Setup) {
    let todo = setup.project("todo");
    assert_eq!(todo.get().await.unwrap_err().kind(), ErrorKind::NotFound);
    let created = todo.ensure().await.unwrap();
    setup.calls();
    assert_eq!(todo.ensure().await.unwrap(), created);
    assert_eq!(setup.calls(), ["getProjectBySlug"]);
    assert_eq!((created.slug.as_str(), created.team_id), ("todo", setup.team_id));
    todo.delete().await.unwrap();
    todo.delete().await.unwrap();
    assert_eq!(todo.get().await.unwrap_err().kind(), ErrorKind::NotFound);
}

async fn a_slug_that_no_project_can_have_leaves_nothing_behind(setup: Setup) {
    let error = setup.project("To Do!").ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(setup.calls().ends_with(&["updateProject", "deleteProject", "getProjectBySlug"]));
}

async fn each_deployment_is_created_once_and_is_what_it_is_for(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    for (handle, deployment_type, is_default, reference) in [
        (todo.production(), DeploymentType::Prod, true, "production"),
        (todo.preview("Feature/Login_2"), DeploymentType::Preview, false, "preview/feature/login-2"),
        (todo.deployment("staging"), DeploymentType::Custom, false, "staging"),
    ] {
        let created: CloudDeployment = handle.ensure().await.unwrap();
        assert_eq!((&created.deployment_type, created.is_default), (&deployment_type, is_default));
        assert_eq!(created.reference, reference);
        setup.calls();
        assert_eq!(handle.ensure().await.unwrap(), created);
        assert_eq!(setup.calls(), ["getDeploymentInProjectByProjectSlug"]);
    }
    let mine = todo.dev().ensure().await.unwrap();
    assert_eq!((&mine.deployment_type, mine.is_default), (&DeploymentType::Dev, true));
    assert_eq!(todo.dev().ensure().await.unwrap().name, mine.name);
    assert_eq!(todo.deployments().await.unwrap().len(), 4);
    todo.preview("Feature/Login_2").delete().await.unwrap();
    todo.preview("Feature/Login_2").delete().await.unwrap();
    assert_eq!(todo.deployments().await.unwrap().len(), 3);
}

async fn many_at_once_create_one(setup: Setup) {
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
    let deployments = todo.deployments().await.unwrap();
    assert!(deployments.iter().all(|deployment| matches!(deployment, Deployment::Cloud(_))));
    assert_eq!(deployments.len(), 2);
}

async fn a_deployment_of_no_project_is_not_created(setup: Setup) {
    let error = setup.project("todo").production().ensure().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ProjectNotFound")));
}

async fn ensuring_waits_until_the_deployment_answers(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    *setup.watched.looks.lock().unwrap() = 5;
    todo.production().ensure().await.unwrap();
    *setup.watched.looks.lock().unwrap() = 1000;
    let error: Error = todo.production().ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

async fn a_token_of_a_team_finds_its_team_and_has_no_deployment_of_its_own(setup: Setup) {
    let team = setup.as_team().await;
    let todo = team.team(&setup.team).project("todo");
    assert_eq!(team.team(&setup.team).id().await.unwrap(), setup.team_id);
    todo.ensure().await.unwrap();
    assert_eq!(team.team("others").id().await.unwrap_err().kind(), ErrorKind::NotFound);
    todo.production().ensure().await.unwrap();
    let error = todo.dev().ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert!(error.to_string().contains("the token does not belong to a member"), "{error}");
}

async fn keys_are_made_for_what_they_are_for(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    todo.production().ensure().await.unwrap();
    let keys = todo.production().deploy_keys();
    let key = keys.create("ci", KeyPreset::Deployer).await.unwrap();
    assert_eq!(parse_key(key.expose()).unwrap().kind(), KeyKind::Prod);
    assert!(!format!("{key:?}").contains(key.expose()));
    for (name, preset) in [("gate", KeyPreset::PrGate), ("nightly", KeyPreset::Backup), ("all", KeyPreset::Full)] {
        keys.create(name, preset).await.unwrap();
    }
    let listed = keys.list().await.unwrap();
    let allowed = |name: &str| listed.iter().find(|key| key.name == name).unwrap().allowed_actions.clone();
    assert_eq!(allowed("ci"), [Action::DeploymentDeploy]);
    assert_eq!(allowed("gate"), [Action::DeploymentDataView]);
    assert!(allowed("nightly").contains(&Action::DeploymentBackupsCreate));
    assert!(!allowed("nightly").contains(&Action::DeploymentBackupsImport));
    assert_eq!(allowed("all").len(), Action::OF_DEPLOY_KEYS.len());

    let new = keys.replace("ci", KeyPreset::Deployer).await.unwrap();
    assert_ne!(new, key);
    assert_eq!(keys.list().await.unwrap().iter().filter(|key| key.name == "ci").count(), 1);
    keys.delete("ci").await.unwrap();
    keys.delete("ci").await.unwrap();
    assert!(keys.list().await.unwrap().iter().all(|key| key.name != "ci"));
}

async fn keys_do_what_they_are_for_and_no_more(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    todo.production().ensure().await.unwrap();
    let keys = todo.production().deploy_keys();
    for (preset, may_read) in
        [(KeyPreset::PrGate, true), (KeyPreset::Deployer, false), (KeyPreset::Backup, false), (KeyPreset::Full, true)]
    {
        let key = keys.create(&format!("{preset:?}"), preset.clone()).await.unwrap();
        assert_eq!(setup.with_key(&key, GetDeploymentInfo {}).is_ok(), may_read, "{preset:?}");
        let is_full = preset == KeyPreset::Full;
        assert_eq!(setup.with_key(&key, ListEnvironmentVariables {}).is_ok(), is_full, "{preset:?}");
        assert_eq!(setup.with_key(&key, PauseDeployment {}).is_ok(), is_full, "{preset:?}");
    }
}
