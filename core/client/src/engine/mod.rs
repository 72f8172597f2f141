//! One call for every operation and every engine.
//!
//! An [`Engine`] carries out calls: the contract of an operation and its request as data go in, the answer comes out as
//! data. The HTTP client, the platform in this process and [recorded calls](Recording) are engines. A [`Connection`] is the
//! typed side of any of them.
//!
//! ```
//! use convex_ops::Connection;
//! use convex_ops::api::projects::GetProjectById;
//! use convex_ops::model::ProjectId;
//!
//! /// Looks up a project's slug, whichever engine is behind the connection.
//! async fn slug(convex: &Connection, project_id: ProjectId) -> convex_ops::Result<String> {
//!     Ok(convex.call(GetProjectById { project_id }).await?.slug)
//! }
//! ```

mod answer;
mod connection;
mod pieces;
mod recording;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[doc(hidden)]
pub use answer::bytes_as_json;
pub use answer::{Answer, AnswerBody};
pub use connection::Connection;
#[doc(hidden)]
pub use connection::unknown_operation;
pub use pieces::Pieces;
pub use recording::{Exchange, Recording};

use crate::api::{Contract, Request};
use crate::error::Result;
use crate::keys::Secret;
use crate::rt::{BoxFuture, MaybeSend, MaybeSync};

/// Carries out calls. Dropping the future of a call stops it where it can be stopped.
pub trait Engine: fmt::Debug + MaybeSend + MaybeSync + 'static {
    /// Calls an operation: of the management API, or a look-up; of a deployment's own if the engine is on one.
    ///
    /// # Errors
    /// What Convex refuses, with its code, and what keeps the engine from asking.
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>>;

    /// Checks if a deployment answers at its address.
    fn is_ready<'a>(&'a self, deployment_url: &'a str) -> BoxFuture<'a, bool>;

    /// Returns an engine for the operations of a deployment itself, which presents `key` to it.
    ///
    /// # Errors
    /// `InvalidInput` if the deployment's address or the key can't be used.
    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Secret) -> Result<Arc<dyn Engine>>;

    /// Waits, without holding up the caller's executor.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// Where a deployment is.
#[derive(Clone, Copy, Debug)]
pub struct DeploymentAddress<'a> {
    /// Its name, such as `happy-otter-123`.
    pub name: &'a str,
    /// Its URL, such as `https://happy-otter-123.convex.cloud`.
    pub url: &'a str,
}
