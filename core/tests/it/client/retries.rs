//! Retries of requests.

use super::scripted::{Reply, Scripted, answer};
use convex_ops::ErrorKind;
use convex_ops::api::lookups::ListTeams;
use convex_ops::api::projects::DeleteProject;
use convex_ops::api::teams::CreateTeam;
use convex_ops::client::{CallOptions, TransportError};
use convex_ops::model::{ProjectId, Region};
use std::time::Duration;

const BUSY: &str = r#"{"code":"Overloaded","message":"come back later"}"#;
const GONE: &str = r#"{"code":"ProjectNotFound","message":"no such project"}"#;
const TEAM: &str = r#"{"id":1,"name":"Acme","slug":"acme","suspended":false,"referralCode":""}"#;
const DELETE: DeleteProject = DeleteProject { project_id: ProjectId(1) };

fn create() -> CreateTeam {
    CreateTeam { default_region: Region::UsEast1, name: "Acme".into() }
}

fn broken() -> Reply {
    Reply::Fail(TransportError::disconnected("connection reset"))
}

fn refused() -> Reply {
    Reply::Fail(TransportError::not_connected("connection refused"))
}

#[tokio::test(start_paused = true)]
async fn read_is_retried_until_it_succeeds() {
    let transport = Scripted::new([answer(503, BUSY), broken(), refused(), answer(500, ""), answer(200, "[]")]);
    assert_eq!(transport.client().call(&ListTeams {}).await.unwrap(), []);
    assert_eq!(transport.seen().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn exhausted_retries_return_last_error() {
    let transport = Scripted::new([broken(), answer(503, BUSY)]);
    let options = CallOptions::default().max_attempts(2);
    let error = transport.client().call_with(&ListTeams {}, &options).await.unwrap_err();
    let info = error.info();
    assert_eq!((error.kind(), error.code(), info.status), (ErrorKind::Unavailable, Some("Overloaded"), Some(503)));
    assert_eq!((info.operation.as_deref(), info.retryable), (Some("listTeams"), true));
}

#[tokio::test(start_paused = true)]
async fn create_is_retried_only_if_not_started() {
    let transport = Scripted::new([
        refused(),
        Reply::Answer(429, &[], BUSY.into()),
        Reply::Answer(503, &[("retry-after", "1")], BUSY.into()),
        answer(201, TEAM),
    ]);
    assert_eq!(transport.client().call(&create()).await.unwrap().slug, "acme");
    for reply in [broken(), answer(503, BUSY), answer(500, ""), answer(504, "")] {
        let transport = Scripted::new([reply]);
        transport.client().call(&create()).await.unwrap_err();
        assert_eq!(transport.seen().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn error_says_if_the_change_may_have_happened() {
    let once = CallOptions::default().max_attempts(1);
    for (reply, may_have_happened) in [
        (broken(), true),
        (answer(500, ""), true),
        (answer(503, BUSY), true),
        (refused(), false),
        (Reply::Answer(429, &[], BUSY.into()), false),
        (answer(400, BUSY), false),
    ] {
        let error = Scripted::new([reply]).client().call_with(&create(), &once).await.unwrap_err();
        assert_eq!(error.may_have_happened(), may_have_happened, "{error}");
    }
    // A lost response, and then a refusal.
    let error = Scripted::new([broken(), answer(400, BUSY)]).client().call(&DELETE).await.unwrap_err();
    assert!(error.may_have_happened(), "{error}");
    // Reading changes nothing.
    let error = Scripted::new([broken()]).client().call_with(&ListTeams {}, &once).await.unwrap_err();
    assert!(!error.may_have_happened(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn not_found_after_failed_delete_is_success() {
    Scripted::new([broken(), answer(404, GONE)]).client().call(&DELETE).await.unwrap();
    for replies in [vec![answer(404, GONE)], vec![refused(), answer(404, GONE)]] {
        let error = Scripted::new(replies).client().call(&DELETE).await.unwrap_err();
        assert_eq!(error.code(), Some("ProjectNotFound"));
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_respected() {
    let transport = Scripted::new([Reply::Answer(429, &[("retry-after", "40")], BUSY.into()), answer(200, "[]")]);
    let begun = tokio::time::Instant::now();
    transport.client().call(&ListTeams {}).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(40), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn too_long_retry_after_is_not_waited_for() {
    let transport = Scripted::new([Reply::Answer(429, &[("retry-after", "3600")], BUSY.into())]);
    let begun = tokio::time::Instant::now();
    let error = transport.client().call(&ListTeams {}).await.unwrap_err();
    assert_eq!((error.kind(), error.info().retry_after_ms), (ErrorKind::RateLimited, Some(3_600_000)));
    assert_eq!(begun.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn permanent_refusal_is_not_retried() {
    for status in [400, 401, 403, 404, 409] {
        let transport = Scripted::new([answer(status, GONE)]);
        transport.client().call(&ListTeams {}).await.unwrap_err();
        assert_eq!(transport.seen().len(), 1, "{status}");
    }
}
