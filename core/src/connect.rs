//! One way to both engines: where the platform is decides which of them reaches it.

use std::sync::Arc;
use std::time::Duration;

use crate::api::Operation;
use crate::client::Client;
use crate::embedded::{Caller, Options, Platform, Session};
use crate::error::{Error, Result};
use crate::handles::{Convex, Engine};
use crate::keys::Secret;

/// Connects to the platform at `location`: `https://api.convex.dev`, or any server of the same API; `embedded:` for one in
/// this process, in memory; `embedded:PATH` for one in a SQLite file. What is done with it is the same.
///
/// Over HTTP `token` is an access token. The platform in this process makes one of its first member where none is given.
///
/// ```
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
/// file can't be opened.
pub fn connect(location: &str, token: Option<Secret>) -> Result<Convex<Connection>> {
    let connection = if location.starts_with("embedded:") {
        Connection::Embedded(open(location, token)?)
    } else {
        Connection::Http(over_http(location, token)?)
    };
    Ok(Convex::new(connection))
}

fn open(location: &str, token: Option<Secret>) -> Result<Session> {
    let platform = Arc::new(Platform::open(location, &Options::default())?);
    let token = token.map_or_else(|| platform.bootstrap().map(|first| first.token), Ok)?;
    Ok(Session::new(platform, Caller::with_token(token)))
}

fn over_http(location: &str, token: Option<Secret>) -> Result<Client> {
    let token = token.ok_or_else(|| {
        Error::invalid_input(format!("`{location}` is a server, and there is no token for it"))
            .help("make an access token in the dashboard, or use `embedded:`, which needs none")
    })?;
    Client::builder().url(location).credential(token).build()
}

/// A platform, over HTTP or in this process.
#[derive(Clone, Debug)]
pub enum Connection {
    /// Over HTTP.
    Http(Client),
    /// In this process.
    Embedded(Session),
}

impl Engine for Connection {
    async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        match self {
            Self::Http(client) => Engine::call(client, request).await,
            Self::Embedded(session) => session.call(request).await,
        }
    }

    async fn answers(&self, deployment_url: &str) -> bool {
        match self {
            Self::Http(client) => client.answers(deployment_url).await,
            Self::Embedded(session) => session.answers(deployment_url).await,
        }
    }

    async fn sleep(&self, time: Duration) {
        match self {
            Self::Http(client) => client.sleep(time).await,
            Self::Embedded(session) => session.sleep(time).await,
        }
    }
}
