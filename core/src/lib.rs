//! Operates Convex projects, and checks that a change to a Convex app breaks no data, client or scheduled call.
//!
//! - **Operate**: [`connect`] returns a [`Convex`], the root of handles for teams, projects and deployments. The same code
//!   calls Convex over HTTP, or a platform in this process (`embedded:`) that needs no account. [`from_env`] and
//!   [`from_deploy_key`] connect to one deployment.
//! - **Check**: [`compat`] compares two versions of an app, with stored documents and scheduled calls. Each
//!   finding that a value is refused carries that value.
//! - **Deploy**: `convex_ops::live` reads a deployment as a baseline, and `convex_ops::release` deploys what the gate lets pass.
//!   [`parity`] compares two deployments by name.
//! - **Develop**: `convex_ops::serve` runs the platform on a port, for Convex's own command and clients.
//!
//! # Three tasks
//!
//! Set up a project, with a key for CI that may do what a deploy needs and no more:
//!
//! ```
//! # #[cfg(feature = "embedded")]
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use convex_ops::{KeyPreset, connect};
//! use std::time::Duration;
//!
//! let convex = connect("embedded:")?; // or "https://api.convex.dev", with CONVEX_ACCESS_TOKEN
//! let team = convex.teams().list().all().await?.remove(0);
//! let todo = team.project("todo").ensure().await?;
//! let production = todo.production().ensure().await?;
//! let month = Duration::from_secs(30 * 86_400);
//! let key = production.deploy_keys().create("ci", KeyPreset::Deployer).expires_in(month).await?;
//! println!("{} {:?}", production.url, key.secret); // the secret prints `<redacted>`
//! # Ok::<(), convex_ops::Error>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Copy the data of production to staging:
//!
//! ```
//! use convex_ops::{ProjectHandle, Result};
//!
//! async fn refresh(todo: &ProjectHandle) -> Result<u64> {
//!     let staging = todo.deployment("staging").ensure().await?;
//!     Ok(staging.copy_data_from(&todo.production()).include_storage(true).await?.documents)
//! }
//! ```
//!
//! Check a change before it is deployed:
//!
//! ```
//! use convex_ops::compat::{Evidence, Options, check};
//! use convex_ops::surface::Surface;
//!
//! fn findings(live: &str, next: &str, now_ms: f64) -> convex_ops::Result<usize> {
//!     let report = check(&Surface::parse(live)?, &Surface::parse(next)?, &Evidence::default(), &Options::at(now_ms));
//!     Ok(report.findings.len())
//! }
//! ```
//!
//! # Features
//!
//! The default features build the command, so libraries set `default-features = false`.
//!
//! | feature | adds |
//! |---|---|
//! | none | the gate ([`compat`], [`surface`], [`schema`], [`value`]), and the types of operations and handles |
//! | `source` | inputs from files, folders and export zips |
//! | `client` | calls over HTTP: [`connect`] to `https://…` |
//! | `client-core` | the same without a transport, for browsers and for transports of your own |
//! | `embedded` | the platform in this process: [`connect`] to `embedded:` |
//! | `serve` | the platform on a port |
//! | `dashboard` | the page of `dashboard` inside the binary, with `client` and `serve` |
//! | `eval` | the evaluation of an app's modules |
//! | `cli` | the command |
//! | `mcp` | the command's tools for agents |
//! | `typegen` | JSON Schemas of all types |
//! | `uniffi` | bindings of further languages |
//!
//! # Where to look
//!
//! Types that programs name first are re-exported here. [`handles`] describes how handles work, [`api`] every operation of
//! Convex, [`engine`] the engines that carry out calls, and [`error`] how failures are reported.

#[cfg(feature = "eval")]
pub mod analysis;
mod archive;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(feature = "client-core", feature = "embedded"))]
mod connect;
#[cfg(all(feature = "client", feature = "serve"))]
pub mod dashboard;
#[cfg(feature = "embedded")]
pub mod embedded;
#[cfg(feature = "uniffi")]
pub mod ffi;
#[cfg(any(feature = "client-core", feature = "embedded"))]
pub mod live;
#[cfg(any(all(feature = "cli", any(feature = "client", feature = "serve")), feature = "eval"))]
mod os;
pub mod parity;
#[cfg(all(feature = "eval", feature = "source", any(feature = "client", feature = "embedded")))]
pub mod release;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod wire;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

#[cfg(feature = "client-core")]
pub use convex_ops_client::client;
#[cfg(any(feature = "embedded", all(feature = "eval", feature = "source", feature = "client")))]
use convex_ops_client::future;
#[cfg(feature = "embedded")]
use convex_ops_client::sqlite;
#[cfg(any(feature = "source", feature = "client", feature = "embedded"))]
use convex_ops_client::threads;
pub use convex_ops_client::{Cancel, Connection, Error, ErrorInfo, ErrorKind, Result};
pub use convex_ops_client::{api, artifact, deployment_selection, engine, error, handles, keys, model, module_path};
use convex_ops_client::{cancel, clock, json};
pub use convex_ops_gate::{compat, plan, schema, surface, value};

pub use convex_ops_client::api::imports::{ImportFormat, ImportMode};
pub use convex_ops_client::api::teams::{Invitation, Member};
pub use convex_ops_client::engine::{Page, PageRequest, Pager};
pub use convex_ops_client::handles::{
    AuditEvent, AuditLog, Backup, Backups, Call, Convex, Copied, CustomDomains, DefaultEnvironment, DeployKey,
    DeployKeys, Deployment, DeploymentApi, DeploymentAuditLog, DeploymentHandle, DeploymentPath, DeploymentSelector,
    Deployments, Download, Environment, EnvironmentChanges, Identity, IdentityKind, ImportSource, Invitations,
    KeyPreset, LogStreams, Members, MetricUsage, NewDeployKey, PlatformApi, Progress, ProgressPhase, ProgressUnit,
    Project, ProjectHandle, ProjectPath, Projects, ReleaseLocation, Reporter, Rotation, Target, Team, TeamHandle,
    Teams, TimeRange, Token, Tokens, Usage,
};
pub use convex_ops_client::keys::Secret;
pub use convex_ops_client::model::{DeploymentType, Role, Timestamp};

#[cfg(any(feature = "client-core", feature = "embedded"))]
pub use connect::{ConvexBuilder, TargetBuilder, connect, from_deploy_key, from_env, from_variables};

#[cfg(all(feature = "eval", feature = "source", any(feature = "client", feature = "embedded")))]
pub use release::bundle;

// The Rust examples of these pages must compile.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../docs/sdk.md")]
struct Sdk;

#[cfg(all(doctest, feature = "client", feature = "eval", feature = "source"))]
#[doc = include_str!("../../docs/deploy.md")]
struct DeployPage;
