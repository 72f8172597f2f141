//! Making a client.

use std::fmt;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::credential::check_credential;
use super::origin::Origin;
use super::{CallOptions, Client, Transport};
use crate::error::{Error, Result};
use crate::keys::Secret;

/// Where Convex's own platform is.
const CONVEX: &str = "https://api.convex.dev";

/// How many requests are on their way at once, where nothing else is said.
const CONCURRENCY: usize = 32;

/// What a client is to be; see [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    url: String,
    credential: Option<Secret>,
    transport: Option<Arc<dyn Transport>>,
    options: CallOptions,
    headers: Vec<(String, String)>,
    concurrency: usize,
    allow_plain: bool,
}

impl Client {
    /// Starts to build a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }
}

impl ClientBuilder {
    fn new() -> Self {
        Self {
            url: CONVEX.to_owned(),
            credential: None,
            transport: None,
            options: CallOptions::default(),
            headers: Vec::new(),
            concurrency: CONCURRENCY,
            allow_plain: false,
        }
    }

    /// Where the platform is; by default `https://api.convex.dev`.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }

    /// What proves who calls: an access token, or a key.
    pub fn credential(mut self, credential: impl Into<Secret>) -> Self {
        self.credential = Some(credential.into());
        self
    }

    /// How long calls may take and how often they are tried, where a call doesn't say otherwise.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// How many requests are on their way at once, at most; by default 32. Others wait for their turn.
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency;
        self
    }

    /// Sends a header with each request. Its value is never printed.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }

    /// Carries requests with something else than reqwest, or with reqwest set up differently.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Lets the credential travel over plain HTTP, also to other machines.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain = true;
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// `InvalidInput` where the address, a header or the credential can't be sent; `Unsupported` where there is no
    /// transport, or TLS can't be set up.
    pub fn build(self) -> Result<Client> {
        let origin = Origin::parse(&self.url, self.allow_plain)?;
        for (name, value) in &self.headers {
            check_header(name, value)?;
        }
        if let Some(credential) = &self.credential {
            check_credential(credential)?;
        }
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        // A limit of 0 would wait for ever.
        let turns = Semaphore::new(self.concurrency.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Client::new(origin, self.credential, transport, self.options, self.headers, turns, self.allow_plain))
    }
}

fn check_header(name: &str, value: &str) -> Result<()> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_value = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if name.is_empty() || !name.bytes().all(is_name) || !value.bytes().all(is_value) {
        return Err(Error::invalid_input(format!("the header `{name}` can't be sent")));
    }
    if ["authorization", "content-length", "host", "transfer-encoding"].contains(&name) {
        return Err(Error::invalid_input(format!("the header `{name}` is the client's own")));
    }
    Ok(())
}

#[cfg(feature = "client")]
fn default_transport() -> Result<Arc<dyn Transport>> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
}

#[cfg(not(feature = "client"))]
fn default_transport() -> Result<Arc<dyn Transport>> {
    let error = Error::new(crate::error::ErrorKind::Unsupported, "this build has no transport of its own");
    Err(error.help("give the builder one, or build with the feature `client`"))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("url", &crate::keys::redact(&self.url)).finish_non_exhaustive()
    }
}
