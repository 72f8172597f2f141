//! Jobs of different deployments, and of the same one.

use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::api::deploy_keys::CreateDeployKey;
use crate::api::imports::{ImportData, ImportFormat, ImportMode, ImportRequest};
use crate::api::{Bytes, Operation};
use crate::embedded::{Caller, EmbeddedOptions, Platform};
use crate::model::DeploymentId;

/// Maximum time of a small import beside other tests.
const SOON: Duration = Duration::from_secs(60);

/// Creates a deployment. Returns its ID and a key.
fn deployment(platform: &Platform) -> (DeploymentId, Caller) {
    let first = platform.bootstrap().unwrap();
    let me = Caller::with_token(first.token);
    let call = |id: &str, request| platform.call_json(&me, id, request).unwrap();
    let project = call("createProject", json!({ "teamId": first.team_id, "projectName": "App" }))["id"].clone();
    let made = call("createDeployment", json!({ "projectId": project, "type": "dev" }));
    let deployment_name = made["name"].as_str().unwrap().to_owned();
    let key = CreateDeployKey { deployment_name, name: "k".into(), allowed_actions: None, expires_at: None };
    let key = platform.call(&me, key).unwrap().deploy_key;
    (DeploymentId(made["id"].as_u64().unwrap()), Caller::with_token(key))
}

fn import() -> impl Operation {
    let import = ImportRequest {
        table_name: Some("t".into()),
        component_path: None,
        format: ImportFormat::JsonLines,
        mode: ImportMode::Replace,
    };
    ImportData { import, content: Bytes(b"{}".to_vec()) }
}

/// Imports on a thread of its own. The receiver gets a message at the end.
fn importing<'a>(scope: &'a thread::Scope<'a, '_>, platform: &'a Platform, key: &'a Caller) -> Receiver<()> {
    let (sender, done) = channel();
    scope.spawn(move || {
        platform.call(key, import()).unwrap();
        sender.send(()).unwrap();
    });
    done
}

#[test]
fn import_waits_for_jobs_of_its_own_deployment_only() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    let platform = Platform::open(&location, &EmbeddedOptions::default()).unwrap();
    let (one, two) = (deployment(&platform), deployment(&platform));
    thread::scope(|scope| {
        let running = platform.runtime.jobs.enter(one.0).unwrap();
        let of_one = importing(scope, &platform, &one.1);
        let of_two = importing(scope, &platform, &two.1);
        of_two.recv_timeout(SOON).unwrap();
        assert!(of_one.try_recv().is_err());
        drop(running);
        of_one.recv_timeout(SOON).unwrap();
    });
}

#[test]
fn few_jobs_run_at_a_time() {
    let platform = Platform::open("embedded:", &EmbeddedOptions::default()).unwrap();
    let jobs = &platform.runtime.jobs;
    let (_, key) = deployment(&platform);
    thread::scope(|scope| {
        let mut running: Vec<_> =
            (100..100 + super::MOST as u64).map(|id| jobs.enter(DeploymentId(id)).unwrap()).collect();
        let waiting = importing(scope, &platform, &key);
        assert!(waiting.try_recv().is_err());
        running.pop();
        waiting.recv_timeout(SOON).unwrap();
    });
}
