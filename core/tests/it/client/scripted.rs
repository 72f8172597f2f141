//! A transport with scripted responses that records requests.

use convex_ops::client::{Client, HttpRequest, HttpResponse, Transport, TransportError};
use convex_ops::engine::BoxFuture;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// Scripted reply to a request.
#[derive(Clone)]
pub(super) enum Reply {
    Answer(u16, &'static [(&'static str, &'static str)], String),
    Fail(TransportError),
    /// Never responds.
    Silence,
}

/// A response with a status and a body.
pub(super) fn answer(status: u16, body: impl Into<String>) -> Reply {
    Reply::Answer(status, &[], body.into())
}

#[derive(Clone, Default)]
pub(super) struct Scripted {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    seen: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Scripted {
    pub(super) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: Arc::new(Mutex::new(replies.into_iter().collect())), seen: Arc::default() }
    }

    /// Returns a client that uses this transport.
    pub(super) fn client(&self) -> Client {
        Client::builder().credential("opaque-token").transport(self.clone()).build().unwrap()
    }

    pub(super) fn seen(&self) -> Vec<HttpRequest> {
        self.seen.lock().unwrap().clone()
    }
}

impl Transport for Scripted {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.seen.lock().unwrap().push(request);
        let reply = self.replies.lock().unwrap().pop_front().expect("no reply left for a request");
        Box::pin(async move {
            match reply {
                Reply::Answer(status, headers, body) => {
                    let headers =
                        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
                    Ok(HttpResponse { status, headers, body: body.into_bytes() })
                }
                Reply::Fail(error) => Err(error),
                Reply::Silence => std::future::pending().await,
            }
        })
    }
}
