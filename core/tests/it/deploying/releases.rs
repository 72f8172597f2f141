//! The release store, rollback and promotion.

use convex_ops::ErrorKind;
use convex_ops::artifact::Artifact;
use convex_ops::release::{Deploying, Promotion, Refused, Release, ReleaseState, ReleaseStore};
use serde_json::{Value, json};

use super::apps::{field, function, tasks};
use super::setup::Setup;

/// The tasks app with some fields.
fn version(fields: &Value) -> Artifact {
    tasks(fields, &[("add", function("Mutation", &json!({ "text": field("string") })))])
}

fn optional(kind: &str) -> Value {
    json!({ "fieldType": { "type": kind }, "optional": true })
}

async fn deploy(setup: &Setup, artifact: &Artifact, store: &ReleaseStore) -> Release {
    setup.target().deploy(artifact).store(store.clone()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn rollback_deploys_the_old_artifact_if_it_can_run() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let old = version(&json!({ "text": field("string") }));
    let new = version(&json!({ "text": field("string"), "done": optional("boolean") }));
    let first = deploy(&setup, &old, &store).await;
    deploy(&setup, &new, &store).await;
    setup.import("tasks", &[json!({ "text": "a" })]).await;
    setup.target().confirm(&setup.name).environment().set("SITE_URL", "https://a.example").await.unwrap();

    let unconfirmed = setup.target().rollback(&first).store(store.clone()).await.unwrap_err();
    assert_eq!(unconfirmed.code(), Some("ConfirmationRequired"), "{unconfirmed}");
    let production = setup.target().confirm(&setup.name);
    let dry_run = production.rollback(1).store(store.clone()).dry_run().await.unwrap();
    assert_eq!(dry_run.announcement.drifted.unwrap().added_variables, Some(["SITE_URL".to_owned()].into()));
    let back = production.rollback(1).store(store.clone()).await.unwrap();
    assert_eq!(back.message.as_deref(), Some("Rollback to release 1"));
    assert_eq!((back.number, back.back_to, back.artifact), (3, Some(1), first.artifact.clone()));

    // A document that the old schema refuses.
    deploy(&setup, &new, &store).await;
    setup.import("tasks", &[json!({ "text": "a", "done": true })]).await;
    let before = setup.state();
    let refusal = production.rollback(&first).store(store).await.unwrap_err().refusal().unwrap();
    assert!(refusal.report.findings.iter().any(|finding| finding.rule == "document-mismatch"));
    assert_eq!(setup.state(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn promotion_checks_all_before_it_changes_the_first() {
    let (staging, one, two) = (Setup::new("dev"), Setup::new("prod"), Setup::new("prod"));
    let folder = tempfile::tempdir().unwrap();
    let store = ReleaseStore::folder(folder.path());
    let staged = deploy(&staging, &version(&json!({ "text": field("string") })), &store).await;
    two.push(&version(&json!({}))).await;
    two.import("tasks", &[json!({})]).await;
    let before = one.state();
    let targets = vec![one.target().handle().clone(), two.target().handle().clone()];
    let promotion = || Promotion::new(&staged, targets.clone()).store(store.clone());
    let refused = promotion().await.unwrap_err();
    assert_eq!(refused.refusal().unwrap().deployment, two.name);
    assert_eq!(one.state(), before);

    two.import("tasks", &[]).await;
    let checked = promotion().dry_run().await.unwrap();
    assert!(checked.len() == 2 && !checked.iter().any(convex_ops::release::DryRun::is_refused));
    assert_eq!(one.state(), before);
    let promoted = promotion().await.unwrap().complete().unwrap();
    let from: Vec<_> = promoted.iter().map(|release| release.promoted_from.clone().unwrap()).collect();
    assert_eq!(from, [staged.id(), staged.id()]);
    assert_eq!(store.latest(&two.name).unwrap().unwrap().artifact, staged.artifact);
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_that_had_no_end_is_resolved_by_the_next() {
    let (setup, folder) = (Setup::new("dev"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let artifact = version(&json!({ "text": field("string") }));
    let release = deploy(&setup, &artifact, &store).await;
    // The program was killed after the push.
    let path = folder.path().join("entries").join(&setup.name).join("000001.json");
    let mut killed = release;
    killed.state = ReleaseState::Started;
    std::fs::write(&path, serde_json::to_string(&killed).unwrap()).unwrap();
    assert_eq!(store.latest(&setup.name).unwrap(), None);
    deploy(&setup, &version(&json!({ "text": field("string"), "done": optional("boolean") })), &store).await;
    assert_eq!(store.get(&setup.name, 1).unwrap().state, ReleaseState::Live);

    // The program was killed before the push.
    std::fs::write(&path, serde_json::to_string(&killed).unwrap()).unwrap();
    deploy(&setup, &artifact, &store).await;
    assert_eq!(store.get(&setup.name, 1).unwrap().state, ReleaseState::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_files_of_the_store_do_not_hold_up_a_deploy() {
    let (setup, folder) = (Setup::new("dev"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let artifact = version(&json!({ "text": field("string") }));
    let first = deploy(&setup, &artifact, &store).await;
    std::fs::write(folder.path().join("entries").join(&setup.name).join("000001.json"), "{").unwrap();
    std::fs::write(folder.path().join("artifacts").join(format!("{}.json", first.artifact)), "{").unwrap();
    let second = deploy(&setup, &artifact, &store).await;
    assert_eq!(second.number, 2);
    assert_eq!(store.artifact(&first.artifact).unwrap(), artifact);
    let error = store.get(&setup.name, 1).unwrap_err();
    assert!(error.to_string().contains("000001.json") && error.info().help.is_some(), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn label_of_a_key_does_not_exempt_production_from_its_name() {
    let setup = Setup::new("prod");
    let store = ReleaseStore::at(&convex_ops::ReleaseLocation::memory());
    let first = deploy(&setup, &version(&json!({ "text": field("string") })), &store).await;
    let labelled = setup.key.replacen("prod:", "dev:", 1);
    assert_ne!(labelled, setup.key);
    let error = setup.target_with(&labelled).rollback(&first).store(store.clone()).await.unwrap_err();
    assert_eq!(error.needs_confirmation_of(), Some(setup.name.as_str()), "{error}");
    setup.target_with(&labelled).confirm(&setup.name).rollback(&first).store(store).await.unwrap();
}

#[test]
fn missing_or_damaged_store_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let store = ReleaseStore::folder(folder.path());
    let missing = store.get("happy-otter-123", 1).unwrap_err();
    assert_eq!((missing.kind(), missing.code()), (ErrorKind::NotFound, Some("ReleaseNotFound")));
    let hash = version(&json!({})).hash().unwrap();
    assert_eq!(store.artifact(&hash).unwrap_err().code(), Some("ArtifactNotFound"));
    let artifacts = folder.path().join("artifacts");
    std::fs::create_dir_all(&artifacts).unwrap();
    std::fs::write(artifacts.join(format!("{hash}.json")), version(&json!({ "a": field("null") })).to_file().unwrap())
        .unwrap();
    let damaged = store.artifact(&hash).unwrap_err();
    assert!(damaged.to_string().contains("another hash"), "{damaged}");
    assert_eq!(store.artifact("../secret").unwrap_err().kind(), ErrorKind::InvalidInput);
}
