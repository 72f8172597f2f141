//! Behavior that all engines share.

use convex_ops::api::projects::{CreateProject, ListProjects};
use convex_ops::api::{CONTRACTS, Request};
use convex_ops::embedded::{Caller, EmbeddedOptions, Platform, Session};
use convex_ops::engine::{Engine, Recording};
use convex_ops::{Connection, Convex, ErrorKind, KeyPreset};
use serde_json::json;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

fn platform() -> (Arc<Platform>, Session) {
    let platform = Arc::new(Platform::open("embedded:", &EmbeddedOptions::default()).unwrap());
    let token = platform.bootstrap().unwrap().token;
    (Arc::clone(&platform), Session::new(platform, Caller::with_token(token)))
}

#[tokio::test]
async fn recorded_calls_replay_in_order() {
    let (_, session) = platform();
    let recorded = Recording::of(Arc::new(session));
    let team = async |convex: &Convex| {
        let team = convex.teams().list().all().await?.remove(0);
        team.project("todo").ensure().await.map(|project| project.id)
    };
    let created = team(&Convex::new(Connection::new(recorded.clone()))).await.unwrap();
    let replay = Recording::replay(recorded.exchanges());
    let convex = Convex::new(Connection::new(replay.clone()));
    assert_eq!(team(&convex).await.unwrap(), created);
    assert!(replay.is_used_up());
    let error = convex.teams().list().all().await.unwrap_err();
    assert_eq!(error.to_string(), "call of `listTeams` not found in the recording");
}

#[tokio::test]
async fn recording_omits_secrets() {
    let (_, session) = platform();
    let recorded = Recording::of(Arc::new(session));
    let convex = Convex::new(Connection::new(recorded.clone()));
    let team = convex.teams().list().all().await.unwrap().remove(0);
    let production = team.project("todo").ensure().await.unwrap().production().ensure().await.unwrap();
    let key = production.deploy_keys().create("ci", KeyPreset::Deployer).await.unwrap().secret;
    let secret = key.expose().split_once('|').unwrap().1;
    assert!(
        recorded
            .exchanges()
            .iter()
            .any(|exchange| exchange.outcome.as_ref().is_ok_and(|outcome| outcome.to_string().contains(secret)))
    );
    assert!(!format!("{recorded:?} {convex:?}").contains(secret));
}

#[tokio::test]
async fn operation_is_called_by_id() {
    let (_, session) = platform();
    let connection = Connection::new(Arc::new(session));
    let teams = connection.call_json("listTeams", json!({})).await.unwrap();
    assert_eq!(teams[0]["slug"], "first-team");
    let unknown = connection.call_json("getNothing", json!({})).await.unwrap_err();
    assert_eq!(
        (unknown.kind(), unknown.to_string().as_str()),
        (ErrorKind::InvalidInput, "unknown operation `getNothing`")
    );
    let invalid = connection.call_json("getProjectById", json!({"projectId": "x"})).await.unwrap_err();
    assert_eq!(invalid.kind(), ErrorKind::InvalidInput);
    assert!(invalid.to_string().contains("`.projectId`"), "{invalid}");
}

/// Each operation has a handler, which rejects or accepts an empty request.
#[tokio::test]
async fn platform_handles_every_operation() {
    let (_, session) = platform();
    for contract in CONTRACTS {
        let outcome = session.call(contract, Request::default()).await;
        assert!(outcome.is_ok() || outcome.is_err_and(|error| error.kind() != ErrorKind::Internal), "{}", contract.id);
    }
}

/// Wakes a thread.
struct Unpark(mpsc::Sender<()>);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        let _ = self.0.send(());
    }
}

#[test]
fn calls_need_no_async_runtime() {
    let (_, session) = platform();
    let convex = Convex::new(Connection::new(Arc::new(session)));
    let (sender, woken) = mpsc::channel();
    let waker = Waker::from(Arc::new(Unpark(sender)));
    let mut teams = pin!(convex.teams().list().all());
    let teams = loop {
        match teams.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(teams) => break teams,
            Poll::Pending => woken.recv_timeout(Duration::from_secs(60)).unwrap(),
        }
    };
    assert_eq!(teams.unwrap().len(), 1);
}

#[tokio::test]
async fn call_waiting_for_store_blocks_no_thread_and_rolls_back_if_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let location = format!("embedded:{}", path.display());
    let platform = Arc::new(Platform::open(&location, &EmbeddedOptions::default()).unwrap());
    let first = platform.bootstrap().unwrap();
    let connection = Connection::new(Arc::new(Session::new(platform, Caller::with_token(first.token))));
    // Another process holds the write lock for a while.
    let outside = rusqlite::Connection::open(&path).unwrap();
    outside.execute_batch("BEGIN IMMEDIATE").unwrap();
    {
        let mut create = pin!(connection.call(CreateProject::new(first.team_id, "Never")));
        // The executor has one thread, which does other work while the call waits.
        let waited = tokio::time::timeout(Duration::from_millis(20), create.as_mut()).await;
        assert!(waited.is_err(), "the store is being written");
    }
    outside.execute_batch("COMMIT").unwrap();
    let created = connection.call(CreateProject::new(first.team_id, "After")).await.unwrap();
    let projects = connection.call(ListProjects::new(first.team_id)).await.unwrap().items;
    assert_eq!(projects.iter().map(|project| project.id).collect::<Vec<_>>(), [created.project_id]);
}
