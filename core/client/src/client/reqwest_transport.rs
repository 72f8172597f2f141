//! The default transport: reqwest with rustls.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls_platform_verifier::BuilderVerifierExt;

use super::transport::{HttpAnswer, HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
use crate::api::Method;
use crate::error::{Error, ErrorKind, Result};
use crate::future::BoxFuture;

/// Maximum number of cached clients with different connect timeouts.
const MAX_CLIENTS: usize = 16;

/// A transport based on reqwest. Certificates are verified against the system's trust store.
pub struct ReqwestTransport {
    proxy: Proxy,
    tls: rustls::ClientConfig,
    /// reqwest configures the connect timeout per client, so each timeout has its own client and connections.
    by_connect_timeout: Mutex<BTreeMap<Duration, reqwest::Client>>,
}

/// Proxy to use.
enum Proxy {
    /// The proxy of the environment.
    OfEnvironment,
    None,
    Named(Box<reqwest::Proxy>),
}

impl ReqwestTransport {
    /// Creates a transport that uses the proxy of the environment (`HTTPS_PROXY` and so on), if set.
    ///
    /// # Errors
    ///
    /// `Unsupported` if the system's certificates cannot be loaded.
    pub fn new() -> Result<Self> {
        Self::with(Proxy::OfEnvironment)
    }

    /// Creates a transport that uses no proxy, regardless of the environment.
    ///
    /// # Errors
    ///
    /// `Unsupported` if the system's certificates cannot be loaded.
    pub fn without_proxy() -> Result<Self> {
        Self::with(Proxy::None)
    }

    /// Creates a transport that uses this proxy for all requests: `http://user:password@proxy.example.com:3128`.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the proxy's URL is invalid. `Unsupported` if the system's certificates cannot be loaded.
    pub fn through_proxy(url: &str) -> Result<Self> {
        // reqwest's error contains the URL, and with it the password.
        let proxy = reqwest::Proxy::all(url).map_err(|_| Error::invalid_input("invalid proxy URL"))?;
        Self::with(Proxy::Named(Box::new(proxy)))
    }

    fn with(proxy: Proxy) -> Result<Self> {
        Ok(Self { proxy, tls: tls()?, by_connect_timeout: Mutex::default() })
    }

    fn client(&self, connect_timeout: Duration) -> Result<reqwest::Client, TransportError> {
        let mut clients = self.by_connect_timeout.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&connect_timeout) {
            return Ok(client.clone());
        }
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(connect_timeout);
        let builder = match &self.proxy {
            Proxy::OfEnvironment => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::Named(proxy) => builder.proxy(proxy.as_ref().clone()),
        };
        let client = builder.build().map_err(TransportError::not_connected)?;
        if clients.len() >= MAX_CLIENTS {
            clients.clear();
        }
        clients.insert(connect_timeout, client.clone());
        Ok(client)
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let client = self.client(request.connect_timeout)?;
        let mut building = client.request(method(request.method), request.url);
        for (name, value) in &request.headers {
            building = building.header(name, value);
        }
        if let Some(body) = request.body {
            building = building.body(body);
        }
        let response = building.send().await.map_err(transport_error)?;
        let headers = response.headers().iter();
        let headers = headers.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        let (status, headers) = (response.status().as_u16(), headers.collect());
        Ok(HttpAnswer { status, headers, body: Box::new(ReqwestBody(response)) })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async { self.exchange(request).await?.read().await })
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(self.exchange(request))
    }
}

/// A response body read from reqwest.
struct ReqwestBody(reqwest::Response);

impl HttpBody for ReqwestBody {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async { Ok(self.0.chunk().await.map_err(transport_error)?.map(|chunk| chunk.to_vec())) })
    }
}

impl fmt::Debug for ReqwestTransport {
    /// Omits the proxy, since reqwest would print its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn tls() -> Result<rustls::ClientConfig> {
    let unsupported = |error: rustls::Error| Error::new(ErrorKind::Unsupported, "cannot set up TLS").caused_by(error);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let verified = builder.and_then(BuilderVerifierExt::with_platform_verifier).map_err(unsupported)?;
    Ok(verified.with_no_client_auth())
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Head => reqwest::Method::HEAD,
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Patch => reqwest::Method::PATCH,
    }
}

/// The error's causes contain the reason; the error itself only repeats the URL.
fn transport_error(error: reqwest::Error) -> TransportError {
    let is_connect = error.is_connect();
    let error = error.without_url();
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message = format!("{message}: {inner}");
        cause = inner.source();
    }
    if is_connect { TransportError::not_connected(message) } else { TransportError::disconnected(message) }
}
