//! Handles for the resources of Convex: `convex.team("acme").project("todo").production()`.
//!
//! Creating a handle makes no call. Its methods call through a [`Connection`](crate::Connection): over HTTP, or to the
//! platform in this process. `ensure` gets or creates a resource, so scripts can be run repeatedly.
//!
//! ```
//! use convex_ops::handles::{Convex, KeyPreset};
//!
//! /// Sets up a project with its production deployment, a preview, and a key for CI.
//! async fn provision(convex: &Convex) -> convex_ops::Result<()> {
//!     let todo = convex.team("acme").project("todo");
//!     todo.ensure().await?;
//!     let production = todo.production();
//!     production.ensure().await?;
//!     let key = production.deploy_keys().create("ci", KeyPreset::Deployer).await?;
//!     todo.preview("my-branch").ensure().await?;
//!     println!("{:?}", key); // `<redacted>`; `key.expose()` is the key itself.
//!     Ok(())
//! }
//! ```

mod backoff;
mod backups;
mod convex;
mod copy_data;
mod deploy_keys;
mod deployment;
mod parts;
mod progress;
mod project;
mod selector;
mod team;
mod temporary_access;
mod wait_ready;

pub use backups::Backups;
pub use convex::Convex;
pub use copy_data::{CopiedData, CopyDataOptions};
pub use deploy_keys::{DeployKeys, KeyPreset};
pub use deployment::Deployment;
pub use project::Project;
pub use team::Team;
