//! Operates Convex projects, and checks that a change to a Convex app breaks no data, client or scheduled call.

#[cfg(feature = "eval")]
pub mod analysis;
mod archive;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(feature = "client-core", feature = "embedded"))]
mod connect;
#[cfg(feature = "embedded")]
pub mod embedded;
#[cfg(feature = "uniffi")]
pub mod ffi;
#[cfg(any(all(feature = "cli", feature = "serve"), all(feature = "source", feature = "eval")))]
mod os;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod wire;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

#[cfg(feature = "client-core")]
pub use convex_ops_client::client;
#[cfg(feature = "embedded")]
use convex_ops_client::future;
#[cfg(feature = "embedded")]
use convex_ops_client::sqlite;
#[cfg(any(feature = "source", feature = "embedded"))]
use convex_ops_client::threads;
pub use convex_ops_client::{Cancel, Connection, Error, ErrorInfo, ErrorKind, Result};
pub use convex_ops_client::{api, artifact, engine, error, handles, keys, model};
use convex_ops_client::{cancel, clock, json};
pub use convex_ops_gate::{compat, schema, surface, value};

pub use convex_ops_client::api::imports::{ImportFormat, ImportMode};
pub use convex_ops_client::api::teams::{Invitation, Member};
pub use convex_ops_client::engine::{Page, PageRequest, Pager};
pub use convex_ops_client::handles::{
    AuditEvent, AuditLog, Backup, Backups, Convex, Copied, CustomDomains, DefaultEnvironment, DeployKey, DeployKeys,
    Deployment, DeploymentAuditLog, DeploymentHandle, DeploymentPath, DeploymentSelector, Deployments, Download,
    Environment, EnvironmentChanges, Identity, IdentityKind, ImportSource, Invitations, KeyPreset, LogStreams, Members,
    MetricUsage, NewDeployKey, Project, ProjectHandle, ProjectPath, Projects, Rotation, Target, Team, TeamHandle,
    Teams, TimeRange, Token, Tokens, Usage,
};
pub use convex_ops_client::keys::Secret;
pub use convex_ops_client::model::{DeploymentType, Role, Timestamp};

#[cfg(any(feature = "client-core", feature = "embedded"))]
pub use connect::{ConvexBuilder, TargetBuilder, connect, from_deploy_key, from_env, from_variables};

// The Rust examples of these pages must compile.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../docs/sdk.md")]
struct Sdk;
