//! `listActiveSyncs`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, PagedResponse, Pagination, Paging};
use crate::model::{Action, Timestamp, open_union};

/// Lists the data syncs of the last three days, most recently called first, in pages. Requires the Professional plan or
/// above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListActiveSyncs {
    /// Maximum number of syncs per page: 1 to 100, 50 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Operation for ListActiveSyncs {
    type Response = ActiveSyncs;

    const CONTRACT: Contract = Contract::deployment("listActiveSyncs", "GET /data/list_active_syncs")
        .query(&["limit", "cursor"])
        .paged(Paging::by(50).items_in("syncs"))
        .needs(&[Action::DeploymentDataView]);
}

/// A page of data syncs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ActiveSyncs {
    /// Data syncs.
    pub syncs: Vec<ActiveSync>,
    /// Start of the next page.
    pub pagination: Pagination,
}

impl PagedResponse for ActiveSyncs {
    type Item = ActiveSync;

    fn into_page(self) -> (Vec<ActiveSync>, Pagination) {
        (self.syncs, self.pagination)
    }
}

/// A data sync that was called in the last three days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ActiveSync {
    /// Sync ID.
    pub sync_id: String,
    /// Time of the last call.
    pub last_updated: Timestamp,
    /// Progress of the sync.
    pub status: ActiveSyncStatus,
}

open_union! {
    /// Progress of a data sync.
    pub enum ActiveSyncStatus by "type" {
        /// The first pass is in progress.
        Snapshotting(SnapshotProgress) = "snapshotting",
        /// The copy is complete, and newer data exists.
        Stale(SyncProgress) = "stale",
        /// The copy is up to date.
        UpToDate(SyncProgress) = "upToDate",
    }
}

/// Progress of the first pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SnapshotProgress {
    /// Number of completed tables.
    pub num_tables_synced: u64,
    /// Number of selected tables.
    pub total_tables: u64,
    /// Component of the table being read. Empty for the app.
    pub current_component: String,
    /// Table being read.
    pub current_table: String,
    /// Number of documents read from that table.
    pub num_documents_in_current_table: u64,
    /// Approximate number of documents in that table.
    pub total_documents_in_current_table: u64,
    /// Number of documents sent since the start, including deleted and resent ones.
    pub num_documents_synced: u64,
    /// Approximate number of documents in all selected tables.
    pub total_documents: u64,
}

/// Progress of a complete copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SyncProgress {
    /// Number of selected tables.
    pub total_tables: u64,
    /// Number of documents sent since the start, including deleted and resent ones.
    pub num_documents_synced: u64,
    /// Database timestamp at which the copy is consistent.
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub synced_ts: i64,
}
