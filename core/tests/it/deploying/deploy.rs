//! Deploys: the gate, the push, and what verifies it.

use std::sync::{Arc, Mutex};

use convex_ops::api::pushes::GetConfigHashes;
use convex_ops::compat::report::{Level, Verdict};
use convex_ops::release::{DeployEvent, Deploying, Documents, GateOptions, Proof, Refused, ReleaseState, ReleaseStore};
use convex_ops::{ErrorKind, ReleaseLocation, connect};
use serde_json::json;

use super::apps::{app, field, function, module, tasks, whole};
use super::setup::Setup;

fn first() -> convex_ops::artifact::Artifact {
    tasks(
        &json!({ "text": field("string") }),
        &[("add", function("Mutation", &json!({ "text": field("string") }))), ("list", function("Query", &json!({})))],
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn artifact_becomes_live_and_is_verified() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let events = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&events);
    let deploy = setup.target().deploy(whole()).message("first").author("ada").store(store.clone());
    let deploy = deploy.on_event(move |event: &DeployEvent| {
        let event = serde_json::to_value(event).unwrap();
        seen.lock().unwrap().push(event["event"].as_str().unwrap().to_owned());
    });
    let release = deploy.await.unwrap();
    assert_eq!((release.number, release.state), (1, ReleaseState::Live));
    assert_eq!(release.artifact, whole().hash().unwrap());
    assert!(release.proofs.contains(&Proof::ModuleHashes { modules: 4 }), "{:?}", release.proofs);
    assert!(release.proofs.contains(&Proof::Functions { component: "counter".to_owned(), functions: 1 }));
    let mut steps = events.lock().unwrap().clone();
    steps.dedup();
    steps.retain(|step| step != "documents" && step != "waiting");
    assert_eq!(steps, ["announced", "checked", "pushed", "finished", "verified"]);
    assert_eq!(store.get(&setup.name, 1).unwrap(), release);
    assert_eq!(store.artifact(&release.artifact).unwrap(), whole());
    let logged = format!("first (release 1, artifact {}", &release.artifact[..16]);
    assert!(setup.state().iter().any(|row| row.contains(&logged)), "{logged}");

    // The same artifact again sends no module.
    let again = setup.target().deploy(whole()).store(store.clone()).await.unwrap();
    assert_eq!(again.number, 2);
    assert_eq!(store.list(&setup.name).unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_artifact_leaves_the_live_app_and_the_store_unchanged() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    setup.target().deploy(first()).store(store.clone()).await.unwrap();
    setup.import("tasks", &[json!({ "text": "a" })]).await;
    let before = setup.state();
    // The field is required, and the function is gone.
    let next = tasks(
        &json!({ "text": field("string"), "done": field("boolean") }),
        &[("add", function("Mutation", &json!({ "text": field("string") })))],
    );
    let error = setup.target().deploy(&next).store(store.clone()).await.unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.report.verdict, Verdict::Breaking);
    let rules: Vec<_> = refusal.report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert!(rules.contains(&"document-mismatch") && rules.contains(&"function-removed"), "{rules:?}");
    assert!(refusal.plan.steps.len() > 1, "{}", refusal.plan);
    assert_eq!(error.kind(), ErrorKind::DeployRefused);
    assert!(error.info().help.as_ref().unwrap().starts_with("deploy step 1 of the plan first: "), "{error:?}");
    assert_eq!(setup.state(), before);
    assert_eq!(store.list(&setup.name).unwrap().len(), 1);

    // Findings below the chosen level pass the gate, but not Convex's own validation.
    let mut options = GateOptions::default();
    (options.fail_on, options.documents) = (None, Documents::None);
    let error = setup.target().deploy(&next).gate(options).store(store.clone()).await.unwrap_err();
    assert_eq!(error.code(), Some("SchemaMismatch"), "{error}");
    assert_eq!(store.get(&setup.name, 2).unwrap().state, ReleaseState::Failed);
    let live = setup.connection().call(GetConfigHashes::default()).await.unwrap().module_hashes;
    assert_eq!(live[0].hash, first().app.modules[0].hash());
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_leaves_no_trace() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    setup.push(&first()).await;
    let before = setup.state();
    let store = ReleaseStore::folder(folder.path().join("store"));
    let dry_run = setup.target().deploy(first()).store(store).dry_run().await.unwrap();
    assert!(!dry_run.is_refused());
    assert_eq!(dry_run.announcement.live_functions, 2);
    assert_eq!(setup.state(), before);
    assert!(!folder.path().join("store").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_announces_what_it_removes() {
    let setup = Setup::new("dev");
    setup.push(&whole()).await;
    let announcement = setup.target().deploy(first()).gate(lax()).dry_run().await.unwrap().announcement;
    assert_eq!(announcement.removed_functions, ["tasks.js:wipe", "counter/lib.js:count"]);
    assert_eq!(announcement.removed_components, ["counter"]);
    let text = announcement.to_string();
    assert!(text.contains("removes 2 functions that are live\nremoves 1 table that is live"), "{text}");
}

/// Options that refuse nothing.
fn lax() -> GateOptions {
    let mut options = GateOptions::default();
    (options.fail_on, options.allow_undecided) = (None, true);
    options
}

#[tokio::test(flavor = "multi_thread")]
async fn risky_change_is_refused_on_request() {
    let setup = Setup::new("dev");
    setup.push(&first()).await;
    let public = |name: &str| function("Query", &json!({ name: field("string") }));
    let next = tasks(
        &json!({ "text": field("string") }),
        &[
            ("add", function("Mutation", &json!({ "text": field("string") }))),
            ("list", function("Query", &json!({}))),
            ("find", public("text")),
        ],
    );
    let mut without_schema = next.clone();
    without_schema.app.schema = None;
    let mut options = GateOptions::default();
    options.fail_on = Some(Level::Risky);
    let error = setup.target().deploy(&without_schema).gate(options.clone()).await.unwrap_err();
    assert!(error.refusal().is_some(), "{error}");
    setup.target().deploy(&next).gate(options).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn production_found_by_project_needs_its_name() {
    let setup = Setup::new("prod");
    let convex = connect_to(&setup);
    let team = convex.teams().list().first().await.unwrap().unwrap();
    let production = team.project("app").production();
    let error = production.deploy(first()).await.unwrap_err();
    assert_eq!(error.code(), Some("ConfirmationRequired"), "{error}");
    let error = production.confirm("other-name-1").deploy(first()).await.unwrap_err();
    assert_eq!(error.code(), Some("ConfirmationMismatch"), "{error}");
    assert!(!production.deploy(first()).dry_run().await.unwrap().is_refused());
    production.confirm(&setup.name).deploy(first()).await.unwrap();
}

fn connect_to(setup: &Setup) -> convex_ops::Convex {
    let builder = convex_ops::ConvexBuilder::new(setup.serving.url()).token(setup.serving.token());
    builder.releases(ReleaseLocation::memory()).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn app_whose_code_fails_is_not_pushed() {
    let setup = Setup::new("dev");
    let before = setup.state();
    let broken = app(None, vec![module("tasks.js", "throw new Error('no');")]);
    let error = setup.target().deploy(&broken).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("tasks.js"), "{error}");
    assert_eq!(setup.state(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn key_without_the_right_to_deploy_changes_nothing() {
    let setup = Setup::new("prod");
    let viewer = setup.target_with(&setup.key_for(&["deployment:data:view"]));
    let before = setup.state();
    let error = viewer.deploy(first()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error}");
    assert!(!format!("{error:?}").contains(&setup.key[setup.key.len() - 20..]));
    assert_eq!(setup.state(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn embedded_platform_takes_deploys_too() {
    let convex = connect("embedded:").unwrap();
    let project = convex.team("first-team").project("todo").ensure().await.unwrap();
    let dev = project.dev().ensure().await.unwrap();
    let release = dev.deploy(whole()).await.unwrap();
    assert_eq!((release.number, release.deployment.as_str()), (1, dev.name.as_str()));
    // Its releases are kept in memory.
    assert_eq!(dev.releases().list().all().await.unwrap(), std::slice::from_ref(&release));
    assert_eq!(dev.releases().get(1).await.unwrap(), release);
    assert_eq!(dev.releases().get(2).await.unwrap_err().code(), Some("ReleaseNotFound"));
    let other = project.deployment("staging").ensure().await.unwrap();
    assert_eq!(other.releases().latest().await.unwrap(), None);
    assert_eq!(other.deploy(project.production()).await.unwrap_err().kind(), ErrorKind::NotFound);
    // The release that is live elsewhere.
    assert_eq!(other.deploy(&dev).await.unwrap().artifact, release.artifact);
}
