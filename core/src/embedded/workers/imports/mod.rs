//! Doing imports: a file that was uploaded is looked at, and once that is confirmed imported, all of it or nothing.
//!
//! What is imported goes into hidden tables, in batches, and becomes visible in one transaction at the end. A process that
//! is killed on the way leaves nothing but hidden tables; the next one removes them, and restarts the import.
//!
//! Source: `crates/application/src/snapshot_import` of convex-backend; its texts are Convex's own.

mod before;
mod content;
mod finish;
mod load;
mod message;
mod perform;
mod plan;
mod preview;
mod progress;
mod recovery;
mod schema_checks;
mod stored_files;
mod table;

pub(in crate::embedded) use perform::perform;
pub(in crate::embedded) use preview::preview;
pub(in crate::embedded) use recovery::{is_any_pending, pending, restart_interrupted};
