//! Convex's platform in this process: teams, projects, deployments and keys, in memory or in a SQLite file.
//!
//! [`Platform::call`] runs any operation of [`api`](crate::api) as Convex would, without an account or a network.
//! [`Admin`] makes the changes that Convex makes outside its API, such as choosing a plan or accepting an invitation.
//!
//! ```
//! use convex_ops::api::projects::CreateProject;
//! use convex_ops::embedded::{Caller, EmbeddedOptions, Platform};
//!
//! let platform = Platform::open("embedded:", &EmbeddedOptions::default())?;
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
mod encryption_key;
mod engine;
mod housekeeping;
mod operations;
mod options;
mod paging;
mod platform;
mod ports;
mod records;
mod refusals;
mod runtime;
mod secrets;
mod store;
mod workers;

pub use addresses::{Addresses, CloudAddresses};
pub use admin::{Admin, NewMember};
pub use caller::Caller;
pub use encryption_key::EncryptionKey;
pub use engine::Session;
pub use options::EmbeddedOptions;
pub use platform::{First, Platform};
pub use records::scheduled_call::ScheduleCall;
pub use runtime::{EmbeddedDownload, Reply, StoredDownload};
pub use secrets::is_same_secret;
pub use store::Revision;
