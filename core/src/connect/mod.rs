//! Connects to a platform, or to one deployment: the location selects the engine.
//!
//! A build with only one engine refuses locations that need the other.

mod builder;
#[cfg(feature = "embedded")]
mod embedded;
#[cfg(not(feature = "embedded"))]
#[path = "embedded_disabled.rs"]
mod embedded;
mod environment;
#[cfg(feature = "client-core")]
mod http;
#[cfg(not(feature = "client-core"))]
#[path = "http_disabled.rs"]
mod http;
mod open;
mod settings;
mod target;

pub use builder::ConvexBuilder;
pub use environment::{from_env, from_variables};
pub use target::{TargetBuilder, from_deploy_key};

use crate::error::Result;
use crate::handles::Convex;

/// Connects to the platform at `location`: `https://api.convex.dev` or any server of the same API, `embedded:` for an
/// in-memory platform in this process, or `embedded:PATH` for one in a SQLite file. All support the same operations.
/// Connecting makes no call.
///
/// Over HTTP, the token is that of the environment variable `CONVEX_ACCESS_TOKEN`; [`ConvexBuilder`] sets another one.
/// The embedded platform creates a token of its first member.
///
/// ```
/// # #[cfg(all(feature = "client-core", feature = "embedded"))]
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let convex = convex_ops::connect("embedded:")?;
/// let team = convex.teams().list().all().await?.remove(0);
/// let todo = team.project("todo").ensure().await?;
/// assert!(todo.production().ensure().await?.is_default);
/// # Ok::<(), convex_ops::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// `InvalidInput` if `location` or the token is invalid, or a server is used without a token; `Io` if the file cannot be
/// opened; `Unsupported` if this build lacks the engine.
pub fn connect(location: &str) -> Result<Convex> {
    ConvexBuilder::new(location).build()
}
