//! `listActiveSyncs`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Paged, Pagination, Paging};
use crate::model::{Action, open_union};

/// Lists the data syncs of the last three days, those called last first, in pages. On the plan Professional and above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListActiveSyncs {
    /// How many syncs a page has at most: 1 to 100, by default 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page begins: the last page's `nextCursor`.
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

impl Paged for ListActiveSyncs {
    type Item = ActiveSync;

    fn at_cursor(&mut self, cursor: Option<String>) {
        self.cursor = cursor;
    }

    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination) {
        (response.syncs, response.pagination)
    }
}

/// A page of data syncs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActiveSyncs {
    /// The syncs.
    pub syncs: Vec<ActiveSync>,
    /// Where the next page begins.
    pub pagination: Pagination,
}

/// A data sync that was called in the last three days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActiveSync {
    /// Names the sync.
    pub sync_id: String,
    /// When it was last called, in milliseconds since the Unix epoch.
    pub last_updated: i64,
    /// How far it is.
    pub status: ActiveSyncStatus,
}

open_union! {
    /// How far a data sync is.
    pub enum ActiveSyncStatus by "type" {
        /// The copy is still being made.
        Snapshotting(SnapshotProgress) = "snapshotting",
        /// The copy is whole, and there is newer data.
        Stale(FollowedTo) = "stale",
        /// The copy is as the data is.
        UpToDate(FollowedTo) = "upToDate",
    }
}

/// How far the making of a copy is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SnapshotProgress {
    /// How many tables are done.
    pub num_tables_synced: u64,
    /// How many tables are selected.
    pub total_tables: u64,
    /// The component of the table that is being read; empty for the app itself.
    pub current_component: String,
    /// The table that is being read.
    pub current_table: String,
    /// How many of its documents were read.
    pub num_documents_in_current_table: u64,
    /// How many it has, as of lately.
    pub total_documents_in_current_table: u64,
    /// How many documents were sent since it began, with those deleted and sent again.
    pub num_documents_synced: u64,
    /// How many documents all selected tables have, as of lately.
    pub total_documents: u64,
}

/// How far a whole copy is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FollowedTo {
    /// How many tables are selected.
    pub total_tables: u64,
    /// How many documents were sent since it began, with those deleted and sent again.
    pub num_documents_synced: u64,
    /// The database's timestamp of the moment that the copy shows.
    pub synced_ts: i64,
}
