//! Handlers of the operations, each in a file with the operation's name.

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
mod environment_variables;
mod exports;
pub(super) mod functions;
pub(super) mod imports;
mod log_streams;
mod lookups;
mod pausing;
mod projects;
mod pushes;
mod streaming_export;
mod table;
mod teams;
mod usage;

pub(super) use table::{also_accepts, prepare};
