//! Convex's platform in this process: teams, projects, deployments, keys, in memory or in a SQLite file.
//!
//! [`Platform::call`] answers any operation of [`api`](crate::api) as Convex would, without an account and without a
//! network. What Convex does outside its API (choosing a plan, accepting an invitation) is in [`Admin`].
//!
//! ```
//! use convex_ops::api::projects::CreateProject;
//! use convex_ops::embedded::{Caller, Options, Platform};
//!
//! let platform = Platform::open("embedded:", &Options::default())?;
//! let first = platform.bootstrap()?;
//! let me = Caller::with_token(first.token.clone());
//! let project = platform.call(&me, CreateProject::new(first.team_id, "To do"))?;
//! assert_eq!(project.slug, "to-do");
//! # Ok::<(), convex_ops::Error>(())
//! ```

mod access;
mod addresses;
mod admin;
mod audit;
mod caller;
mod context;
mod database;
mod engine;
mod files;
mod housekeeping;
mod job;
mod operations;
mod options;
mod paging;
mod platform;
mod ports;
mod refusals;
mod rows;
mod runtime;
mod secrets;
mod store;
mod subject;

mod access_tokens;
mod audit_log;
mod backups;
mod canonical_urls;
mod custom_domains;
mod custom_roles;
mod data_sync;
mod default_environment_variables;
mod deploy_keys;
mod deployment_info;
mod deployments;
mod documents;
mod environment_variables;
mod exports;
pub(crate) mod functions;
mod imports;
mod log_streams;
mod lookups;
mod pausing;
mod projects;
mod pushes;
mod queries;
mod scheduled;
mod schemas;
mod streaming_export;
mod teams;
mod usage;

pub use addresses::{Addresses, CloudAddresses};
pub use admin::{Admin, NewMember};
pub use caller::Caller;
pub use engine::Session;
pub use options::Options;
pub use platform::{First, Platform};
pub use runtime::{Download, Reply};
pub use scheduled::ScheduleCall;
pub use secrets::is_same_secret;
pub use store::Revision;
