//! Handles for the resources of Convex: `convex.team("acme").project("todo").production()`.
//!
//! A handle names a resource and makes no call until a verb is used. `get`, `ensure` and lists return handles that carry
//! their data: a [`Deployment`] is a [`DeploymentHandle`] with its data. `ensure` gets or creates, so that scripts
//! can be run repeatedly. Collections are methods with verbs of their own: `deployment.deploy_keys().create(…)`. Options
//! are set on the result of a verb, which is then awaited.
//!
//! ```
//! use convex_ops::{Convex, KeyPreset};
//! use std::time::Duration;
//!
//! /// Sets up a project with its production deployment, a preview, and a key for CI.
//! async fn provision(convex: &Convex) -> convex_ops::Result<()> {
//!     let todo = convex.team("acme").project("todo").ensure().await?;
//!     let production = todo.production().ensure().await?;
//!     let month = Duration::from_secs(30 * 86_400);
//!     let key = production.deploy_keys().create("ci", KeyPreset::Deployer).expires_in(month).await?;
//!     todo.preview("my-branch").ensure().await?;
//!     println!("{} {:?}", production.url, key.secret); // The secret prints `<redacted>`; `expose()` returns it.
//!     Ok(())
//! }
//! ```
//!
//! # As data
//!
//! Handles return plain data: each struct serializes in camelCase, with times in milliseconds since the Unix
//! epoch. A handle is data too, apart from its connection: [`DeploymentHandle::path`] returns it, and
//! [`Convex::deployment_at`] makes the handle again.
//!
//! # Changes to production
//!
//! A change to a production deployment that was found by its project, by a reference or in a list must be
//! [confirmed](DeploymentHandle::confirm) with the deployment's name. Its full name
//! ([`Convex::deployment`]) or its deploy key ([`Target`]) is explicit by itself, except for what replaces or deletes
//! everything: `delete`, `restore`, `copy_data_from`, and an import with the mode `replaceAll`. Other deployments need no
//! confirmation.

mod access;
mod api;
mod audit_log;
mod backoff;
mod backups;
mod carrying;
mod confirmation;
mod convex;
mod copied;
mod copy_data;
mod credentials;
mod custom_domains;
mod default_environment;
mod deletion;
mod deploy_keys;
mod deployment;
mod deployments;
mod download;
mod environment;
mod export;
mod import;
mod invitations;
mod key_preset;
mod lifecycle;
mod log_streams;
mod members;
mod once;
mod parts;
mod path;
mod polling;
mod progress;
mod project;
mod projects;
mod releases;
mod rotation;
mod target;
mod team;
mod teams;
mod times;
mod tokens;
mod usage;
mod wait_ready;

#[doc(hidden)]
pub use api::HasMethod;
pub use api::{Call, DeploymentApi, PlatformApi};
pub use audit_log::{AuditEvent, AuditLog, DeploymentAuditLog, TimeRange};
pub use backups::{Backup, Backups, CreateBackup, Restore, WaitForBackup};
#[doc(hidden)]
pub use confirmation::ChangeKind;
pub use convex::Convex;
pub use copied::Copied;
pub use copy_data::CopyData;
pub use credentials::{Identity, IdentityKind};
pub use custom_domains::CustomDomains;
pub use default_environment::DefaultEnvironment;
pub use deploy_keys::{CreateKey, DeployKey, DeployKeys, NewDeployKey};
pub use deployment::{Deployment, DeploymentHandle};
pub use deployments::Deployments;
pub use download::Download;
pub use environment::{Environment, EnvironmentChanges};
pub use export::Export;
pub use import::{Import, ImportSource};
pub use invitations::Invitations;
pub use key_preset::KeyPreset;
pub use lifecycle::EnsureDeployment;
pub use log_streams::LogStreams;
pub use members::Members;
pub use path::{Confirmation, DeploymentPath, DeploymentSelector, KnownDeployment, ProjectPath};
pub use progress::{Progress, ProgressPhase, ProgressUnit, Reporter};
pub use project::{Project, ProjectHandle};
pub use projects::Projects;
pub use releases::{MemoryFiles, ReleaseLocation};
pub use rotation::{RotateKey, Rotation};
pub use target::Target;
pub use team::{Team, TeamHandle};
pub use teams::Teams;
pub use tokens::{CreateToken, Token, Tokens};
pub use usage::{MetricUsage, Usage};
