//! Deploy keys, preview deploy keys and access tokens: formats, scopes and expiry.

use super::{DAY, MINUTE, START_MS, World, at, cloud, create_deployment, create_project, refused, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::access_tokens::*;
use convex_ops::api::deploy_keys::*;
use convex_ops::api::deployments::GetDeployment;
use convex_ops::api::environment_variables::ListEnvironmentVariables;
use convex_ops::api::lookups::{
    ClaimPreviewDeployment, ProjectNamed, ProjectSelection, TeamAndProjectForKey, UrlForKey,
};
use convex_ops::api::pausing::PauseDeployment;
use convex_ops::embedded::Caller;
use convex_ops::keys::{KeyKind, Secret, parse_key};
use convex_ops::model::{Action, DeploymentType};

fn create_key(deployment: &str, name: &str) -> CreateDeployKey {
    CreateDeployKey {
        deployment_name: deployment.to_owned(),
        name: name.to_owned(),
        allowed_actions: None,
        expires_at: None,
    }
}

fn list_keys(deployment: &str) -> ListDeployKeys {
    ListDeployKeys { deployment_name: deployment.to_owned() }
}

fn delete_key(deployment: &str, id: &str) -> DeleteDeployKey {
    DeleteDeployKey { deployment_name: deployment.to_owned(), id: Secret::new(id) }
}

#[test]
fn keys_match_convex_formats() {
    let world = World::new();
    let project = world.project("Todo");
    for (kind, key_kind) in [
        (DeploymentType::Prod, KeyKind::Prod),
        (DeploymentType::Dev, KeyKind::Dev),
        (DeploymentType::Preview, KeyKind::Preview),
        (DeploymentType::Custom, KeyKind::Custom),
    ] {
        let name = cloud(world.call(create_deployment(project.id, kind))).name;
        let key = world.call(create_key(&name, "ci")).deploy_key;
        let parsed = parse_key(key.expose()).unwrap();
        assert_eq!((parsed.kind(), parsed.deployment_name()), (key_kind, Some(name.as_str())));
        let token = parsed.expose_secret();
        assert!(token.starts_with("eyJ2MiI6") && token.ends_with("0="), "{token}");
    }
    let preview = CreatePreviewDeployKey { project_id: project.id, name: "ci".into(), expires_at: None };
    let parsed = parse_key(world.call(preview).preview_deploy_key.expose()).unwrap();
    assert_eq!((parsed.kind(), parsed.project_slug()), (KeyKind::ProjectPreview, Some("todo")));
}

#[test]
fn key_is_limited_to_its_deployment() {
    let world = World::new();
    let project = world.project("Todo").id;
    let one = world.deployment(project, DeploymentType::Dev, "dev/one").name;
    let other = world.deployment(project, DeploymentType::Dev, "dev/other").name;
    let key = world.call(create_key(&one, "ci")).deploy_key;
    let with_key = Caller::with_token(key.clone());
    world.platform.call(&with_key, ListEnvironmentVariables {}).unwrap();
    world.platform.call(&with_key.clone().on(&one), ListEnvironmentVariables {}).unwrap();
    let elsewhere = world.platform.call(&with_key.clone().on(&other), ListEnvironmentVariables {});
    refused(elsewhere, ErrorKind::PermissionDenied, "BadDeployKey");
    // The management API rejects it.
    refused_to(&world, &with_key, list_keys(&one), ErrorKind::PermissionDenied, "Forbidden");
    // The part before the `|` is ignored.
    let secret = parse_key(key.expose()).unwrap().expose_secret().to_owned();
    world.platform.call(&Caller::with_token(secret.clone()), ListEnvironmentVariables {}).unwrap();
    let wrong = Caller::with_token(format!("dev:{one}|{}", secret.replace("eyJ2", "eyJ3")));
    refused_to(&world, &wrong, ListEnvironmentVariables {}, ErrorKind::Unauthenticated, "Unauthorized");
    let url = world.platform.call(&with_key, UrlForKey { deploy_key: key.clone() }).unwrap();
    assert_eq!(url, format!("https://{one}.convex.cloud"));
    let owner = world.platform.call(&with_key, TeamAndProjectForKey { deploy_key: key }).unwrap();
    assert_eq!((owner.project.as_str(), owner.reference.as_deref()), ("todo", Some("dev/one")));
}

#[test]
fn limited_key_allows_only_its_actions() {
    let world = World::new();
    let project = world.project("Todo").id;
    let name = world.deployment(project, DeploymentType::Dev, "dev/one").name;
    let limited =
        CreateDeployKey { allowed_actions: Some(vec![Action::DeploymentPause]), ..create_key(&name, "pauser") };
    let key = Caller::with_token(world.call(limited).deploy_key);
    world.platform.call(&key, PauseDeployment {}).unwrap();
    refused_to(&world, &key, ListEnvironmentVariables {}, ErrorKind::PermissionDenied, "Forbidden");
    assert_eq!(world.call(list_keys(&name))[0].allowed_actions, [Action::DeploymentPause]);
    for actions in [vec![], vec![Action::ProjectView], vec![Action::from("deployment:dance")]] {
        let wrong = CreateDeployKey { allowed_actions: Some(actions), ..create_key(&name, "x") };
        refused_to(&world, &world.me, wrong, ErrorKind::InvalidInput, "InvalidAllowedActions");
    }
}

#[test]
fn key_can_be_deleted_by_id_name_or_value() {
    let world = World::new();
    let project = world.project("Todo").id;
    let name = world.deployment(project, DeploymentType::Dev, "dev/one").name;
    let other = world.deployment(project, DeploymentType::Dev, "dev/other").name;
    let forms: [fn(&DeployKeyDetails, &str) -> String; 4] = [
        |listed, _| listed.id.to_string(),
        |listed, _| listed.name.clone(),
        |_, key| key.to_owned(),
        |_, key| key.split_once('|').unwrap().1.to_owned(),
    ];
    for form in forms {
        let key = world.call(create_key(&name, "ci")).deploy_key;
        let listed = world.call(list_keys(&name)).remove(0);
        let id = form(&listed, key.expose());
        // Not through another deployment.
        refused_to(&world, &world.me, delete_key(&other, &id), ErrorKind::NotFound, "AccessTokenNotFound");
        world.call(delete_key(&name, &id));
        assert!(world.call(list_keys(&name)).is_empty());
        let gone = Caller::with_token(key);
        refused_to(&world, &gone, ListEnvironmentVariables {}, ErrorKind::Unauthenticated, "Unauthorized");
        refused_to(&world, &world.me, delete_key(&name, &id), ErrorKind::NotFound, "AccessTokenNotFound");
    }
}

#[test]
fn key_names_are_unique_and_expiry_is_bounded() {
    let world = World::new();
    let project = world.project("Todo").id;
    let name = world.deployment(project, DeploymentType::Dev, "dev/one").name;
    world.call(create_key(&name, "ci"));
    refused_to(&world, &world.me, create_key(&name, "ci"), ErrorKind::Conflict, "AccessTokenNameTaken");
    let soon = CreateDeployKey { expires_at: Some(at(START_MS + 30 * MINUTE - 1)), ..create_key(&name, "soon") };
    refused_to(&world, &world.me, soon, ErrorKind::InvalidInput, "InvalidExpiresAt");
    let expiring = CreateDeployKey { expires_at: Some(at(START_MS + 30 * MINUTE)), ..create_key(&name, "soon") };
    let key = Caller::with_token(world.call(expiring).deploy_key);
    world.pass(30 * MINUTE - 1);
    world.platform.call(&key, ListEnvironmentVariables {}).unwrap();
    world.pass(1);
    refused_to(&world, &key, ListEnvironmentVariables {}, ErrorKind::Unauthenticated, "Unauthorized");
}

#[test]
fn last_use_is_recorded_within_a_minute() {
    let world = World::new();
    let project = world.project("Todo").id;
    let name = world.deployment(project, DeploymentType::Dev, "dev/one").name;
    let key = Caller::with_token(world.call(create_key(&name, "ci")).deploy_key);
    let last_use = || world.call(list_keys(&name))[0].last_used_time;
    assert_eq!(last_use(), None);
    world.platform.call(&key, ListEnvironmentVariables {}).unwrap();
    assert_eq!(last_use(), Some(at(START_MS)));
    world.pass(MINUTE);
    world.platform.call(&key, ListEnvironmentVariables {}).unwrap();
    assert_eq!(last_use(), Some(at(START_MS + MINUTE)));
    // The platform accepts a clock that moves back.
    world.pass(-DAY);
    world.platform.call(&key, ListEnvironmentVariables {}).unwrap();
    assert_eq!(last_use(), Some(at(START_MS + MINUTE - DAY)));
}

#[test]
fn preview_key_claims_previews_of_its_project() {
    let world = World::new();
    let project = world.project("Todo").id;
    let other = world.project("Other");
    let request = CreatePreviewDeployKey { project_id: project, name: "ci".into(), expires_at: None };
    let key = Caller::with_token(world.call(request).preview_deploy_key);
    let claim = |slug: &str, reuse| ClaimPreviewDeployment {
        project_selection: ProjectSelection::Named(ProjectNamed {
            team_slug: "first-team".into(),
            project_slug: slug.into(),
        }),
        identifier: "feature/Login_2".into(),
        reuse,
    };
    let first = world.platform.call(&key, claim("todo", true)).unwrap();
    assert_eq!((first.reference.as_str(), first.is_new_deployment), ("preview/feature/login-2", true));
    let again = world.platform.call(&key, claim("todo", true)).unwrap();
    assert_eq!((&again.deployment_name, again.is_new_deployment), (&first.deployment_name, false));
    // The key in the response opens the preview.
    let admin = Caller::with_token(again.admin_key).on(&again.deployment_name);
    world.platform.call(&admin, ListEnvironmentVariables {}).unwrap();
    let second = world.platform.call(&key, claim("todo", false)).unwrap();
    assert!(second.is_new_deployment && second.deployment_name != first.deployment_name);
    let gone = GetDeployment { deployment_name: first.deployment_name };
    refused_to(&world, &world.me, gone, ErrorKind::NotFound, "DeploymentNotFound");
    refused(world.platform.call(&key, claim(&other.slug, true)), ErrorKind::NotFound, "ProjectNotFound");
    // The command prefers a login to the key.
    let by_member = world.platform.call(&world.me, claim("todo", true)).unwrap();
    assert_eq!((by_member.deployment_name, by_member.is_new_deployment), (second.deployment_name, false));
}

#[test]
fn token_details_describe_scope() {
    let world = World::new();
    let request = CreateTeamAccessToken { team_id: world.team(), name: Some("bot".into()), expires_at: None };
    let made = world.call(request.clone());
    assert_eq!(made.token_type, "bearer");
    let bot = Caller::with_token(made.access_token.clone());
    let TokenDetails::Team(details) = world.platform.call(&bot, GetTokenDetails {}).unwrap() else { panic!() };
    assert_eq!((details.team_id, details.name.as_str()), (world.team(), "bot"));
    refused_to(&world, &world.me, GetTokenDetails {}, ErrorKind::InvalidInput, "NotATeamOrProjectToken");
    // It acts for the team, but cannot create further tokens.
    let project = world.platform.call(&bot, create_project(world.team(), "Made by a bot")).unwrap();
    assert_eq!(project.slug, "made-by-a-bot");
    refused_to(&world, &bot, request, ErrorKind::PermissionDenied, "Forbidden");
    let delete = DeleteTeamAccessToken { team_id: world.team(), id: made.access_token };
    world.call(delete);
    refused_to(&world, &bot, GetTokenDetails {}, ErrorKind::Unauthenticated, "Unauthorized");
}

#[test]
fn personal_tokens_are_created_listed_and_deleted() {
    let world = World::new();
    let create = |name: &str| CreatePersonalAccessToken { name: name.to_owned(), expires_at: None };
    for n in 0..12 {
        world.call(create(&format!("laptop {n}")));
    }
    let list = || ListPersonalAccessTokens { cursor: None, limit: None };
    let page = world.call(list());
    assert_eq!((page.items.len(), page.items[0].name.as_str()), (10, "laptop 11"));
    let rest = world.call(ListPersonalAccessTokens { cursor: page.pagination.next_cursor, ..list() });
    assert_eq!(rest.items.len(), 3);
    let delete = |id: &str| DeletePersonalAccessToken { id: Secret::new(id) };
    world.call(delete("laptop 3"));
    refused_to(&world, &world.me, delete("laptop 3"), ErrorKind::NotFound, "AccessTokenNotFound");
    // Tokens of others cannot be deleted.
    let ann = world.member("ann", &convex_ops::model::Role::Admin);
    refused_to(&world, &ann, delete("laptop 4"), ErrorKind::NotFound, "AccessTokenNotFound");
    world.call(DeletePersonalAccessToken { id: world.first.token.clone() });
    refused_to(&world, &world.me, list(), ErrorKind::Unauthenticated, "Unauthorized");
}
