//! Transports that record exchanges, and that replay them without a server.

use super::http::Carrier;
use crate::serve::ask;
use convex_ops::client::{HttpRequest, HttpResponse, ReqwestTransport, Transport, TransportError};
use convex_ops::engine::BoxFuture;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// A request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Asked {
    method: String,
    url: String,
    authorization: Option<String>,
    body: Option<Vec<u8>>,
}

impl Asked {
    fn of(request: &HttpRequest) -> Self {
        let authorization = request.headers.iter().find(|(name, _)| name == "authorization");
        Self {
            method: request.method.to_string(),
            url: request.url.clone(),
            authorization: authorization.map(|(_, value)| value.clone()),
            body: request.body.clone(),
        }
    }
}

/// A request and its response.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Exchange {
    asked: Asked,
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// Sends requests to a server and records them.
#[derive(Clone)]
pub(super) struct Recorder {
    inner: Arc<ReqwestTransport>,
    tape: Arc<Mutex<Vec<Exchange>>>,
}

impl Recorder {
    pub(super) fn new() -> Self {
        Self { inner: Arc::new(ReqwestTransport::without_proxy().unwrap()), tape: Arc::default() }
    }

    /// Returns the recording: a line for each exchange.
    pub(super) fn text(&self) -> String {
        let tape = self.tape.lock().unwrap();
        tape.iter().map(|exchange| serde_json::to_string(exchange).unwrap() + "\n").collect()
    }

    fn record(&self, exchange: Exchange) {
        self.tape.lock().unwrap().push(exchange);
    }
}

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let asked = Asked::of(&request);
            let answer = self.inner.send(request).await?;
            self.record(Exchange { asked, status: answer.status, body: answer.body.clone() });
            Ok(answer)
        })
    }
}

impl Carrier for Recorder {
    fn post(&self, url: &str, path: &str, authorization: &str, body: String) -> (u16, String) {
        let answer = ask(url, "POST", path, &[("authorization", authorization)], &body);
        let asked = posted(url, path, authorization, body);
        self.record(Exchange { asked, status: answer.status, body: answer.body.clone().into_bytes() });
        (answer.status, answer.body)
    }

    fn last(&self) -> Exchange {
        self.tape.lock().unwrap().last().cloned().unwrap()
    }
}

fn posted(url: &str, path: &str, authorization: &str, body: String) -> Asked {
    let authorization = Some(authorization.to_owned());
    Asked { method: "POST".to_owned(), url: format!("{url}{path}"), authorization, body: Some(body.into_bytes()) }
}

/// Replays responses to the same requests.
#[derive(Clone)]
pub(super) struct Player {
    rest: Arc<Mutex<VecDeque<Exchange>>>,
    last: Arc<Mutex<Option<Exchange>>>,
}

impl Player {
    pub(super) fn new(tape: &str) -> Self {
        let rest = tape.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { rest: Arc::new(Mutex::new(rest)), last: Arc::default() }
    }

    /// Number of exchanges that are left.
    pub(super) fn left(&self) -> usize {
        self.rest.lock().unwrap().len()
    }

    fn play(&self, asked: &Asked) -> Exchange {
        let next = self.rest.lock().unwrap().pop_front().unwrap_or_else(|| panic!("no exchange left for {asked:?}"));
        assert_eq!(next.asked, *asked, "a different request was recorded");
        *self.last.lock().unwrap() = Some(next.clone());
        next
    }
}

impl Transport for Player {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let Exchange { status, body, .. } = self.play(&Asked::of(&request));
        Box::pin(async move { Ok(HttpResponse { status, headers: Vec::new(), body }) })
    }
}

impl Carrier for Player {
    fn post(&self, url: &str, path: &str, authorization: &str, body: String) -> (u16, String) {
        let Exchange { status, body, .. } = self.play(&posted(url, path, authorization, body));
        (status, String::from_utf8(body).unwrap())
    }

    fn last(&self) -> Exchange {
        self.last.lock().unwrap().clone().unwrap()
    }
}
