//! Recording and replaying calls.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::{Answer, DeploymentAddress, Engine};
use crate::api::{Contract, Request};
use crate::error::{Error, ErrorKind, Result};
use crate::future::BoxFuture;
use crate::keys::Secret;

/// A call and its result.
#[derive(Clone, PartialEq)]
pub struct Exchange {
    /// Operation: `createProject`.
    pub operation: String,
    /// Request, as JSON.
    pub request: Value,
    /// Response as JSON, or the error.
    pub outcome: Result<Value>,
}

impl fmt::Debug for Exchange {
    /// Prints the operation only: requests and responses may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// An engine that records or replays calls, for tests of code that uses handles.
///
/// A recording may contain secrets, such as newly created keys.
///
/// ```
/// use std::sync::Arc;
/// use convex_ops::engine::{Exchange, Recording};
/// use convex_ops::handles::Convex;
/// use convex_ops::Connection;
/// use serde_json::json;
///
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let teams = Exchange {
///     operation: "listTeams".to_owned(),
///     request: json!({}),
///     outcome: Ok(json!([{ "id": 7, "name": "Acme", "slug": "acme" }])),
/// };
/// let recording = Recording::replay(vec![teams]);
/// let convex = Convex::new(Connection::new(recording.clone()));
/// assert_eq!(convex.teams().list().all().await?[0].slug, "acme");
/// assert!(recording.is_used_up());
/// # Ok::<(), convex_ops::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Recording {
    /// Engine that is recorded. `None` for a replay.
    inner: Option<Arc<dyn Engine>>,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl Recording {
    /// Records the calls to `engine`. Files are recorded completely.
    #[must_use]
    pub fn of(engine: Arc<dyn Engine>) -> Arc<Self> {
        Arc::new(Self { inner: Some(engine), exchanges: Arc::default() })
    }

    /// Replays the responses of a recording, in order. A call that does not match the next one fails.
    #[must_use]
    pub fn replay(mut exchanges: Vec<Exchange>) -> Arc<Self> {
        exchanges.reverse();
        Arc::new(Self { inner: None, exchanges: Arc::new(Mutex::new(exchanges)) })
    }

    /// Returns the recorded exchanges. For a replay, returns the remaining ones.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        let mut exchanges = self.lock().clone();
        if self.inner.is_none() {
            exchanges.reverse();
        }
        exchanges
    }

    /// Returns `true` if every call of a replay was made.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.lock().is_empty()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn record(&self, inner: &dyn Engine, contract: &'static Contract, request: Request) -> Result<Answer> {
        let json = request.to_json();
        let outcome = match inner.call(contract, request).await {
            Ok(answer) => answer.into_text().await,
            Err(error) => Err(error),
        };
        let recorded = outcome.clone().map(|text| serde_json::from_slice(&text).unwrap_or_default());
        self.lock().push(Exchange { operation: contract.id.to_owned(), request: json, outcome: recorded });
        outcome.map(|text| Answer::json(contract, text))
    }

    fn next(&self, contract: &'static Contract, request: &Request) -> Result<Answer> {
        let mut exchanges = self.lock();
        let is_next =
            exchanges.last().is_some_and(|next| next.operation == contract.id && next.request == request.to_json());
        match exchanges.pop_if(|_| is_next) {
            Some(next) => next.outcome.map(|json| Answer::json(contract, json.to_string().into_bytes())),
            None => {
                Err(Error::new(ErrorKind::NotFound, format!("call of `{}` not found in the recording", contract.id)))
            }
        }
    }
}

impl Engine for Recording {
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(async move {
            match &self.inner {
                Some(inner) => self.record(&**inner, contract, request).await,
                None => self.next(contract, &request),
            }
        })
    }

    /// Forwards to the recorded engine. In a replay, deployments are always ready.
    fn is_ready<'a>(&'a self, deployment_url: &'a str) -> BoxFuture<'a, bool> {
        match &self.inner {
            Some(inner) => inner.is_ready(deployment_url),
            None => Box::pin(async { true }),
        }
    }

    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        let inner = self.inner.as_ref().map(|inner| inner.on_deployment(deployment, key)).transpose()?;
        Ok(Arc::new(Self { inner, exchanges: Arc::clone(&self.exchanges) }))
    }

    fn is_embedded(&self) -> bool {
        self.inner.as_ref().is_some_and(|inner| inner.is_embedded())
    }

    /// Forwards to the recorded engine. A replay does not wait.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        match &self.inner {
            Some(inner) => inner.sleep(time),
            None => Box::pin(async {}),
        }
    }
}
