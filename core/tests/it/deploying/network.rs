//! Deploys over a network that drops, cuts, loses, repeats and delays each request in turn.

use convex_ops::api::pushes::GetConfigHashes;
use convex_ops::artifact::Artifact;
use convex_ops::release::{Deploying, ReleaseState, ReleaseStore};
use convex_ops::{Target, TargetBuilder};
use serde_json::{Value, json};

use super::apps::{field, function, tasks};
use super::proxy::{At, Fault, Proxy};
use super::setup::Setup;
use crate::embedded::killed::rounds;

fn version(optional: &str) -> Artifact {
    let fields: Value = json!({
        "text": field("string"), (optional): { "fieldType": { "type": "string" }, "optional": true },
    });
    let list = function("Query", &json!({ (optional): { "fieldType": { "type": "string" }, "optional": true } }));
    tasks(&fields, &[("list", list)])
}

/// Two versions that can follow each other, over and over.
fn versions() -> [Artifact; 2] {
    [version("a"), version("b")]
}

fn through(setup: &Setup, proxy: &Proxy) -> Target {
    let target = TargetBuilder::new(setup.key.as_str()).url(proxy.url()).platform(setup.serving.url());
    target.max_attempts(2).build().unwrap()
}

/// Returns the hash of the module that is live, read without the proxy.
async fn live(setup: &Setup) -> String {
    let hashes = setup.connection().call(GetConfigHashes::default()).await.unwrap().module_hashes;
    let module = hashes.iter().find(|module| module.path == "tasks.js");
    module.map(|module| module.hash.clone()).unwrap_or_default()
}

fn hash(artifact: &Artifact) -> String {
    artifact.app.modules.iter().find(|module| module.path == "tasks.js").unwrap().hash()
}

/// Deploys through a proxy with a fault, and compares what the deploy and the ledger say with what is live.
async fn deploy(setup: &Setup, store: &ReleaseStore, next: &Artifact, number: usize, fault: Fault) -> bool {
    let before = live(setup).await;
    let last = store.list(&setup.name).unwrap().first().map_or(0, |release| release.number);
    let proxy = Proxy::new(&setup.url, At::Number(number), fault);
    let mut gate = convex_ops::release::GateOptions::default();
    gate.fail_on = None;
    let outcome = through(setup, &proxy).deploy(next).gate(gate).store(store.clone()).await;
    let (truth, place) = (live(setup).await, format!("{fault:?} at {number} of {:?}", proxy.seen()));
    assert!(truth == before || truth == hash(next), "{place}: half a push is live");
    let entry = store.list(&setup.name).unwrap().first().filter(|release| release.number > last).cloned();
    match &outcome {
        Ok(release) => {
            assert_eq!(truth, hash(next), "{place}: reported as live, and is not");
            assert_eq!(Some(release), entry.as_ref(), "{place}");
        }
        Err(error) => {
            assert!(!error.to_string().contains(setup.key.rsplit('|').next().unwrap()), "{place}: a secret");
            match entry.as_ref().map(|entry| entry.state) {
                None => assert_eq!(truth, before, "{place}: no entry, but live: {error}"),
                Some(ReleaseState::Failed) => assert_eq!(truth, before, "{place}: failed, but live: {error}"),
                Some(ReleaseState::Started) => {}
                state => panic!("{place}: an error, and {state:?}"),
            }
        }
    }
    // The last request has no number after it.
    let is_reached = proxy.seen().len() > number;
    drop(proxy);
    // The next deploy knows how this one ended.
    let other = versions().into_iter().find(|other| other != next).unwrap();
    if entry.as_ref().is_some_and(|entry| entry.state == ReleaseState::Started) {
        let truth = live(setup).await;
        let mut gate = convex_ops::release::GateOptions::default();
        gate.fail_on = None;
        setup.target().deploy(&other).gate(gate).store(store.clone()).await.unwrap();
        let state = store.get(&setup.name, entry.unwrap().number).unwrap().state;
        let expected = if truth == hash(next) { ReleaseState::Live } else { ReleaseState::Failed };
        assert_eq!(state, expected, "{place}");
    }
    is_reached
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_each_request_leave_no_wrong_belief() {
    let (setup, folder) = (Setup::new("dev"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let [first, second] = versions();
    setup.target().deploy(&first).store(store.clone()).await.unwrap();
    setup.import("tasks", &[json!({ "text": "kept" })]).await;
    // One fault for each request, or all of them.
    let all = rounds(1) as usize >= Fault::OF_NETWORKS.len();
    let mut count = 0;
    for number in 0.. {
        let faults = if all { &Fault::OF_NETWORKS[..] } else { &Fault::OF_NETWORKS[number % 5..=number % 5] };
        let mut is_reached = false;
        for fault in faults {
            let next = if live(&setup).await == hash(&first) { &second } else { &first };
            is_reached |= deploy(&setup, &store, next, number, *fault).await;
            count += 1;
        }
        if !is_reached {
            break;
        }
    }
    assert!(count > 12, "a deploy has more requests than {count}");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_last_request_leave_no_wrong_belief() {
    let (setup, folder) = (Setup::new("dev"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    let [first, second] = versions();
    setup.target().deploy(&first).store(store.clone()).await.unwrap();
    let proxy = Proxy::new(&setup.url, At::Never, Fault::Drop);
    let counted = through(&setup, &proxy).deploy(&second).store(store.clone());
    let mut gate = convex_ops::release::GateOptions::default();
    gate.fail_on = None;
    counted.gate(gate).await.unwrap();
    let finish = proxy.seen().iter().position(|line| line.ends_with("/finish_push")).unwrap();
    for fault in Fault::OF_NETWORKS {
        let next = if live(&setup).await == hash(&first) { &second } else { &first };
        assert!(deploy(&setup, &store, next, finish, fault).await);
    }
}
