//! What the passing of time brings: deployments and backups that expire, and backups that are to be made.

mod backups;
mod due;
mod expired_deployments;

pub(super) use due::run;
