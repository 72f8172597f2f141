//! Streaming a deployment's data.

mod cursor;
#[expect(clippy::module_inception, reason = "the operation that the resource is named after")]
mod data_sync;
mod lifetime;
mod list_active_syncs;
mod page;
mod progress;
