//! Performs imports. An uploaded file is previewed and, once confirmed, imported completely or not at all.
//!
//! Documents are loaded into hidden tables in batches and become visible in one transaction at the end. A killed
//! process leaves only hidden tables behind; the next process removes them and restarts the import.
//!
//! Source: `crates/application/src/snapshot_import` of convex-backend; the texts are Convex's own.

mod content;
mod finish;
mod initial_state;
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
pub(in crate::embedded) use recovery::{deployment_of, is_any_pending, pending, restart_interrupted};
