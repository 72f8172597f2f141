//! The transport that the client brings: reqwest, with rustls.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls_platform_verifier::BuilderVerifierExt;

use super::transport::{HttpAnswer, HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
use crate::api::Method;
use crate::error::{Error, ErrorKind, Result};
use crate::rt::BoxFuture;

/// How many different times for making a connection are kept apart.
const MOST_CLIENTS: usize = 16;

/// Carries requests with reqwest. Certificates are checked against what the system trusts.
pub struct ReqwestTransport {
    proxy: Proxy,
    tls: rustls::ClientConfig,
    /// reqwest's clients have one time for making a connection, so each time has a client, and connections, of its own.
    by_connect_timeout: Mutex<BTreeMap<Duration, reqwest::Client>>,
}

/// Which proxy is used.
enum Proxy {
    /// What the environment says.
    OfEnvironment,
    None,
    Named(Box<reqwest::Proxy>),
}

impl ReqwestTransport {
    /// A transport that uses the proxy of the environment (`HTTPS_PROXY` and so on), if there is one.
    ///
    /// # Errors
    /// `Unsupported` where the system's certificates can't be used.
    pub fn new() -> Result<Self> {
        Self::with(Proxy::OfEnvironment)
    }

    /// A transport that uses no proxy, whatever the environment says.
    ///
    /// # Errors
    /// `Unsupported` where the system's certificates can't be used.
    pub fn without_proxy() -> Result<Self> {
        Self::with(Proxy::None)
    }

    /// A transport that uses this proxy for everything: `http://user:password@proxy.example.com:3128`.
    ///
    /// # Errors
    /// `InvalidInput` where it is no address of a proxy; `Unsupported` where the system's certificates can't be used.
    pub fn through_proxy(url: &str) -> Result<Self> {
        // reqwest's own error repeats the address, and with it the password.
        let proxy = reqwest::Proxy::all(url).map_err(|_| Error::invalid_input("this is no address of a proxy"))?;
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
        if clients.len() >= MOST_CLIENTS {
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
        let response = building.send().await.map_err(failed)?;
        let headers = response.headers().iter();
        let headers = headers.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        let (status, headers) = (response.status().as_u16(), headers.collect());
        Ok(HttpAnswer { status, headers, body: Box::new(Arriving(response)) })
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

/// A body as reqwest reads it.
struct Arriving(reqwest::Response);

impl HttpBody for Arriving {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async { Ok(self.0.chunk().await.map_err(failed)?.map(|chunk| chunk.to_vec())) })
    }
}

impl fmt::Debug for ReqwestTransport {
    /// Without the proxy, since reqwest would show its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn tls() -> Result<rustls::ClientConfig> {
    let unsupported = |error: rustls::Error| Error::new(ErrorKind::Unsupported, "TLS can't be set up").caused_by(error);
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

/// The causes say what happened; the error itself only repeats the address.
fn failed(error: reqwest::Error) -> TransportError {
    let is_connect = error.is_connect();
    let error = error.without_url();
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message = format!("{message}: {inner}");
        cause = inner.source();
    }
    if is_connect { TransportError::not_connected(message) } else { TransportError::broken(message) }
}
