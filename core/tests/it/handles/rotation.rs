//! Rotation of deploy keys.

use super::setup::Setup;
use convex_ops::api::deployment_info::GetDeploymentInfo;
use convex_ops::{DeployKeys, Error, ErrorKind, KeyPreset, Secret};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

async fn keys(setup: &Setup) -> DeployKeys {
    let todo = setup.project("todo").ensure().await.unwrap();
    todo.production().ensure().await.unwrap().deploy_keys()
}

async fn names(keys: &DeployKeys) -> Vec<String> {
    let mut names: Vec<_> = keys.list().all().await.unwrap().into_iter().map(|key| key.name).collect();
    names.sort();
    names
}

pub(super) async fn rotation_installs_before_it_deletes(setup: Setup) {
    let keys = keys(&setup).await;
    let first = keys.create("ci", KeyPreset::PrGate).expires_in(30 * DAY).await.unwrap();
    keys.create("ci-eu", KeyPreset::Full).await.unwrap();
    let installed = Arc::new(Mutex::new(Vec::new()));
    let (seen, during) = (Arc::clone(&installed), keys.clone());
    let install = async move |key: Secret| {
        assert_eq!(names(&during).await.len(), 3, "the previous key exists until the new one is installed");
        seen.lock().unwrap().push(key);
        Ok(())
    };
    let new = keys.rotate("ci", install).await.unwrap();
    assert_eq!(installed.lock().unwrap().as_slice(), std::slice::from_ref(&new.secret));
    assert_ne!(new.secret, first.secret);
    assert_eq!(new.name.len(), "ci-2026-11-29".len(), "{}", new.name);
    assert_eq!(names(&keys).await, [new.name.clone(), "ci-eu".to_owned()]);
    let listed = keys.list().all().await.unwrap();
    let listed = listed.iter().find(|key| key.name == new.name).unwrap();
    assert_eq!(listed.allowed_actions, KeyPreset::PrGate.actions());
    let life = listed.expires.unwrap().duration_since(listed.created).unwrap();
    assert!(life > 29 * DAY && life < 31 * DAY, "the lifetime is kept: {life:?}");
    assert!(setup.with_key(&first.secret, GetDeploymentInfo::new()).is_err());
    assert!(setup.with_key(&new.secret, GetDeploymentInfo::new()).is_ok());
    // The same day again.
    let again = keys.rotate("ci", async |_| Ok(())).expires_in(DAY).await.unwrap();
    assert_eq!(again.name, format!("{}-2", new.name));
    assert_eq!(names(&keys).await, [again.name, "ci-eu".to_owned()]);
}

pub(super) async fn failed_installation_keeps_previous_key(setup: Setup) {
    let keys = keys(&setup).await;
    let first = keys.create("ci", KeyPreset::PrGate).await.unwrap();
    let error = keys.rotate("ci", async |_| Err(Error::invalid_input("no vault"))).await.unwrap_err();
    assert_eq!(error.to_string(), "no vault");
    assert_eq!(names(&keys).await, ["ci"]);
    assert!(setup.with_key(&first.secret, GetDeploymentInfo::new()).is_ok());
    let error = keys.rotate("missing", async |_| Ok(())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let rotation = keys.start_rotation("ci", None).await.unwrap();
    assert_eq!((rotation.replaces.as_slice(), names(&keys).await.len()), (["ci".to_owned()].as_slice(), 2));
    keys.undo_rotation(&rotation).await.unwrap();
    assert_eq!(names(&keys).await, ["ci"]);
}
