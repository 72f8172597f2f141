//! Lookups of Convex's own command.

use super::{World, cloud, create_deployment, create_project, refused, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::deployments::GetDeploymentInProjectByProjectId;
use convex_ops::api::environment_variables::*;
use convex_ops::api::lookups::*;
use convex_ops::api::teams::CreateTeam;
use convex_ops::embedded::Caller;
use convex_ops::keys::parse_key;
use convex_ops::model::{DeploymentType, Region, Role};

fn provision(project: &str, deployment_type: DeploymentType) -> ProvisionAndAuthorize {
    ProvisionAndAuthorize { team_slug: Some("first-team".into()), project_slug: Some(project.into()), deployment_type }
}

fn set_env() -> UpdateEnvironmentVariables {
    let change = EnvironmentVariableChange { name: "A".into(), value: Some("1".into()) };
    UpdateEnvironmentVariables { changes: vec![change] }
}

/// A member of another team.
fn stranger(world: &World) -> Caller {
    let other = CreateTeam { default_region: Region::UsEast1, name: "Other".into() };
    let team = world.call(other).id;
    let member = world.platform.admin().add_member(team, "stranger@example.com", &Role::Admin).unwrap();
    Caller::with_token(member.token)
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
    let made = world.call(prod()).deployment_name;
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
fn only_authorize_prod_creates_a_missing_production_deployment() {
    let world = World::new();
    let project = world.project("Todo").id;
    let dev = cloud(world.call(create_deployment(project, DeploymentType::Dev))).name;
    let prod = || AuthorizeProd { deployment_name: dev.clone() };
    let of_dev = || ProjectSelection::OfDeployment(ProjectOfDeployment { deployment_name: dev.clone() });
    let preview = AuthorizePreview { preview_name: "branch".into(), project_selection: of_dev() };
    refused_to(&world, &world.me, preview, ErrorKind::NotFound, "DeploymentNotFound");
    let within =
        AuthorizeWithinCurrentProject { selected_deployment_name: "calm-cow-1".into(), project_selection: of_dev() };
    refused_to(&world, &world.me, within, ErrorKind::NotFound, "DeploymentNotFound");
    let default_prod = GetDeploymentInProjectByProjectId {
        project_id: project,
        reference: None,
        default_prod: Some(true),
        default_dev: None,
    };
    refused_to(&world, &world.me, default_prod.clone(), ErrorKind::NotFound, "DeploymentNotFound");
    // A developer may not create production deployments, and a stranger does not see the project.
    let developer = world.member("dev", &Role::Developer);
    refused_to(&world, &developer, prod(), ErrorKind::PermissionDenied, "Forbidden");
    refused_to(&world, &stranger(&world), prod(), ErrorKind::NotFound, "DeploymentNotFound");
    refused_to(&world, &world.me, default_prod.clone(), ErrorKind::NotFound, "DeploymentNotFound");

    let made = world.call(prod());
    assert_eq!((made.reference.as_str(), made.is_default), ("production", true));
    assert_eq!(cloud(world.call(default_prod)).name, made.deployment_name);
    assert_eq!(world.platform.call(&developer, prod()).unwrap().deployment_name, made.deployment_name);
}

#[test]
fn a_member_claims_a_preview_as_a_preview_key_does() {
    let world = World::new();
    world.project("Todo");
    let named = |slug: &str| {
        ProjectSelection::Named(ProjectNamed { team_slug: "first-team".into(), project_slug: slug.into() })
    };
    let claim = |slug: &str| ClaimPreviewDeployment {
        project_selection: named(slug),
        identifier: "branch".into(),
        reuse: true,
    };
    let claimed = world.call(claim("todo"));
    assert!(claimed.is_new_deployment);
    assert!(!world.call(claim("todo")).is_new_deployment);
    let key = Caller::with_token(claimed.admin_key);
    world.platform.call(&key, set_env()).unwrap();
    refused_to(&world, &stranger(&world), claim("todo"), ErrorKind::NotFound, "TeamNotFound");
    refused_to(&world, &world.me, claim("none"), ErrorKind::NotFound, "ProjectNotFound");
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
