//! One call method for every operation and every engine.
//!
//! An [`Engine`] executes calls: it takes the contract of an operation and its request as data, and returns the response
//! as data. The HTTP client, the platform in this process and [recorded calls](Recording) are engines. A [`Connection`]
//! adds types to any of them.
//!
//! ```
//! use convex_ops::Connection;
//! use convex_ops::api::projects::GetProjectById;
//! use convex_ops::model::ProjectId;
//!
//! /// Looks up a project's slug with any engine.
//! async fn slug(convex: &Connection, project_id: ProjectId) -> convex_ops::Result<String> {
//!     Ok(convex.call(GetProjectById { project_id }).await?.slug)
//! }
//! ```

mod answer;
mod connection;
mod pager;
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
pub use pager::{Page, PageRequest, Pager, Pages};
pub use pieces::Pieces;
pub use recording::{Exchange, Recording};

pub use crate::future::{BoxFuture, MaybeSend, MaybeSync};

use crate::api::{Contract, Request};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

/// Executes calls. Dropping the future of a call cancels it if possible.
pub trait Engine: fmt::Debug + MaybeSend + MaybeSync + 'static {
    /// Calls an operation. An engine for a deployment accepts the deployment's operations, others those of the
    /// platform.
    ///
    /// # Errors
    ///
    /// Errors of Convex, with their code, and errors of the engine.
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>>;

    /// Checks if a deployment responds at its URL.
    fn is_ready<'a>(&'a self, deployment_url: &'a str) -> BoxFuture<'a, bool>;

    /// Returns an engine for the operations of a deployment, authenticated with `key`, or with the engine's own
    /// credential if there is none.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the deployment's URL or the key is unusable.
    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Option<Secret>) -> Result<Arc<dyn Engine>>;

    /// Returns an engine for the same platform that uses another token, and shares connections with this one.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the token is unusable. `Unsupported` if the engine has no token.
    fn with_token(&self, token: Secret) -> Result<Arc<dyn Engine>> {
        let _ = token;
        Err(Error::new(ErrorKind::Unsupported, "cannot use another token with this engine"))
    }

    /// Checks if the platform is in this process, so that only data of this program can be lost.
    fn is_embedded(&self) -> bool {
        false
    }

    /// Waits without blocking the caller's executor.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// Address of a deployment.
#[derive(Clone, Copy, Debug)]
pub struct DeploymentAddress<'a> {
    /// Name, such as `happy-otter-123`.
    pub name: &'a str,
    /// URL, such as `https://happy-otter-123.convex.cloud`.
    pub url: &'a str,
}
