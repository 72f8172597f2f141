//! Deploys over connections that lose requests and responses.

use std::sync::atomic::{AtomicBool, Ordering};

use convex_ops::TargetBuilder;
use convex_ops::client::{HttpRequest, HttpResponse, ReqwestTransport, Transport, TransportError};
use convex_ops::engine::BoxFuture;
use convex_ops::release::{Deploying, ReleaseState, ReleaseStore};

use super::apps::whole;
use super::setup::Setup;

/// Losses of a connection.
#[derive(Clone, Copy, PartialEq)]
enum Loss {
    /// The response to the request that finishes a push.
    LastResponse,
    /// The request itself.
    LastRequest,
    /// The response, and everything after it.
    Rest,
    /// The response, and the right to make any request after it.
    Right,
}

/// A connection with one loss.
struct Lossy {
    loss: Loss,
    is_cut: AtomicBool,
    inner: ReqwestTransport,
}

impl Transport for Lossy {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let lost = || TransportError::disconnected("lost");
            let is_last = request.url.ends_with("/finish_push");
            let is_cut = self.is_cut.load(Ordering::SeqCst);
            if is_cut && self.loss == Loss::Right {
                let body = br#"{"code":"Unauthorized","message":"revoked"}"#.to_vec();
                return Ok(HttpResponse { status: 403, headers: Vec::new(), body });
            }
            if is_cut || (is_last && self.loss == Loss::LastRequest) {
                return Err(lost());
            }
            let response = self.inner.send(request).await?;
            if !is_last {
                return Ok(response);
            }
            self.is_cut.store(matches!(self.loss, Loss::Rest | Loss::Right), Ordering::SeqCst);
            Err(lost())
        })
    }
}

async fn deploy(setup: &Setup, store: &ReleaseStore, loss: Loss) -> convex_ops::Result<ReleaseState> {
    let inner = ReqwestTransport::without_proxy()?;
    let lossy = Lossy { loss, is_cut: AtomicBool::new(false), inner };
    let target = TargetBuilder::new(setup.key.as_str()).url(&setup.url).platform(setup.serving.url()).max_attempts(2);
    let target = target.transport(lossy).build()?;
    Ok(target.deploy(whole()).store(store.clone()).await?.state)
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_response_of_a_finished_push_is_found_out() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    assert_eq!(deploy(&setup, &store, Loss::LastResponse).await.unwrap(), ReleaseState::Live);
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_request_leaves_the_live_app_and_an_entry_without_an_end() {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    deploy(&setup, &store, Loss::LastRequest).await.unwrap_err();
    assert_eq!(store.get(&setup.name, 1).unwrap().state, ReleaseState::Started);
    // The next deploy finds out how it ended, and becomes live itself.
    setup.target().deploy(whole()).store(store.clone()).await.unwrap();
    assert_eq!(store.get(&setup.name, 1).unwrap().state, ReleaseState::Failed);
}

#[tokio::test(flavor = "multi_thread")]
async fn connection_that_ends_after_the_push_does_not_say_what_is_live() {
    finish_and_lose(Loss::Rest).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn key_that_is_revoked_after_the_push_does_not_say_what_is_live() {
    finish_and_lose(Loss::Right).await;
}

/// Deploys with a loss after the push is live, and again without one: the second deploy finds out how the first ended.
async fn finish_and_lose(loss: Loss) {
    let (setup, folder) = (Setup::new("prod"), tempfile::tempdir().unwrap());
    let store = ReleaseStore::folder(folder.path());
    deploy(&setup, &store, loss).await.unwrap_err();
    assert_eq!(store.get(&setup.name, 1).unwrap().state, ReleaseState::Started);
    setup.target().deploy(whole()).store(store.clone()).await.unwrap();
    assert_eq!(store.get(&setup.name, 1).unwrap().state, ReleaseState::Live);
}
