//! Backups: exports that the platform keeps for a deployment, and restores from them.
//!
//! A backup is an export that the platform asked for, and a restore an import of it that replaces all. So both come about
//! as these do: a backup shows one moment, and a restore becomes visible all at once.
//!
//! Backups that have expired go, and those that are due are begun, at the next call of anybody, or where whoever serves the
//! platform has it [attend](super::Platform::attend). One that was due several times is made once. It shows the documents as
//! they are when it is made.
//!
//! Source: the dashboard of convex-backend, and `crates/model/src/{exports,snapshot_imports}`; what only Convex's own
//! service knows is assumed.

mod change;
mod due;
mod periodic;
mod read;
mod request;
mod restore;
mod row;

pub(super) use due::{attend, is_any_due};
