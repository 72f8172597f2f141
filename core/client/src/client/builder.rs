//! Builder of clients.

use std::fmt;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::credential::check_credential;
use super::origin::Origin;
use super::{CallOptions, Client, Transport};
use crate::error::{Error, Result};
use crate::keys::Secret;

/// URL of Convex's platform.
const CONVEX: &str = "https://api.convex.dev";

/// Default limit of concurrent requests.
const CONCURRENCY: usize = 32;

/// Builder of a client; see [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    url: String,
    base_path: String,
    credential: Option<Secret>,
    transport: Option<Arc<dyn Transport>>,
    options: CallOptions,
    headers: Vec<(String, String)>,
    concurrency: usize,
    allow_plain: bool,
}

impl Client {
    /// Creates a builder.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }
}

impl ClientBuilder {
    fn new() -> Self {
        Self {
            url: CONVEX.to_owned(),
            base_path: String::new(),
            credential: None,
            transport: None,
            options: CallOptions::default(),
            headers: Vec::new(),
            concurrency: CONCURRENCY,
            allow_plain: false,
        }
    }

    /// Sets the URL of the platform. Defaults to `https://api.convex.dev`.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }

    /// Sets the path below which a proxy serves the platform, such as `/convex-api`. Deployments are called at their own
    /// URLs.
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = path.into();
        self
    }

    /// Sets the credential: an access token or a key.
    pub fn credential(mut self, credential: impl Into<Secret>) -> Self {
        self.credential = Some(credential.into());
        self
    }

    /// Sets the default options of calls: timeouts and retries.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Sets the maximum number of concurrent requests. Defaults to 32. Further requests wait.
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency;
        self
    }

    /// Adds a header to every request. Its value is never printed.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }

    /// Sets the transport, to replace reqwest or configure it differently.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Allows sending the credential over plain HTTP to other machines.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain = true;
        self
    }

    /// Builds the client, without sending anything.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the URL, a header or the credential is invalid. `Unsupported` if no transport is available or
    /// TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        let origin = Origin::parse(&self.url, self.allow_plain)?.with_base_path(&self.base_path)?;
        for (name, value) in &self.headers {
            check_header(name, value)?;
        }
        if let Some(credential) = &self.credential {
            check_credential(credential)?;
        }
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        // A limit of 0 would wait forever.
        let turns = Semaphore::new(self.concurrency.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Client::new(origin, self.credential, transport, self.options, self.headers, turns, self.allow_plain))
    }
}

fn check_header(name: &str, value: &str) -> Result<()> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_value = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if name.is_empty() || !name.bytes().all(is_name) || !value.bytes().all(is_value) {
        return Err(Error::invalid_input(format!("invalid header `{name}`")));
    }
    if ["authorization", "content-length", "host", "transfer-encoding"].contains(&name) {
        return Err(Error::invalid_input(format!("cannot override header `{name}`: the client sets it")));
    }
    Ok(())
}

#[cfg(feature = "client")]
fn default_transport() -> Result<Arc<dyn Transport>> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
}

#[cfg(not(feature = "client"))]
fn default_transport() -> Result<Arc<dyn Transport>> {
    let error = Error::new(crate::error::ErrorKind::Unsupported, "no transport in this build");
    Err(error.help("set a transport on the builder, or build with the feature `client`"))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("url", &crate::keys::redact(&self.url)).finish_non_exhaustive()
    }
}
