//! Backups: exports that the platform keeps for a deployment, and restores from them.
//!
//! A backup is an export requested by the platform. A restore is an import of it that replaces all documents. Both
//! therefore have the same guarantees: a backup shows one moment, and a restore becomes visible all at once.
//!
//! Expired backups are removed and due ones requested at the next call, or when
//! [`Platform::run_maintenance`](crate::embedded::Platform::run_maintenance) runs. A backup that was due several times
//! is made once, and contains the documents of the time when it is made.
//!
//! Source: the dashboard of convex-backend and `crates/model/src/{exports,snapshot_imports}`. Behavior that only
//! Convex's closed-source service defines is assumed.

mod backup;
mod cancel_cloud_backup;
mod configure_periodic_backup;
mod delete_cloud_backup;
mod disable_periodic_backup;
mod get_cloud_backup;
mod get_periodic_backup_config;
mod limits;
mod list_cloud_backups;
mod periodic;
mod request_cloud_backup;
mod restore_from_cloud_backup;
