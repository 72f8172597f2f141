//! Imports: a file is uploaded, looked at, confirmed, and imported, all of it or nothing.
//!
//! What is imported goes into hidden tables, in batches, and becomes visible in one transaction at the end. A process that
//! is killed on the way leaves nothing but hidden tables; the next one removes them, and begins the import anew.
//!
//! Source: `crates/application/src/snapshot_import` of convex-backend; its texts are Convex's own.

mod at_once;
mod confirm;
mod content;
mod fill;
mod finish;
mod left;
mod look;
mod message;
mod perform;
mod plan;
mod restore;
mod row;
mod state;
mod stored;
mod upload;

pub(super) use content::in_component;
pub(super) use left::{begin_anew, is_any_pending, pending};
pub(super) use look::look_at;
pub(super) use message::with_commas;
pub(super) use perform::perform;
pub(super) use restore::{is_restoring, restore};
pub(super) use row::ImportRow;
