//! Log streams.

use super::{World, cloud, create_deployment, refused};
use convex_ops::ErrorKind;
use convex_ops::api::Change;
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::log_streams::*;
use convex_ops::embedded::Caller;
use convex_ops::model::{DeploymentType, TeamPlan};

fn key(world: &World) -> Caller {
    let project = world.project("Todo").id;
    let deployment_name = cloud(world.call(create_deployment(project, DeploymentType::Prod))).name;
    let key = CreateDeployKey { deployment_name, name: "all".into(), allowed_actions: None, expires_at: None };
    Caller::with_token(world.call(key).deploy_key)
}

fn webhook(url: &str) -> CreateLogStream {
    CreateLogStream::Webhook(WebhookSettings::new(url, WebhookFormat::Json))
}

fn sentry() -> CreateLogStream {
    CreateLogStream::Sentry(SentrySettings::new("https://k@sentry.io/1"))
}

#[test]
fn streams_need_plan_and_are_unique_per_type() {
    let world = World::new();
    let key = key(&world);
    let create = |settings| world.platform.call(&key, settings);
    refused(create(webhook("https://a.b")), ErrorKind::PermissionDenied, "FeatureNotInPlan");
    world.platform.admin().set_plan(world.team(), TeamPlan::Professional).unwrap();
    let made = create(webhook("https://a.b")).unwrap();
    assert!(made.hmac_secret.is_some());
    refused(create(webhook("https://c.d")), ErrorKind::Conflict, "LogStreamAlreadyExists");
    assert!(create(sentry()).unwrap().hmac_secret.is_none());
    let listed = world.platform.call(&key, ListLogStreams {}).unwrap();
    // Credentials are not shown.
    assert!(!serde_json::to_string(&listed).unwrap().contains("k@sentry.io"));
    assert_eq!(listed.len(), 2);
    let get = || GetLogStream { id: made.id.clone() };
    assert_eq!(world.platform.call(&key, get()).unwrap(), listed[0]);
    world.platform.call(&key, DeleteLogStream { id: made.id.clone() }).unwrap();
    refused(world.platform.call(&key, get()), ErrorKind::NotFound, "LogStreamDoesntExist");
}

#[test]
fn invalid_stream_settings_are_rejected() {
    let world = World::on(TeamPlan::Professional);
    let key = key(&world);
    let axiom = CreateLogStream::Axiom(AxiomSettings::new("d", [], "k").ingest_url("https://evil.example.com"));
    let dsn = CreateLogStream::Sentry(SentrySettings::new("k"));
    let unknown = serde_json::from_value(serde_json::json!({ "logStreamType": "fax" })).unwrap();
    for (settings, code) in [
        (webhook("a.b"), "InvalidWebhookUrl"),
        (axiom, "InvalidAxiomIngestUrl"),
        (dsn, "InvalidSentryDsn"),
        (unknown, "UnsupportedLogStreamType"),
    ] {
        refused(world.platform.call(&key, settings), ErrorKind::InvalidInput, code);
    }
}

#[test]
fn stream_is_updated_and_secret_rotated() {
    let world = World::on(TeamPlan::Professional);
    let key = key(&world);
    let made = world.platform.call(&key, webhook("https://a.b")).unwrap();
    let update = |changes| UpdateLogStream { id: made.id.clone(), changes };
    let changes = |url: Change<String>, topics: Change<Vec<LogTopic>>| {
        LogStreamChanges::Webhook(WebhookChanges::new().url(url).topics(topics))
    };
    let shown = || match world.platform.call(&key, GetLogStream { id: made.id.clone() }).unwrap() {
        LogStream::Webhook(webhook) => webhook,
        other => panic!("{other:?}"),
    };
    let set = changes(Change::Set("https://c.d".into()), Change::Set(vec![LogTopic::Console]));
    world.platform.call(&key, update(set)).unwrap();
    assert_eq!((shown().url.as_str(), shown().topics), ("https://c.d", Some(vec![LogTopic::Console])));
    world.platform.call(&key, update(changes(Change::Keep, Change::Clear))).unwrap();
    assert_eq!((shown().url.as_str(), shown().topics), ("https://c.d", None));
    let empty = update(changes(Change::Keep, Change::Set(Vec::new())));
    refused(world.platform.call(&key, empty), ErrorKind::InvalidInput, "EmptyLogTopics");
    let other = LogStreamChanges::Sentry(SentryChanges::new());
    refused(world.platform.call(&key, update(other)), ErrorKind::InvalidInput, "LogStreamTypeMismatch");

    let rotated = world.platform.call(&key, RotateWebhookSecret { id: made.id.clone() }).unwrap().hmac_secret;
    assert_ne!(Some(&rotated), made.hmac_secret.as_ref());
    assert_eq!(shown().hmac_secret, rotated);
    let other = world.platform.call(&key, sentry()).unwrap().id;
    let rotate = world.platform.call(&key, RotateWebhookSecret { id: other });
    refused(rotate, ErrorKind::InvalidInput, "NoSecretToRotate");
}
