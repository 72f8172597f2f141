//! Lookups of Convex's own command.

use super::{World, cloud, create_deployment, create_project, refused, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::environment_variables::*;
use convex_ops::api::lookups::*;
use convex_ops::embedded::Caller;
use convex_ops::keys::parse_key;
use convex_ops::model::{DeploymentType, Role};

fn provision(project: &str, deployment_type: DeploymentType) -> ProvisionAndAuthorize {
    ProvisionAndAuthorize { team_slug: Some("first-team".into()), project_slug: Some(project.into()), deployment_type }
}

fn set_env() -> UpdateEnvironmentVariables {
    let change = EnvironmentVariableChange { name: "A".into(), value: Some("1".into()) };
    UpdateEnvironmentVariables { changes: vec![change] }
}

#[test]
fn defaults_are_created_once_and_reused() {
    let world = World::new();
    world.project("Todo");
    for (kind, reference) in [(DeploymentType::Dev, "dev/admin"), (DeploymentType::Prod, "production")] {
        let first = world.call(provision("todo", kind.clone()));
        assert_eq!((first.reference.as_str(), first.is_default), (reference, true));
        let key = parse_key(first.admin_key.expose()).unwrap();
        assert_eq!(key.deployment_name(), Some(first.deployment_name.as_str()));
        assert_eq!(world.call(provision("todo", kind)).deployment_name, first.deployment_name);
    }
    let preview = provision("todo", DeploymentType::Preview);
    refused_to(&world, &world.me, preview, ErrorKind::InvalidInput, "InvalidDeploymentType");
    refused_to(&world, &world.me, provision("x", DeploymentType::Dev), ErrorKind::NotFound, "ProjectNotFound");
    let none = ProvisionAndAuthorize { team_slug: None, ..provision("todo", DeploymentType::Dev) };
    refused_to(&world, &world.me, none, ErrorKind::NotFound, "ProjectNotFound");
}

#[test]
fn admin_key_has_current_permissions_of_member() {
    let world = World::new();
    let project = world.project("Todo").id;
    let prod = cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let developer = world.member("dev", &Role::Developer);
    let within = || AuthorizeWithinCurrentProject {
        selected_deployment_name: prod.clone(),
        project_selection: ProjectSelection::OfDeployment(ProjectOfDeployment { deployment_name: prod.clone() }),
    };
    let theirs = Caller::with_token(world.platform.call(&developer, within()).unwrap().admin_key);
    world.platform.call(&theirs, ListEnvironmentVariables {}).unwrap();
    refused_to(&world, &theirs, set_env(), ErrorKind::PermissionDenied, "Forbidden");
    let mine = Caller::with_token(world.call(within()).admin_key);
    world.platform.call(&mine, set_env()).unwrap();
    let id = world.call(convex_ops::api::teams::ListTeamMembers { team_id: world.team() }).items[1].id;
    world.platform.admin().set_project_admin(project, id, true).unwrap();
    world.platform.call(&theirs, set_env()).unwrap();
    // A key that lacks its secret's deployment is invalid.
    let other = cloud(world.call(create_deployment(project, DeploymentType::Dev))).name;
    let forged = format!("dev:{other}|{}", mine_secret(&world, &within()));
    refused(
        world.platform.call(&Caller::with_token(forged), ListEnvironmentVariables {}),
        ErrorKind::PermissionDenied,
        "BadDeployKey",
    );
}

fn mine_secret(world: &World, request: &AuthorizeWithinCurrentProject) -> String {
    let key = world.call(request.clone()).admin_key;
    parse_key(key.expose()).unwrap().expose_secret().to_owned()
}

#[test]
fn production_and_previews_are_found_by_project() {
    let world = World::new();
    let project = world.project("Todo").id;
    let dev = cloud(world.call(create_deployment(project, DeploymentType::Dev))).name;
    let prod = || AuthorizeProd { deployment_name: dev.clone() };
    refused_to(&world, &world.me, prod(), ErrorKind::NotFound, "DeploymentNotFound");
    let made = cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    assert_eq!(world.call(prod()).deployment_name, made);
    let preview = AuthorizePreview {
        preview_name: "branch".into(),
        project_selection: ProjectSelection::OfDeployment(ProjectOfDeployment { deployment_name: dev.clone() }),
    };
    refused_to(&world, &world.me, preview, ErrorKind::NotFound, "DeploymentNotFound");
    let owner = world.call(GetTeamAndProject { deployment_name: dev });
    assert_eq!((owner.team.as_str(), owner.project.as_str()), ("first-team", "todo"));
    let elsewhere = world.project("Other").id;
    let other = cloud(world.call(create_deployment(elsewhere, DeploymentType::Dev))).name;
    let mixed = AuthorizeWithinCurrentProject {
        selected_deployment_name: other,
        project_selection: ProjectSelection::OfDeployment(ProjectOfDeployment { deployment_name: made }),
    };
    refused_to(&world, &world.me, mixed, ErrorKind::NotFound, "DeploymentNotFound");
}

#[test]
fn member_sees_own_teams() {
    let world = World::new();
    assert!(!world.call(HasProjects {}));
    world.call(create_project(world.team(), "Todo"));
    assert!(world.call(HasProjects {}));
    let teams = world.call(ListTeams {});
    assert_eq!((teams.len(), teams[0].slug.as_str()), (1, "first-team"));
    world.call(CheckAuthorization {});
    assert!(world.call(CheckOptIns {}).opt_ins_to_accept.is_empty());
    assert_eq!(world.call(GetUsageState { team_id: world.team() }).usage_state, UsageStateKind::Default);
}
