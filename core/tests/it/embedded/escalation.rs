//! No caller gains permissions that they lack, by creating keys or changing roles.

use super::members::{allow, member_with};
use super::{MINUTE, START_MS, World, at, create_deployment, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::access_tokens::{CreatePersonalAccessToken, DeletePersonalAccessToken};
use convex_ops::api::custom_roles::{CreateCustomRole, RoleStatement};
use convex_ops::api::deploy_keys::{CreateDeployKey, CreatePreviewDeployKey, DeletePreviewDeployKey};
use convex_ops::api::environment_variables::ListEnvironmentVariables;
use convex_ops::api::lookups::{
    AuthorizeWithinCurrentProject, ClaimPreviewDeployment, ProjectNamed, ProjectOfDeployment, ProjectSelection,
};
use convex_ops::api::teams::UpdateTeamMemberRole;
use convex_ops::embedded::Caller;
use convex_ops::keys::Secret;
use convex_ops::model::{Action, DeploymentType, MemberId, ProjectId, Role, TeamPlan};

const DEPLOYMENTS: &str = "project:*:deployment:*";

fn on_deployments(actions: &[Action]) -> RoleStatement {
    allow(actions, DEPLOYMENTS)
}

fn create_tokens(action: Action, of: &str) -> RoleStatement {
    allow(&[action], of)
}

fn key(deployment: &str, name: &str, allowed_actions: Option<&[Action]>) -> CreateDeployKey {
    CreateDeployKey {
        deployment_name: deployment.to_owned(),
        name: name.to_owned(),
        allowed_actions: allowed_actions.map(<[Action]>::to_vec),
        expires_at: None,
    }
}

#[test]
fn deploy_key_allows_only_what_its_creator_may_do() {
    let world = World::on(TeamPlan::Business);
    let project = world.project("Todo").id;
    let prod = super::cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let dev = super::cloud(world.call(create_deployment(project, DeploymentType::Dev))).name;
    let ann = member_with(
        &world,
        vec![
            create_tokens(Action::DeploymentTokenCreate, "project:*:deployment:*:token:*"),
            on_deployments(&[Action::DeploymentDeploy, Action::DeploymentView]),
        ],
    );
    for beyond in
        [None, Some(&[Action::DeploymentDataView][..]), Some(&[Action::DeploymentDeploy, Action::DeploymentEnvView])]
    {
        refused_to(&world, &ann, key(&prod, "beyond", beyond), ErrorKind::PermissionDenied, "Forbidden");
    }
    world.platform.call(&ann, key(&prod, "own", Some(&[Action::DeploymentDeploy]))).unwrap();
    // A key of an admin may have all actions.
    world.call(key(&prod, "of an admin", None));
    let developer = world.member("dev", &Role::Developer);
    world.platform.call(&developer, key(&dev, "of a developer", None)).unwrap();
    refused_to(&world, &developer, key(&prod, "of a developer", None), ErrorKind::PermissionDenied, "Forbidden");
}

#[test]
fn preview_deploy_key_allows_only_what_its_creator_may_do() {
    let preview_key =
        |project_id, name: &str| CreatePreviewDeployKey { project_id, name: name.into(), expires_at: None };
    let create = || create_tokens(Action::ProjectTokenCreate, "project:*:token:*");
    let all = [Action::OF_DEPLOY_KEYS, &[Action::DeploymentView, Action::DeploymentCreate, Action::DeploymentDelete]]
        .concat();
    for (resource, actions, is_allowed) in [
        ("project:*:deployment:type=preview", all.clone(), true),
        ("project:*:deployment:type=dev", all.clone(), false),
        ("project:*:deployment:type=preview", all.iter().skip(1).cloned().collect(), false),
        ("project:*:deployment:type=preview", vec![Action::DeploymentCreate], false),
    ] {
        let world = World::on(TeamPlan::Business);
        let project = world.project("Todo").id;
        let ann = member_with(&world, vec![create(), allow(&actions, resource)]);
        let made = world.platform.call(&ann, preview_key(project, "ann"));
        assert_eq!(made.is_ok(), is_allowed, "{resource} {actions:?}: {made:?}");
        world.call(preview_key(project, "admin"));
    }
}

#[test]
fn own_role_cannot_be_changed() {
    let world = World::on(TeamPlan::Business);
    let other = world.platform.admin().add_member(world.team(), "bob@example.com", &Role::Developer).unwrap().member_id;
    let ann = member_with(&world, vec![allow(&[Action::MemberUpdateRole], "member:*")]);
    let ann_id = MemberId(other.0 + 1);
    let change = |member_id, role| UpdateTeamMemberRole {
        team_id: world.team(),
        member_id,
        role: Some(role),
        custom_roles: None,
    };
    refused_to(&world, &ann, change(ann_id, Role::Admin), ErrorKind::PermissionDenied, "Forbidden");
    let mine = world.first.member_id;
    refused_to(&world, &world.me, change(mine, Role::Admin), ErrorKind::PermissionDenied, "Forbidden");
    // As documented, the action is as good as an admin's role otherwise.
    world.platform.call(&ann, change(other, Role::Admin)).unwrap();
    world.call(change(ann_id, Role::Developer));
}

#[test]
fn management_of_custom_roles_cannot_be_granted() {
    let world = World::on(TeamPlan::Business);
    let everything = ["team:*", "project:*", DEPLOYMENTS, "member:*", "project:*:token:*", "billing:*"];
    let everything = everything.map(|resource| {
        serde_json::from_value(serde_json::json!({ "effect": "allow", "actions": "*", "resource": resource })).ok()
    });
    let ann = member_with(&world, everything.into_iter().flatten().collect());
    let statements = vec![allow(&[Action::ProjectView], "project:*")];
    let create = CreateCustomRole { team_id: world.team(), name: "x".into(), description: None, statements };
    refused_to(&world, &ann, create.clone(), ErrorKind::PermissionDenied, "Forbidden");
    world.call(create);
}

fn access(deployment: &str) -> AuthorizeWithinCurrentProject {
    AuthorizeWithinCurrentProject {
        selected_deployment_name: deployment.to_owned(),
        project_selection: ProjectSelection::OfDeployment(ProjectOfDeployment {
            deployment_name: deployment.to_owned(),
        }),
    }
}

#[test]
fn admin_key_ends_with_the_token_that_obtained_it() {
    let world = World::new();
    let project = world.project("Todo").id;
    let prod = super::cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let token = |name: &str, expires_at| {
        let made = world.call(CreatePersonalAccessToken { name: name.into(), expires_at });
        Caller::with_token(made.access_token)
    };
    let obtained = |caller: &Caller| Caller::with_token(world.platform.call(caller, access(&prod)).unwrap().admin_key);
    let (deleted, expired) = (token("deleted", None), token("expired", Some(at(START_MS + 60 * MINUTE))));
    let (of_deleted, of_expired, of_first) = (obtained(&deleted), obtained(&expired), obtained(&world.me));
    for key in [&of_deleted, &of_expired, &of_first] {
        world.platform.call(key, ListEnvironmentVariables {}).unwrap();
    }
    world.call(DeletePersonalAccessToken { id: Secret::new("deleted") });
    world.pass(60 * MINUTE);
    for key in [&of_deleted, &of_expired] {
        refused_to(&world, key, ListEnvironmentVariables {}, ErrorKind::Unauthenticated, "Unauthorized");
    }
    world.platform.call(&of_first, ListEnvironmentVariables {}).unwrap();
}

#[test]
fn admin_key_ends_with_the_preview_deploy_key_that_obtained_it() {
    let world = World::new();
    let project_id: ProjectId = world.project("Todo").id;
    let key = CreatePreviewDeployKey { project_id, name: "ci".into(), expires_at: None };
    let ci = Caller::with_token(world.call(key).preview_deploy_key);
    let claim = ClaimPreviewDeployment {
        identifier: "branch".into(),
        project_selection: ProjectSelection::Named(ProjectNamed {
            team_slug: "first-team".into(),
            project_slug: "todo".into(),
        }),
        reuse: false,
    };
    let obtained = Caller::with_token(world.platform.call(&ci, claim).unwrap().admin_key);
    world.platform.call(&obtained, ListEnvironmentVariables {}).unwrap();
    world.call(DeletePreviewDeployKey { project_id, id: Secret::new("ci") });
    refused_to(&world, &obtained, ListEnvironmentVariables {}, ErrorKind::Unauthenticated, "Unauthorized");
}

#[test]
fn deploy_keys_outlive_the_role_that_tokens_follow() {
    let world = World::on(TeamPlan::Business);
    let project = world.project("Todo").id;
    let prod = super::cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let ann = world.platform.admin().add_member(world.team(), "ann@example.com", &Role::Admin).unwrap();
    let (ann, ann_id) = (Caller::with_token(ann.token), ann.member_id);
    let deploy_key = Caller::with_token(world.platform.call(&ann, key(&prod, "ann", None)).unwrap().deploy_key);
    let in_team = Caller::with_token(world.platform.admin().authorize_for_team("app", world.team(), ann_id).unwrap());
    world.platform.call(&in_team, key(&prod, "by the application", None)).unwrap();
    world.call(UpdateTeamMemberRole {
        team_id: world.team(),
        member_id: ann_id,
        role: Some(Role::Developer),
        custom_roles: None,
    });
    world.platform.call(&deploy_key, ListEnvironmentVariables {}).unwrap();
    for follows in [&ann, &in_team] {
        refused_to(&world, follows, key(&prod, "again", None), ErrorKind::PermissionDenied, "Forbidden");
    }
}
