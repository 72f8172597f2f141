//! Timeouts of calls, and limits on concurrent calls.

use super::scripted::{Reply, Scripted, answer};
use convex_ops::ErrorKind;
use convex_ops::api::lookups::ListTeams;
use convex_ops::client::{CallOptions, Client, HttpRequest, HttpResponse, Transport, TransportError};
use convex_ops::engine::BoxFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn attempt_without_response_is_retried() {
    let transport = Scripted::new([Reply::Silence, answer(200, "[]")]);
    let begun = tokio::time::Instant::now();
    let options = CallOptions::default().attempt_timeout(Duration::from_secs(3));
    transport.client().call_with(&ListTeams {}, &options).await.unwrap();
    assert!((3..4).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn total_timeout_bounds_all_attempts() {
    let transport = Scripted::new(vec![Reply::Silence; 100]);
    let begun = tokio::time::Instant::now();
    let options =
        CallOptions::default().attempt_timeout(Duration::from_secs(3)).overall_timeout(Duration::from_secs(10));
    let options = options.max_attempts(100);
    let error = transport.client().call_with(&ListTeams {}, &options).await.unwrap_err();
    assert_eq!((error.kind(), error.info().retryable), (ErrorKind::Timeout, true));
    assert!(begun.elapsed() <= Duration::from_millis(10_010), "{:?}", begun.elapsed());
    assert!(transport.seen().len() >= 3);
}

/// Responds after a delay, and counts concurrent requests.
#[derive(Clone, Default)]
struct Counting {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            self.most.fetch_max(self.now.fetch_add(1, SeqCst) + 1, SeqCst);
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.now.fetch_sub(1, SeqCst);
            Ok(HttpResponse { status: 200, headers: Vec::new(), body: b"[]".to_vec() })
        })
    }
}

#[tokio::test(start_paused = true)]
async fn concurrent_requests_are_limited() {
    for (limit, most) in [(4, 4), (0, 1)] {
        let transport = Counting::default();
        let client = Client::builder().transport(transport.clone()).concurrency(limit).build().unwrap();
        let calls: Vec<_> = (0..20).map(|_| client.call(&ListTeams {})).collect();
        for answer in futures_util::future::join_all(calls).await {
            answer.unwrap();
        }
        assert_eq!(transport.most.load(SeqCst), most);
    }
}

#[tokio::test(start_paused = true)]
async fn queueing_counts_towards_timeout() {
    let client = Client::builder().transport(Scripted::new([Reply::Silence])).concurrency(1).build().unwrap();
    let options = CallOptions::default().overall_timeout(Duration::from_secs(5)).max_attempts(1);
    let (first, second) =
        tokio::join!(client.call_with(&ListTeams {}, &options), client.call_with(&ListTeams {}, &options));
    assert_eq!(first.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(second.unwrap_err().kind(), ErrorKind::Timeout);
}
