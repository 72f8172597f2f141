//! One way to both engines: where the platform is decides which of them reaches it.
//!
//! A build may have one of them alone: then what the other would reach is refused.

#[cfg(feature = "embedded")]
mod embedded;
#[cfg(not(feature = "embedded"))]
#[path = "no_embedded.rs"]
mod embedded;
#[cfg(feature = "client-core")]
mod http;
#[cfg(not(feature = "client-core"))]
#[path = "no_http.rs"]
mod http;
#[cfg(not(all(feature = "client-core", feature = "embedded")))]
mod never;

use std::time::Duration;

use crate::api::Operation;
use crate::api::deployments::CloudDeployment;
use crate::api::exports::GetZipExport;
use crate::error::Result;
use crate::handles::{Convex, Engine, Pieces};
use crate::keys::Secret;

/// Connects to the platform at `location`: `https://api.convex.dev`, or any server of the same API; `embedded:` for one in
/// this process, in memory; `embedded:PATH` for one in a SQLite file. What is done with it is the same.
///
/// Over HTTP `token` is an access token. The platform in this process makes one of its first member where none is given.
///
/// ```
/// # #[cfg(all(feature = "client-core", feature = "embedded"))]
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let convex = convex_ops::connect("embedded:", None)?;
/// let team = convex.teams().await?.remove(0).slug;
/// let todo = convex.team(team).project("todo");
/// todo.ensure().await?;
/// assert!(todo.production().ensure().await?.is_default);
/// # Ok::<(), convex_ops::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// `InvalidInput` where `location` or the token can't be used, or a server is to be reached without a token; `Io` where the
/// file can't be opened; `Unsupported` where this build has not what reaches it.
pub fn connect(location: &str, token: Option<Secret>) -> Result<Convex<Connection>> {
    let connection = if location.starts_with("embedded:") {
        Connection::Embedded(embedded::open(location, token)?)
    } else {
        Connection::Http(http::open(location, token)?)
    };
    Ok(Convex::new(connection))
}

/// A platform, over HTTP or in this process.
#[derive(Clone, Debug)]
pub enum Connection {
    /// Over HTTP.
    Http(http::Client),
    /// In this process.
    Embedded(embedded::Session),
}

impl Engine for Connection {
    async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        match self {
            Self::Http(client) => Engine::call(client, request).await,
            Self::Embedded(session) => Engine::call(session, request).await,
        }
    }

    async fn answers(&self, deployment_url: &str) -> bool {
        match self {
            Self::Http(client) => client.answers(deployment_url).await,
            Self::Embedded(session) => session.answers(deployment_url).await,
        }
    }

    fn on_deployment(&self, deployment: &CloudDeployment, key: Secret) -> Result<Self> {
        match self {
            Self::Http(client) => client.on_deployment(deployment, key).map(Self::Http),
            Self::Embedded(session) => session.on_deployment(deployment, key).map(Self::Embedded),
        }
    }

    async fn download(&self, export: GetZipExport) -> Result<Box<dyn Pieces>> {
        match self {
            Self::Http(client) => Engine::download(client, export).await,
            Self::Embedded(session) => session.download(export).await,
        }
    }

    async fn sleep(&self, time: Duration) {
        match self {
            Self::Http(client) => client.sleep(time).await,
            Self::Embedded(session) => session.sleep(time).await,
        }
    }
}
