//! Connects to a platform: its location selects the engine.
//!
//! A build with only one engine refuses locations that need the other.

#[cfg(feature = "embedded")]
mod embedded;
#[cfg(not(feature = "embedded"))]
#[path = "embedded_disabled.rs"]
mod embedded;
#[cfg(feature = "client-core")]
mod http;
#[cfg(not(feature = "client-core"))]
#[path = "http_disabled.rs"]
mod http;

use crate::engine::Connection;
use crate::error::Result;
use crate::handles::Convex;
use crate::keys::Secret;

/// Connects to the platform at `location`: `https://api.convex.dev` or any server of the same API, `embedded:` for an
/// in-memory platform in this process, or `embedded:PATH` for one in a SQLite file. All support the same operations.
///
/// Over HTTP, `token` is an access token. The embedded platform creates a token of its first member if none is given.
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
/// `InvalidInput` if `location` or the token is invalid, or a server is used without a token; `Io` if the file cannot be
/// opened; `Unsupported` if this build lacks the engine.
pub fn connect(location: &str, token: Option<Secret>) -> Result<Convex> {
    let open = if location.starts_with("embedded:") { embedded::open } else { http::open };
    Ok(Convex::new(Connection::new(open(location, token)?)))
}
