//! The HTTP client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Semaphore;
use tracing::field::Empty;
use tracing::{Instrument, debug, info_span};

use super::CallOptions;
use super::attempt::Attempts;
use super::backoff::jittered;
use super::credential::check_credential;
use super::download::{HttpDownload, StreamingTransport};
use super::failure::{FailedAttempt, request_id};
use super::origin::Origin;
use super::policy::{is_done, next_try};
use super::raw::Raw;
use super::redaction::Redaction;
use super::timeout::with_timeout;
use super::transport::{HttpRequest, HttpResponse, Transport};
use crate::api::{Api, Body, Bytes, Contract, Method, Operation, Outgoing, Request, Retry, split};
use crate::clock;
use crate::clock::Stopwatch;
use crate::engine::Answer;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

/// Status of a response that stands in for the lost response of an earlier attempt.
const ASSUMED_STATUS: u16 = 200;

/// User agent.
const USER_AGENT: &str = concat!("convex-ops/", env!("CARGO_PKG_VERSION"));

/// An HTTP client for Convex's operations. Clones are cheap and share their state.
///
/// ```no_run
/// use convex_ops::api::access_tokens::GetTokenDetails;
/// use convex_ops::client::Client;
///
/// # async fn example() -> convex_ops::Result<()> {
/// let client = Client::builder().credential(std::env::var("CONVEX_ACCESS_TOKEN").unwrap_or_default()).build()?;
/// println!("{:?}", client.call(&GetTokenDetails {}).await?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
    /// Origin of the platform.
    origin: Origin,
    /// Origin of the deployment, for its operations.
    deployment: Option<Origin>,
    credential: Option<Secret>,
}

/// State shared by all clones, including those for other deployments and credentials.
pub(super) struct Shared {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) options: CallOptions,
    headers: Vec<(String, String)>,
    turns: Semaphore,
    pub(super) allow_plain: bool,
}

/// Declaration of a call.
struct Call {
    id: &'static str,
    api: Api,
    method: Method,
    template: &'static str,
    retry: Retry,
    body: Body,
}

impl Client {
    pub(super) fn new(
        origin: Origin,
        credential: Option<Secret>,
        transport: Arc<dyn Transport>,
        options: CallOptions,
        headers: Vec<(String, String)>,
        turns: Semaphore,
        allow_plain: bool,
    ) -> Self {
        let shared = Shared { transport, options, headers, turns, allow_plain };
        Self { shared: Arc::new(shared), origin, deployment: None, credential }
    }

    /// Returns a client for the operations of a deployment, with another credential.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the URL or the credential is invalid.
    pub fn for_deployment(&self, url: &str, credential: impl Into<Secret>) -> Result<Self> {
        self.on(url, Some(credential.into()))
    }

    /// Returns a client for the operations of a deployment. Without a credential, it uses its own.
    pub(super) fn on(&self, url: &str, credential: Option<Secret>) -> Result<Self> {
        credential.as_ref().map_or(Ok(()), check_credential)?;
        let deployment = Some(Origin::parse(url, self.shared.allow_plain)?);
        Ok(Self { deployment, credential: credential.or_else(|| self.credential.clone()), ..self.clone() })
    }

    /// Returns a client that uses another credential.
    pub(super) fn with_credential(&self, credential: Secret) -> Result<Self> {
        check_credential(&credential)?;
        Ok(Self { credential: Some(credential), ..self.clone() })
    }

    /// Returns the default options of calls, as a starting point.
    pub fn options(&self) -> CallOptions {
        self.shared.options.clone()
    }

    /// Calls an operation.
    ///
    /// # Errors
    ///
    /// Errors of Convex, with their code, status and request ID. `Unavailable` or `Timeout` if there was no response.
    /// `Internal` if the response does not match the declaration.
    pub async fn call<O: Operation>(&self, request: &O) -> Result<O::Response> {
        self.call_with(request, &self.shared.options).await
    }

    /// Calls an operation with other options.
    ///
    /// # Errors
    ///
    /// See [`call`](Self::call).
    pub async fn call_with<O: Operation>(&self, request: &O, options: &CallOptions) -> Result<O::Response> {
        let request = Request::encode(request)?;
        self.send(const { &O::CONTRACT }, request, options).await?.decode::<O>().await
    }

    /// Calls an operation and keeps the text of the response.
    ///
    /// # Errors
    ///
    /// See [`call`](Self::call).
    pub async fn call_for_raw<O: Operation>(&self, request: &O, options: &CallOptions) -> Result<Raw<O::Response>> {
        let answer = self.send(const { &O::CONTRACT }, Request::encode(request)?, options).await?;
        let (status, request_id) = (answer.status, answer.request_id.clone());
        let text = answer.into_text().await?;
        let value = Answer::decode_text::<O>(&text, status)?;
        // An ignored response may be invalid UTF-8.
        let text =
            String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Raw { value, text, request_id })
    }

    /// Calls an operation that is not declared, such as one that Convex added after this release. `target` is the
    /// escaped path below the root of the API, with the query. The response is returned unchanged.
    ///
    /// Retries after the server may have started are limited to methods that only read.
    ///
    /// # Errors
    ///
    /// See [`call`](Self::call).
    pub async fn raw(
        &self,
        api: Api,
        method: Method,
        target: &str,
        body: Option<&Value>,
        options: &CallOptions,
    ) -> Result<HttpResponse> {
        let retry = if method.is_safe() { Retry::Always } else { Retry::IfNotStarted };
        if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::invalid_input(
                "invalid path: expected `/` at the start and escaped non-ASCII characters",
            ));
        }
        let outgoing = Outgoing { target: target.to_owned(), body: body.map(|body| body.to_string().into_bytes()) };
        let call = Call { id: "raw", api, method, template: "", retry, body: Body::Required };
        let fields = body.and_then(Value::as_object).into_iter().flatten().map(|(name, value)| (name.as_str(), value));
        let redaction = Redaction::new(self.credential.as_ref(), &self.shared.headers, fields);
        self.in_span(&*self.shared.transport, call, outgoing, options, &redaction).await
    }

    /// Starts the download of a file, which is read in pieces. The start is retried like any call; an interrupted
    /// download is not.
    ///
    /// # Errors
    ///
    /// See [`call`](Self::call).
    pub async fn download<O: Operation<Response = Bytes>>(&self, request: &O) -> Result<HttpDownload> {
        self.open(const { &O::CONTRACT }, Request::encode(request)?, &self.shared.options).await
    }

    /// Sends a request and reads the complete response.
    pub(super) async fn send(
        &self,
        contract: &'static Contract,
        request: Request,
        options: &CallOptions,
    ) -> Result<Answer> {
        if contract.answers_bytes {
            return Ok(Answer::file(contract, Box::new(self.open(contract, request, options).await?)));
        }
        let response = self.send_through(&*self.shared.transport, contract, request, options).await?;
        let request_id = request_id(&response).map(str::to_owned);
        // The response to a HEAD request is its status.
        let text = if contract.method == Method::Head { Vec::new() } else { response.body };
        Ok(Answer { request_id, ..Answer::of_text(text, response.status) })
    }

    /// Sends a request and reads the head of the response.
    async fn open(&self, contract: &'static Contract, request: Request, options: &CallOptions) -> Result<HttpDownload> {
        let opening = StreamingTransport::new(&self.shared.transport);
        self.send_through(&opening, contract, request, options).await?;
        let body = opening.into_body().ok_or_else(|| Error::new(ErrorKind::Internal, "success without a body"))?;
        Ok(HttpDownload::new(body, options.attempt_timeout))
    }

    async fn send_through(
        &self,
        transport: &dyn Transport,
        contract: &Contract,
        mut request: Request,
        options: &CallOptions,
    ) -> Result<HttpResponse> {
        let Contract { id, api, method, path: template, retry, body, .. } = *contract;
        let redaction = Redaction::new(self.credential.as_ref(), &self.shared.headers, request.json_fields());
        if let (Some(credential), true) = (&self.credential, contract.takes_key_in_body()) {
            request.set("adminKey", credential.expose().into());
        }
        let outgoing = split(contract, request).map_err(|error| error.in_operation(id))?;
        let declared = Call { id, api, method, template, retry, body };
        self.in_span(transport, declared, outgoing, options, &redaction).await
    }

    async fn in_span(
        &self,
        transport: &dyn Transport,
        call: Call,
        outgoing: Outgoing,
        options: &CallOptions,
        redaction: &Redaction,
    ) -> Result<HttpResponse> {
        let span = info_span!("convex.call", convex.operation = call.id, otel.kind = "internal", "error.type" = Empty);
        let outcome = self.send_request(transport, &call, outgoing, options, redaction).instrument(span.clone()).await;
        outcome.map_err(|error| {
            span.record("error.type", error.code().unwrap_or(error.kind().as_str()));
            error.in_operation(call.id)
        })
    }

    async fn send_request(
        &self,
        transport: &dyn Transport,
        call: &Call,
        outgoing: Outgoing,
        options: &CallOptions,
        redaction: &Redaction,
    ) -> Result<HttpResponse> {
        let origin = self.origin_of(call.api)?;
        let request = HttpRequest {
            method: call.method,
            url: origin.join(call.api.root(), &outgoing.target),
            headers: self.headers(call.api, outgoing.body.is_some().then_some(call.body)),
            body: outgoing.body,
            connect_timeout: options.connect_timeout,
        };
        let (retry, template) = (call.retry, call.template);
        let attempts = Attempts { transport, retry, origin, template, request };
        self.send_with_retries(&attempts, options, redaction).await
    }

    /// Retries until success, a permanent failure, or the overall timeout.
    async fn send_with_retries(
        &self,
        attempts: &Attempts<'_>,
        options: &CallOptions,
        redaction: &Redaction,
    ) -> Result<HttpResponse> {
        let watch = Stopwatch::start();
        let class = attempts.retry;
        let is_change = attempts.request.method != Method::Get;
        let (mut may_have_started, mut may_have_happened) = (false, false);
        let mut bounds = options.backoff.bounds();
        for number in 0.. {
            let left = options.overall_timeout.saturating_sub(watch.elapsed());
            let failed = match with_timeout(
                left,
                self.run_attempt(attempts, number, options.attempt_timeout, redaction),
            )
            .await
            {
                Some(Ok(response)) => return Ok(response),
                Some(Err(failed)) => failed,
                None => FailedAttempt::timeout(options.overall_timeout),
            };
            if is_done(class, &failed.failure, may_have_started) {
                return Ok(HttpResponse { status: ASSUMED_STATUS, headers: Vec::new(), body: Vec::new() });
            }
            // A refusal of this attempt is certain, but not what an earlier one did.
            may_have_happened |= is_change && failed.failure.is_passing() && failed.failure.may_have_started();
            may_have_started |= failed.failure.may_have_started();
            let pause = bounds.next().map_or(Duration::ZERO, jittered);
            let left = options.overall_timeout.saturating_sub(watch.elapsed());
            match next_try(class, &failed.failure, pause) {
                Some(wait) if number + 1 < options.max_attempts && wait < left => {
                    debug!(attempt = number + 1, wait_ms = wait.as_millis(), error = %failed.error, "retrying");
                    clock::sleep(wait).await;
                }
                _ if may_have_happened => return Err(failed.error.possibly_done()),
                _ => return Err(failed.error),
            }
        }
        Err(Error::new(ErrorKind::Internal, "call ended without a response"))
    }

    /// Runs one attempt once a slot is free.
    async fn run_attempt(
        &self,
        attempts: &Attempts<'_>,
        number: usize,
        limit: Duration,
        redaction: &Redaction,
    ) -> Result<HttpResponse, FailedAttempt> {
        // The semaphore is never closed. If it were, the limit would not apply.
        let _turn = self.shared.turns.acquire().await.ok();
        attempts.run(number, limit, redaction).await
    }

    fn origin_of(&self, api: Api) -> Result<&Origin> {
        match api {
            Api::Management | Api::Lookup => Ok(&self.origin),
            Api::Deployment | Api::Command | Api::Push => self.deployment.as_ref().ok_or_else(|| {
                Error::invalid_input("cannot call an operation of a deployment: the client has no deployment")
                    .help("call it on `client.for_deployment(url, key)`")
            }),
        }
    }

    fn headers(&self, api: Api, body: Option<Body>) -> Vec<(String, String)> {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut headers = vec![own("accept", "application/json"), own("convex-client", USER_AGENT)];
        if !self.shared.headers.iter().any(|(name, _)| name == "user-agent") {
            headers.push(own("user-agent", USER_AGENT));
        }
        if let Some(credential) = &self.credential {
            headers.push(("authorization".to_owned(), format!("{} {}", api.scheme(), credential.expose())));
        }
        if let Some(body) = body {
            let is_bytes = matches!(body, Body::Bytes(_));
            headers.push(own("content-type", if is_bytes { "application/octet-stream" } else { "application/json" }));
        }
        headers.extend(self.shared.headers.iter().cloned());
        headers
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.origin)
            .field("deployment", &self.deployment)
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}
