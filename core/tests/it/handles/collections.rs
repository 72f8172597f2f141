//! Verbs of the collections of teams, projects and deployments.

use super::setup::Setup;
use convex_ops::api::log_streams::{CreateLogStream, LogStreamChanges, WebhookChanges, WebhookFormat, WebhookSettings};
use convex_ops::model::{RequestDestination, TeamPlan};
use convex_ops::{DeploymentType, ErrorKind, PageRequest, Role};
use futures_util::TryStreamExt;
use std::time::Duration;

pub(super) async fn lists_are_read_in_pages_on_every_engine(setup: Setup) {
    let team = setup.convex.team(&setup.team);
    for name in ["one", "two", "three"] {
        team.project(name).ensure().await.unwrap();
    }
    setup.calls();
    let list = || team.projects().list().page_size(2);
    let slugs: Vec<_> = list().map_ok(|project| project.slug).try_collect().await.unwrap();
    assert_eq!(slugs, ["three", "two", "one"]);
    assert_eq!(setup.calls().iter().filter(|call| **call == "listProjects").count(), 2);
    let pages: Vec<_> = list().pages().map_ok(|page| page.items.len()).try_collect().await.unwrap();
    assert_eq!(pages, [2, 1]);
    setup.calls();
    assert_eq!(list().first().await.unwrap().unwrap().slug, "three");
    assert_eq!(setup.calls().iter().filter(|call| **call == "listProjects").count(), 1, "read on demand");
    let page = team.projects().list().page_at(PageRequest::new(None, Some(2))).await.unwrap();
    let rest = team.projects().list().starting_at(page.next_cursor.unwrap()).all().await.unwrap();
    assert_eq!(rest.into_iter().map(|project| project.slug).collect::<Vec<_>>(), ["one"]);
    let team_id = team.id().await.unwrap();
    let raw: Vec<_> = setup.convex.api().list_projects(team_id).limit(1).pages().try_collect().await.unwrap();
    assert_eq!(raw.len(), 3);
}

pub(super) async fn environments_are_set_and_removed(setup: Setup) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let defaults = todo.default_environment();
    defaults.set("LOG_LEVEL", "info").await.unwrap();
    assert_eq!(defaults.get("LOG_LEVEL").await.unwrap().unwrap().expose(), "info");
    defaults.clone().of_type(DeploymentType::Preview).set("LOG_LEVEL", "debug").await.unwrap();
    for error in [defaults.get("LOG_LEVEL").await.unwrap_err(), defaults.list().await.unwrap_err()] {
        assert!(error.to_string().contains("has several values"), "{error}");
    }
    let of_preview = todo.default_environment().of_type(DeploymentType::Preview);
    assert_eq!(of_preview.list().await.unwrap()["LOG_LEVEL"].expose(), "debug");
    assert_eq!(todo.default_environment().names().await.unwrap().len(), 1);
    let preview = todo.preview("branch").ensure().await.unwrap();
    assert_eq!(preview.environment().get("LOG_LEVEL").await.unwrap().unwrap().expose(), "debug");
    todo.default_environment().update([("LOG_LEVEL", None), ("A", Some("1"))]).await.unwrap();
    assert_eq!(todo.default_environment().names().await.unwrap().into_iter().collect::<Vec<_>>(), ["A"]);
    preview.environment().update([("LOG_LEVEL", None), ("B", Some("2"))]).await.unwrap();
    assert_eq!(preview.environment().names().await.unwrap().into_iter().collect::<Vec<_>>(), ["B"]);
    preview.environment().remove("B").await.unwrap();
    preview.environment().remove("B").await.unwrap();
    assert!(preview.environment().list().await.unwrap().is_empty());
}

pub(super) async fn members_invitations_and_tokens_are_managed(setup: Setup) {
    let team = setup.convex.team(&setup.team);
    team.invitations().create("new@acme.example", Role::Developer).await.unwrap();
    assert_eq!(team.invitations().list().first().await.unwrap().unwrap().email, "new@acme.example");
    assert!(team.invitations().cancel("new@acme.example").await.unwrap());
    assert!(!team.invitations().cancel("new@acme.example").await.unwrap());
    let me = team.members().list().first().await.unwrap().unwrap();
    assert_eq!(me.role, Role::Admin);
    let own = team.members().set_role(me.id, Role::Admin).await.unwrap_err();
    assert_eq!(own.kind(), ErrorKind::PermissionDenied, "no one changes their own role");
    let other = setup.platform.admin().add_member(setup.team_id, "other@acme.example", &Role::Developer).unwrap();
    team.members().set_role(other.member_id, Role::Admin).await.unwrap();
    team.tokens().create("nightly").expires_in(Duration::from_secs(3_600)).await.unwrap();
    let token = team.tokens().list().first().await.unwrap().unwrap();
    assert!(token.name == "nightly" && token.expires.unwrap() > token.created);
    assert!(team.tokens().delete("nightly").await.unwrap());
    assert!(!team.tokens().delete("nightly").await.unwrap());
    let soon = team.tokens().create("short").expires_in(Duration::from_secs(60)).await.unwrap_err();
    assert_eq!(soon.kind(), ErrorKind::InvalidInput, "{soon}");
    let unknown = setup.convex.team("others").members().list().all().await.unwrap_err();
    assert_eq!((unknown.kind(), unknown.code()), (ErrorKind::NotFound, Some("TeamNotFound")));
}

pub(super) async fn domains_and_log_streams_are_managed(setup: Setup) {
    setup.platform.admin().set_plan(setup.team_id, TeamPlan::Professional).unwrap();
    let staging = setup.project("todo").ensure().await.unwrap().deployment("staging").ensure().await.unwrap();
    let (domains, site) = (staging.custom_domains(), RequestDestination::ConvexSite);
    domains.create("api.todo.example", site.clone()).await.unwrap();
    assert_eq!(domains.list().first().await.unwrap().unwrap().domain, "api.todo.example");
    assert!(domains.delete("api.todo.example", site.clone()).await.unwrap());
    assert!(!domains.delete("api.todo.example", site).await.unwrap());
    let streams = staging.log_streams();
    let settings = WebhookSettings::new("https://logs.todo.example/", WebhookFormat::Jsonl);
    let created = streams.create(CreateLogStream::Webhook(settings)).await.unwrap();
    let secret = streams.rotate_secret(created.id.clone()).await.unwrap();
    assert_ne!(Some(secret), created.hmac_secret);
    let changes = WebhookChanges::new().format(WebhookFormat::Json);
    streams.update(created.id.clone(), LogStreamChanges::Webhook(changes)).await.unwrap();
    assert_eq!(streams.get(created.id.clone()).await.unwrap().kind(), "webhook");
    assert_eq!(streams.list().all().await.unwrap().len(), 1);
    assert!(streams.delete(created.id.clone()).await.unwrap());
    assert!(!streams.delete(created.id).await.unwrap());
}
