//! Streaming the data of a deployment to another system.

#[expect(clippy::module_inception, reason = "a file is named after its operation")]
mod data_sync;
mod inclusion;
mod list_active_syncs;
mod selection;

pub use data_sync::{ConsistentAt, DataSync, DataSyncPage, DataSyncStatus, FirstPass, SyncedDocument, Truncation};
pub use inclusion::SelectionState;
pub use list_active_syncs::{
    ActiveSync, ActiveSyncStatus, ActiveSyncs, ListActiveSyncs, SnapshotProgress, SyncProgress,
};
pub use selection::{Columns, ComponentSelection, Excluded, SelectedTables, SyncSelection, TableSelection};
