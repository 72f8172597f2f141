//! Backups: exports that the platform keeps for a deployment, and restores from them.
//!
//! A backup is an export that the platform asked for, and a restore an import of it that replaces all. So both come about
//! as these do: a backup shows one moment, and a restore becomes visible all at once.
//!
//! Backups that have expired go, and those that are due are begun, at the next call of anybody, or where whoever serves the
//! platform has it [attend](crate::embedded::Platform::attend). One that was due several times is made once. It shows the documents as
//! they are when it is made.
//!
//! Source: the dashboard of convex-backend, and `crates/model/src/{exports,snapshot_imports}`; what only Convex's own
//! service knows is assumed.

mod backup;
mod cancel_cloud_backup;
mod configure_periodic_backup;
mod delete_cloud_backup;
mod disable_periodic_backup;
mod get_cloud_backup;
mod get_periodic_backup_config;
mod list_cloud_backups;
mod periodic;
mod request_cloud_backup;
mod restore_from_cloud_backup;
