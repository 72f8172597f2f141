//! Encryption of secrets in the file.

use super::{World, cloud, create_deployment};
use convex_ops::ErrorKind;
use convex_ops::api::default_environment_variables::ListDefaultEnvironmentVariables;
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::environment_variables::{
    EnvironmentVariableChange, ListEnvironmentVariables, UpdateEnvironmentVariables,
};
use convex_ops::api::lookups::{AuthorizeWithinCurrentProject, ProjectOfDeployment, ProjectSelection};
use convex_ops::embedded::{Caller, EmbeddedOptions, EncryptionKey, Platform};
use convex_ops::model::{DeploymentType, TeamPlan};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Values that must not be in the files.
const SECRETS: [&str; 3] = ["value-of-a-variable", "value-of-a-default", "key-of-a-log-stream"];

fn options(key: Option<u8>) -> EmbeddedOptions {
    let options = EmbeddedOptions::default();
    match key {
        Some(byte) => options.encryption_key(EncryptionKey::new([byte; 32])),
        None => options,
    }
}

fn open(path: &Path, key: Option<u8>) -> convex_ops::Result<Platform> {
    Platform::open(&format!("embedded:{}", path.display()), &options(key))
}

/// Stores each kind of secret. Returns a deploy key, an admin key and the caller.
fn fill(platform: Platform) -> (Caller, Caller, Caller) {
    let world = World::of(platform);
    world.platform.admin().set_plan(world.team(), TeamPlan::Business).unwrap();
    let project = world.project("Todo").id;
    let change =
        json!({ "projectId": project, "changes": [{ "name": "D", "value": SECRETS[1], "deploymentType": "dev" }] });
    world.platform.call_json(&world.me, "updateDefaultEnvironmentVariables", change).unwrap();
    let name = cloud(world.call(create_deployment(project, DeploymentType::Dev))).name;
    let key =
        CreateDeployKey { deployment_name: name.clone(), name: "k".into(), allowed_actions: None, expires_at: None };
    let key = Caller::with_token(world.call(key).deploy_key);
    let change = EnvironmentVariableChange { name: "A".into(), value: Some(SECRETS[0].into()) };
    world.platform.call(&key, UpdateEnvironmentVariables { changes: vec![change] }).unwrap();
    let stream = json!({ "logStreamType": "datadog", "siteLocation": "US1", "ddApiKey": SECRETS[2], "ddTags": [] });
    world.platform.call_json(&key, "createLogStream", stream).unwrap();
    let access = AuthorizeWithinCurrentProject {
        selected_deployment_name: name.clone(),
        project_selection: ProjectSelection::OfDeployment(ProjectOfDeployment { deployment_name: name }),
    };
    let admin = Caller::with_token(world.call(access).admin_key);
    (key, admin, world.me)
}

fn variables(platform: &Platform, caller: &Caller) -> BTreeMap<String, String> {
    let listed = platform.call(caller, ListEnvironmentVariables {}).unwrap().environment_variables.into_iter();
    listed.map(|(name, value)| (name, value.expose().to_owned())).collect()
}

fn expected() -> BTreeMap<String, String> {
    [("A", SECRETS[0]), ("D", SECRETS[1])].map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

/// Returns the secrets that any file of the folder contains.
fn readable(folder: &Path) -> Vec<&'static str> {
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    let bytes = files.collect::<Vec<_>>().concat();
    let has = |secret: &&str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
    SECRETS.into_iter().filter(has).collect()
}

#[test]
fn secrets_are_encrypted_with_a_key_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let (key, admin, me) = fill(open(&path, Some(7)).unwrap());
    assert_eq!(readable(folder.path()), [""; 0]);
    let platform = open(&path, Some(7)).unwrap();
    for caller in [&key, &admin] {
        assert_eq!(variables(&platform, caller), expected());
    }
    let project_id =
        platform.call_json(&me, "getProjectBySlug", json!({ "teamIdOrSlug": "first-team", "projectSlug": "todo" }));
    let list = json!({ "projectId": project_id.unwrap()["id"] });
    let list: ListDefaultEnvironmentVariables = serde_json::from_value(list).unwrap();
    assert_eq!(platform.call(&me, list).unwrap().items[0].value.expose(), SECRETS[1]);
    // Other tools open the file.
    let outside = rusqlite::Connection::open(&path).unwrap();
    let name: String = outside.query_row("SELECT name FROM env WHERE name = 'A'", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "A");
}

#[test]
fn encrypted_store_needs_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    drop(open(&path, Some(7)).unwrap());
    for (key, because) in [(None, "the store is encrypted"), (Some(8), "the key does not fit the store")] {
        let error = open(&path, key).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(because) && error.to_string().contains("platform.db"), "{error}");
    }
    open(&path, Some(7)).unwrap();
}

#[test]
fn existing_store_is_encrypted_without_remains() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let (key, admin, _) = fill(open(&path, None).unwrap());
    assert_eq!(readable(folder.path()), SECRETS);
    let platform = open(&path, Some(7)).unwrap();
    for caller in [&key, &admin] {
        assert_eq!(variables(&platform, caller), expected());
    }
    drop(platform);
    assert_eq!(readable(folder.path()), [""; 0]);
}

/// Returns the hash of variables in the row of the only push.
fn stored_hash(path: &Path) -> String {
    let outside = rusqlite::Connection::open(path).unwrap();
    outside.query_row("SELECT environment_sha256 FROM pushes", [], |row| row.get(0)).unwrap()
}

#[test]
fn hash_of_variables_is_encrypted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let platform = open(&path, None).unwrap();
    let (key, ..) = fill(open(&path, None).unwrap());
    let started = platform.call_json(&key, "startPush", json!({ "appDefinition": {} })).unwrap();
    drop(platform);
    let plain = stored_hash(&path);
    assert_eq!(plain.len(), 64, "{plain}");
    // Of a store that is encrypted later, and of a new push.
    let platform = open(&path, Some(7)).unwrap();
    assert_ne!(stored_hash(&path), plain);
    platform.call_json(&key, "finishPush", json!({ "startPush": started, "dryRun": false })).unwrap();
    let started = platform.call_json(&key, "startPush", json!({ "appDefinition": {} })).unwrap();
    assert!(stored_hash(&path).len() > 64, "{}", stored_hash(&path));
    platform.call_json(&key, "finishPush", json!({ "startPush": started, "dryRun": false })).unwrap();
}

#[test]
fn value_cannot_be_moved_to_another_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let (key, ..) = fill(open(&path, Some(7)).unwrap());
    let outside = rusqlite::Connection::open(&path).unwrap();
    outside.execute("UPDATE env SET value = (SELECT value FROM env WHERE name = 'A') WHERE name = 'D'", []).unwrap();
    drop(outside);
    let platform = open(&path, Some(7)).unwrap();
    let error = platform.call(&key, ListEnvironmentVariables {}).unwrap_err();
    assert!(!error.to_string().contains(SECRETS[0]), "{error}");
    platform.admin().now().unwrap();
}
