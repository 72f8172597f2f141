//! Settings of a deployment: environment variables, domains, limits and streams, and their audit log.

use super::{DAY, START_MS, World, at, cloud, create_deployment, refused, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::audit_log::*;
use convex_ops::api::canonical_urls::*;
use convex_ops::api::custom_domains::*;
use convex_ops::api::data_sync::*;
use convex_ops::api::default_environment_variables::*;
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::deployment_info::{DeploymentInfo, GetDeploymentInfo};
use convex_ops::api::environment_variables::*;
use convex_ops::api::pausing::*;
use convex_ops::api::usage::*;
use convex_ops::embedded::Caller;
use convex_ops::keys::Secret;
use convex_ops::model::{DeploymentType, ProjectId, RequestDestination, TeamPlan};

/// A production deployment and a key to it.
fn deployed(world: &World) -> (ProjectId, String, Caller) {
    let project = world.project("Todo").id;
    let name = cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let key = world.call(CreateDeployKey {
        deployment_name: name.clone(),
        name: "all".into(),
        allowed_actions: None,
        expires_at: None,
    });
    (project, name, Caller::with_token(key.deploy_key))
}

fn set(pairs: &[(&str, Option<&str>)]) -> UpdateEnvironmentVariables {
    let change = |(name, value): &(&str, Option<&str>)| EnvironmentVariableChange {
        name: (*name).to_owned(),
        value: value.map(Secret::from),
    };
    UpdateEnvironmentVariables { changes: pairs.iter().map(change).collect() }
}

fn env(world: &World, key: &Caller) -> Vec<(String, String)> {
    let listed = world.platform.call(key, ListEnvironmentVariables {}).unwrap().environment_variables;
    listed.into_iter().map(|(name, value)| (name, value.expose().to_owned())).collect()
}

#[test]
fn variable_changes_are_atomic() {
    let world = World::new();
    let (_, _, key) = deployed(&world);
    world.platform.call(&key, set(&[("A", Some("1")), ("B", Some("'; DROP TABLE env; --"))])).unwrap();
    let half = world.platform.call(&key, set(&[("A", Some("2")), ("1B", Some("x"))]));
    refused(half, ErrorKind::InvalidInput, "EnvironmentVariableNameInvalid");
    world.platform.call(&key, set(&[("A", None), ("NEVER_SET", None)])).unwrap();
    assert_eq!(env(&world, &key), [("B".to_owned(), "'; DROP TABLE env; --".to_owned())]);
    let long = "x".repeat(8 * 1024 + 1);
    refused(
        world.platform.call(&key, set(&[("C", Some(&long))])),
        ErrorKind::InvalidInput,
        "EnvironmentVariableValueTooLarge",
    );
    let own = world.platform.call(&key, set(&[("CONVEX_SITE_URL", Some("x"))]));
    refused(own, ErrorKind::InvalidInput, "EnvVarNameForbidden");
}

#[test]
fn variables_are_limited_in_count_and_size() {
    let world = World::new();
    let (_, _, key) = deployed(&world);
    let names: Vec<_> = (0..513).map(|n| format!("V{n}")).collect();
    let pairs: Vec<_> = names.iter().map(|name| (name.as_str(), Some("x"))).collect();
    refused(world.platform.call(&key, set(&pairs)), ErrorKind::LimitExceeded, "EnvVarLimitMet");
    world.platform.call(&key, set(&pairs[..512])).unwrap();
    let large = "x".repeat(8 * 1024);
    let pairs: Vec<_> = names[..65].iter().map(|name| (name.as_str(), Some(large.as_str()))).collect();
    refused(world.platform.call(&key, set(&pairs)), ErrorKind::LimitExceeded, "EnvVarTotalSizeLimitMet");
    assert_eq!(env(&world, &key).len(), 512);
}

#[test]
fn new_deployments_get_defaults_of_their_type() {
    let world = World::new();
    let (project, _, key) = deployed(&world);
    let change = |name: &str, deployment_type: DeploymentType, value: Option<&str>| DefaultEnvironmentVariableChange {
        name: name.to_owned(),
        deployment_type,
        value: value.map(Secret::from),
    };
    let update = |changes| UpdateDefaultEnvironmentVariables { project_id: project, changes };
    world.call(update(vec![
        change("SHARED", DeploymentType::Dev, Some("1")),
        change("SHARED", DeploymentType::Preview, Some("1")),
        change("ONLY_DEV", DeploymentType::Dev, Some("2")),
    ]));
    let list = || ListDefaultEnvironmentVariables { project_id: project, name: None, deployment_type: None };
    let listed = world.call(list()).items;
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[1].deployment_types, [DeploymentType::Dev, DeploymentType::Preview]);
    let of_preview = ListDefaultEnvironmentVariables { deployment_type: Some(DeploymentType::Preview), ..list() };
    assert_eq!(world.call(of_preview).items.len(), 1);
    // The existing one has none; a new one has those of its type.
    assert!(env(&world, &key).is_empty());
    let dev = world.deployment(project, DeploymentType::Dev, "dev/x").name;
    let key = CreateDeployKey { deployment_name: dev, name: "k".into(), allowed_actions: None, expires_at: None };
    let key = Caller::with_token(world.call(key).deploy_key);
    let names: Vec<_> = env(&world, &key).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["ONLY_DEV", "SHARED"]);
    world.call(update(vec![change("SHARED", DeploymentType::Dev, None), change("X", DeploymentType::Dev, None)]));
    assert_eq!(world.call(list()).items.len(), 2);
}

#[test]
fn domains_need_plan_and_belong_to_one_deployment() {
    let world = World::new();
    let (project, name, _) = deployed(&world);
    let create = |deployment: &str| CreateCustomDomain {
        deployment_name: deployment.to_owned(),
        request_destination: RequestDestination::ConvexCloud,
        domain: "API.example.com".into(),
    };
    refused_to(&world, &world.me, create(&name), ErrorKind::PermissionDenied, "FeatureNotInPlan");
    world.platform.admin().set_plan(world.team(), TeamPlan::Professional).unwrap();
    world.call(create(&name));
    let other = world.deployment(project, DeploymentType::Custom, "other").name;
    refused_to(&world, &world.me, create(&other), ErrorKind::Conflict, "CustomDomainTaken");
    let listed = world.call(ListCustomDomains { deployment_name: name.clone() }).domains;
    assert_eq!((listed.len(), listed[0].domain.as_str()), (1, "api.example.com"));
    let delete = || DeleteCustomDomain {
        deployment_name: name.clone(),
        request_destination: RequestDestination::ConvexCloud,
        domain: "api.example.com".into(),
    };
    world.call(delete());
    refused_to(&world, &world.me, delete(), ErrorKind::NotFound, "CustomDomainNotFound");
}

#[test]
fn limits_are_unique_per_metric_window_and_type() {
    let world = World::new();
    let (_, _, key) = deployed(&world);
    let create = || CreateUsageLimit {
        metric: UsageMetric::FunctionCalls,
        window: UsageWindow::Day,
        limit_type: UsageLimitType::Disable,
        limit: 10,
        enabled: true,
    };
    let made = world.platform.call(&key, create()).unwrap().usage_limit;
    refused(world.platform.call(&key, create()), ErrorKind::InvalidInput, "DuplicateUsageLimit");
    let zero = CreateUsageLimit { limit: 0, window: UsageWindow::Month, ..create() };
    refused(world.platform.call(&key, zero), ErrorKind::InvalidInput, "InvalidUsageLimit");
    let update = UpdateUsageLimit {
        id: made.id.clone(),
        metric: made.metric,
        window: made.window,
        limit_type: made.limit_type,
        limit: 20,
        enabled: false,
    };
    world.platform.call(&key, update).unwrap();
    let listed = world.platform.call(&key, ListUsageLimits {}).unwrap().usage_limits;
    assert_eq!((listed.len(), listed[0].limit, listed[0].enabled), (1, 20, false));
    let delete = || DeleteUsageLimit { id: made.id.clone() };
    world.platform.call(&key, delete()).unwrap();
    refused(world.platform.call(&key, delete()), ErrorKind::NotFound, "UsageLimitNotFound");
    assert_eq!(world.platform.call(&key, GetCurrentUsage {}).unwrap().metrics.len(), UsageMetric::KNOWN.len());
}

#[test]
fn deployment_info_has_name_and_location() {
    let world = World::new();
    let (project, name, key) = deployed(&world);
    let DeploymentInfo::Cloud(info) = world.platform.call(&key, GetDeploymentInfo {}).unwrap() else { panic!() };
    assert_eq!((info.project_id, info.project_slug.as_deref()), (project, Some("todo")));
    let urls = || world.platform.call(&key, GetCanonicalUrls {}).unwrap();
    assert_eq!(urls().convex_site_url, format!("https://{name}.convex.site"));
    let update = |url: Option<&str>| UpdateCanonicalUrl {
        request_destination: RequestDestination::ConvexCloud,
        url: url.map(str::to_owned),
    };
    world.platform.call(&key, update(Some("https://api.example.com"))).unwrap();
    assert_eq!(urls().convex_cloud_url, "https://api.example.com");
    refused(world.platform.call(&key, update(Some("api"))), ErrorKind::InvalidInput, "InvalidCanonicalUrl");
    world.platform.call(&key, update(None)).unwrap();
    assert_eq!(urls().convex_cloud_url, format!("https://{name}.convex.cloud"));
}

#[test]
fn pause_is_logged_with_its_actor() {
    let world = World::on(TeamPlan::Professional);
    let (_, name, key) = deployed(&world);
    refused(world.platform.call(&key, UnpauseDeployment {}), ErrorKind::InvalidInput, "UnpauseDeploymentFailed");
    let key = key.on(&name).from_client(Some("127.0.0.1".into()), Some("test/1".into()));
    world.platform.call(&key, PauseDeployment {}).unwrap();
    world.platform.call(&key, PauseDeployment {}).unwrap();
    world.platform.call(&key, UnpauseDeployment {}).unwrap();
    let list = ListDeploymentAuditLogEvents { from: at(0), limit: None, cursor: None };
    let events = world.platform.call(&key, list).unwrap().items;
    let actions: Vec<_> = events.iter().map(|event| event.action.clone()).collect();
    assert_eq!(actions, [DeploymentAuditAction::PauseDeployment, DeploymentAuditAction::UnpauseDeployment]);
    assert_eq!((events[0].create_time, events[0].client_ip.as_deref()), (at(START_MS), Some("127.0.0.1")));
    let AuditLogActor::Token(actor) = &events[0].actor else { panic!("{:?}", events[0].actor) };
    assert_eq!(actor.member_id, Some(world.first.member_id));
}

#[test]
fn team_log_is_paged_and_filtered_by_time() {
    let world = World::new();
    let list = || ListAuditLogEvents {
        team_id: world.team(),
        from: at(0),
        to: at(i64::MAX),
        member_id: None,
        action: None,
        limit: Some(2),
        cursor: None,
    };
    refused_to(&world, &world.me, list(), ErrorKind::PermissionDenied, "FeatureNotInPlan");
    world.platform.admin().set_plan(world.team(), TeamPlan::Professional).unwrap();
    for name in ["One", "Two", "Three"] {
        world.project(name);
        world.pass(DAY);
    }
    let page = world.call(list());
    assert_eq!(page.items[0].metadata["slug"], "three");
    let next = world.call(ListAuditLogEvents { cursor: page.pagination.next_cursor, ..list() });
    assert_eq!(next.items[0].metadata["slug"], "one");
    let first_day = ListAuditLogEvents { to: at(START_MS), action: Some(TeamAuditAction::ProjectCreate), ..list() };
    assert_eq!(world.call(first_day).items.len(), 1);
    let backwards = ListAuditLogEvents { from: at(2), to: at(1), ..list() };
    refused_to(&world, &world.me, backwards, ErrorKind::InvalidInput, "InvalidTimeRange");
}

#[test]
fn empty_sync_completes_immediately() {
    let world = World::on(TeamPlan::Professional);
    let (_, _, key) = deployed(&world);
    let sync = |cursor| DataSync { cursor, selection: None };
    let first = world.platform.call(&key, sync(None)).unwrap();
    assert!(first.values.is_empty() && matches!(first.status, DataSyncStatus::UpToDate(_)));
    let second = world.platform.call(&key, sync(first.pagination.next_cursor.clone())).unwrap();
    assert_eq!(second.sync_id, first.sync_id);
    let active = || world.platform.call(&key, ListActiveSyncs { limit: None, cursor: None }).unwrap().syncs;
    assert_eq!(active().len(), 1);
    refused(world.platform.call(&key, sync(Some("x".into()))), ErrorKind::InvalidInput, "InvalidCursor");
    world.pass(4 * DAY);
    assert!(active().is_empty());
    let late = world.platform.call(&key, sync(first.pagination.next_cursor));
    refused(late, ErrorKind::InvalidInput, "DataSyncCursorExpired");
}
