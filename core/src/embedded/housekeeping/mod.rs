//! Maintenance over time: removes expired deployments and backups, and requests periodic backups.

mod backups;
mod due;
mod expired_deployments;

pub(super) use due::{is_due, run};
