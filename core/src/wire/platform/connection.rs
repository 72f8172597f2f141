//! A connection for other languages.

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use serde_json::Value;

use super::super::call::{answer_text, bug, error_text};
use super::super::read::read;
use super::receiver::{Receiver, Root};
use super::request::Environment;
use super::{CallRequest, ConnectRequest, verbs};
use crate::api::{Api, find_contract};
use crate::connect::{ConvexBuilder, TargetBuilder, from_env, from_variables};
use crate::error::{Error, Result};
use crate::handles::{Convex, Download, Target};
use crate::keys::Secret;

/// A connection for other languages.
#[derive(Debug)]
pub struct PlatformConnection {
    /// The connection with the token that was used last.
    current: Mutex<Current>,
}

#[derive(Debug)]
struct Current {
    /// The handles. Absent before the first call of a connection without a token.
    root: Option<Root>,
    /// The token, if a call had one.
    token: Option<Secret>,
    /// Opens the connection at the first call, which has a token.
    builder: Option<ConvexBuilder>,
}

impl PlatformConnection {
    /// Opens a connection. No call is made.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use convex_ops::wire::platform::PlatformConnection;
    ///
    /// let connection = PlatformConnection::open(r#"{"location":"embedded:"}"#)?;
    /// let answer = connection.call(r#"{"call":"listTeams"}"#).await;
    /// assert!(answer.starts_with(r#"{"ok":[{"id":"#));
    /// # Ok::<(), String>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `{"error": …}`: `InvalidInput` if the request or the location is invalid, and other errors of
    /// [`connect`](crate::connect()).
    pub fn open(request: &str) -> Result<Self, String> {
        let opened = read(request).and_then(|request: ConnectRequest| Current::open(request));
        opened.map(|current| Self { current: Mutex::new(current) }).map_err(|error| error_text(error.info()))
    }

    /// Creates a connection for calls on `convex`.
    #[must_use]
    pub fn of(convex: Convex) -> Self {
        Self { current: Mutex::new(Current { root: Some(Root::Platform(convex)), token: None, builder: None }) }
    }

    /// Makes a call: a [`CallRequest`] in JSON. Dropping the future cancels the call if possible.
    pub async fn call(&self, call: &str) -> String {
        let call = AssertUnwindSafe(self.answer(call)).catch_unwind();
        answer_text(call.await.unwrap_or_else(|_panic| Err(bug())))
    }

    /// Makes a call that returns a file.
    ///
    /// # Errors
    ///
    /// Errors of the call, as JSON.
    pub async fn open_file(&self, call: &str) -> Result<Download, String> {
        let opened = AssertUnwindSafe(self.file(call)).catch_unwind().await.unwrap_or_else(|_panic| Err(bug()));
        opened.map_err(|error| error_text(error.info()))
    }

    async fn file(&self, call: &str) -> Result<Download> {
        let (call, receiver) = self.receive(call)?;
        verbs::open(&call.call, receiver, request(call.request)).await
    }

    async fn answer(&self, call: &str) -> Result<String> {
        let (call, receiver) = self.receive(call)?;
        let answer = match find_contract(&call.call) {
            Some(contract) if receiver.has_deployment() => {
                receiver.deployment()?.connection().call_json(contract.id, request(call.request)).await?
            }
            Some(contract) if matches!(contract.api, Api::Management | Api::Lookup) => {
                receiver.convex()?.connection().call_json(contract.id, request(call.request)).await?
            }
            Some(_) => return Err(receiver.deployment().err().unwrap_or_else(bug)),
            None => verbs::run(&call.call, receiver, request(call.request)).await?,
        };
        super::super::read::write(&answer)
    }

    fn receive(&self, call: &str) -> Result<(CallRequest, Receiver)> {
        let mut call: CallRequest = read(call)?;
        let receiver = Receiver::of(self.with_token(call.token.take())?, &mut call);
        Ok((call, receiver))
    }

    /// Returns the root of handles for calls with a token, or with the previous one.
    fn with_token(&self, token: Option<Secret>) -> Result<Root> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).with_token(token)
    }
}

impl Current {
    fn open(request: ConnectRequest) -> Result<Self> {
        if let Some(key) = request.deploy_key {
            let mut builder = TargetBuilder::new(key);
            if let Some(url) = request.deployment_url {
                builder = builder.url(url);
            }
            if let Some(location) = request.location {
                builder = builder.platform(location);
            }
            return Ok(Self::on(builder.build()?));
        }
        if let Some(environment) = request.environment {
            return Ok(Self::on(match environment {
                Environment::OfProcess(_) => from_env()?,
                Environment::Variables(variables) => from_variables(|name| variables.get(name).cloned())?,
            }));
        }
        let mut builder = request.location.map_or_else(ConvexBuilder::default, ConvexBuilder::new);
        if let Some(timeout) = request.timeout_ms {
            builder = builder.timeout(Duration::from_millis(timeout));
        }
        if let Some(attempts) = request.max_attempts {
            builder = builder.max_attempts(attempts);
        }
        if let Some(token) = request.token {
            builder = builder.token(token);
        }
        if request.token_per_call {
            return Ok(Self { root: None, token: None, builder: Some(builder) });
        }
        Ok(Self { root: Some(Root::Platform(builder.build()?)), token: None, builder: None })
    }

    fn on(target: Target) -> Self {
        Self { root: Some(Root::Deployment(Box::new(target))), token: None, builder: None }
    }

    fn with_token(&mut self, token: Option<Secret>) -> Result<Root> {
        if let Some(token) = token
            && self.token.as_ref() != Some(&token)
        {
            let convex = match (&self.root, self.builder.take()) {
                (Some(Root::Platform(convex)), _) => convex.with_token(token.clone())?,
                (_, Some(builder)) => builder.token(token.clone()).build()?,
                (_, None) => return Err(Error::invalid_input("unexpected token: the connection is to one deployment")),
            };
            (self.root, self.token) = (Some(Root::Platform(convex)), Some(token));
        }
        self.root.clone().ok_or_else(|| Error::invalid_input("missing token of the call").at_path(".token"))
    }
}

/// An absent request has no fields.
fn request(request: Value) -> Value {
    if request.is_null() { Value::Object(serde_json::Map::new()) } else { request }
}
