//! Backups: exports that the platform keeps for a deployment, and restores from them.
//!
//! A backup is an export that the platform asked for, and a restore an import of it that replaces all. So both come about
//! as these do: a backup shows one moment, and a restore becomes visible all at once.
//!
//! There is no clock that rings. The first call after a backup has expired removes it, and the first call after one is due
//! begins it, before it does anything else; one that was due several times is made once. As documents change by calls alone,
//! such a backup is late, but misses nothing.
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
