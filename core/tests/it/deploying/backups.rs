//! Backups before deploys.

use convex_ops::api::exports::GetZipExport;
use convex_ops::artifact::Artifact;
use convex_ops::release::{DeployEvent, Deploying, Promotion, Refused, ReleaseBackup, ReleaseStore};
use convex_ops::{Convex, ConvexBuilder, ErrorKind};
use serde_json::json;

use super::apps::{field, function, tasks};
use super::setup::Setup;

fn app(kind: &str) -> Artifact {
    tasks(&json!({ "text": field(kind) }), &[("list", function("Query", &json!({})))])
}

fn member(setup: &Setup) -> Convex {
    ConvexBuilder::new(setup.serving.url()).token(setup.serving.token()).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn key_leaves_a_zip_export_that_the_ledger_names() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    setup.push(&app("string")).await;
    setup.import("tasks", &[json!({ "text": "kept" })]).await;
    let backed_up = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&backed_up);
    let deploy = setup.target().deploy(app("string")).backup(true).store(store.clone()).on_event(move |event| {
        if let DeployEvent::BackedUp { backup } = event {
            seen.lock().unwrap().push(backup.clone());
        }
    });
    let release = deploy.await.unwrap();
    assert_eq!(*backed_up.lock().unwrap(), [release.backup.clone().unwrap()]);
    assert_eq!(store.get(&setup.name, 1).unwrap(), release);
    let Some(ReleaseBackup::Export { id }) = release.backup else { panic!("{:?}", release.backup) };
    setup.connection().download(GetZipExport::new(id)).await.unwrap();
    // Without the option, there is none.
    let next = setup.target().deploy(app("string")).store(store).await.unwrap();
    assert_eq!(next.backup, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn member_backs_up_in_the_cloud() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    setup.push(&app("string")).await;
    let production = member(&setup).deployment(&setup.name);
    let release = production.deploy(app("string")).backup(true).store(store.clone()).await.unwrap();
    let Some(ReleaseBackup::Cloud { id, expires }) = release.backup else { panic!("{:?}", release.backup) };
    let listed = production.backups().list().all().await.unwrap();
    assert_eq!((listed.len(), listed[0].id, listed[0].expires), (1, id, expires));

    let release = store.get(&setup.name, 1).unwrap();
    let production = production.confirm(&setup.name);
    let back = production.rollback(&release).store(store.clone()).backup(true).await.unwrap();
    assert!(matches!(back.backup, Some(ReleaseBackup::Cloud { .. })), "{:?}", back.backup);
    let other = Setup::new("prod");
    let targets = vec![other.target().handle().clone()];
    let promoted = Promotion::new(&release, targets).store(store).backup(true).await.unwrap().complete().unwrap();
    let backups: Vec<_> = promoted.iter().map(|release| release.backup.clone().unwrap()).collect();
    assert!(matches!(backups.as_slice(), [ReleaseBackup::Export { .. }]), "{backups:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_right_is_named_before_the_push() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    setup.push(&app("string")).await;
    let mut actions = vec!["deployment:deploy", "deployment:data:view", "deployment:env:view"];
    for missing in ["deployment:backups:view", "deployment:backups:create"] {
        let key = setup.key_for(&actions);
        let before = setup.state();
        let error = setup.target_with(&key).deploy(app("string")).backup(true).store(store.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error}");
        assert!(error.to_string().contains(&format!("does not allow `{missing}`")), "{error}");
        assert_eq!(setup.state(), before);
        actions.push(missing);
    }
    assert!(store.list(&setup.name).unwrap().is_empty());
    let key = setup.key_for(&actions);
    setup.target_with(&key).deploy(app("string")).backup(true).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_or_dry_deploy_makes_no_backup() {
    let setup = Setup::new("prod");
    setup.push(&app("string")).await;
    setup.import("tasks", &[json!({ "text": "kept" })]).await;
    let before = setup.state();
    let refused = setup.target().deploy(app("number")).backup(true).await.unwrap_err();
    assert!(refused.refusal().is_some(), "{refused}");
    assert!(!setup.target().deploy(app("string")).backup(true).dry_run().await.unwrap().is_refused());
    assert_eq!(setup.state(), before);
}

#[cfg(feature = "cli")]
#[tokio::test(flavor = "multi_thread")]
async fn command_backs_up_with_the_members_token() {
    let setup = Setup::new("prod");
    let project = super::project::Project::new(&setup);
    project.write("app.json", &app("string"));
    let dry = project.ok("deploy app.json --backup --dry-run");
    assert!(dry.stderr.contains("would back the deployment up"), "{}", dry.stderr);
    let deployed = project.ok("deploy app.json --backup");
    assert!(deployed.stderr.contains("backed up: zip export "), "{}", deployed.stderr);
    let token = setup.serving.token();
    let token = [("CONVEX_ACCESS_TOKEN", token.as_str())];
    let named = format!("deploy app.json --backup --deployment {}", setup.name);
    let deployed = project.run_with(&named, &token);
    assert_eq!(deployed.code, 0, "{deployed:?}");
    assert!(deployed.stderr.contains("backed up: cloud backup "), "{}", deployed.stderr);
    assert!(project.ok("releases show 2").stdout.contains("backup     cloud backup "), "no backup in the entry");
    let back = format!("rollback --to 1 --backup --confirm {} --deployment {}", setup.name, setup.name);
    let back = project.run_with(&back, &token);
    assert!(back.code == 0 && back.stderr.contains("backed up: cloud backup "), "{back:?}");
}
