//! `dataSync`

use serde::{Deserialize, Serialize};

use super::Selection;
use crate::api::{Contract, Operation, Pagination, Retry};
use crate::model::{Action, open_union};

/// Reads a page of a deployment's data, and of what changes in it.
///
/// The first call has no cursor; each next one has the `nextCursor` of the last answer. For one copy, read until the
/// status is `upToDate`; for a copy that follows, go on, and wait for a while after each such page. A cursor is valid
/// for three days after the last call. On the plan Professional and above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DataSync {
    /// The last answer's `nextCursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// What is exported; by default everything. It may change between the calls: what is newly selected begins with a
    /// truncation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
}

impl Operation for DataSync {
    type Response = DataSyncPage;

    const CONTRACT: Contract = Contract::deployment("dataSync", "POST /data/sync")
        .retried(Retry::Always)
        .fails_with(&["DataSyncCursorExpired"])
        .needs(&[Action::DeploymentDataView]);
}

/// One page of a data sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DataSyncPage {
    /// Where the copy stands after this page.
    pub status: DataSyncStatus,
    /// Tables that begin anew: drop what the copy has of them, then apply `values`.
    pub truncates: Vec<Truncation>,
    /// Documents that were created, changed or deleted.
    pub values: Vec<SyncedDocument>,
    /// Names the sync.
    pub sync_id: String,
    /// Where the next page begins; there is always one.
    pub pagination: Pagination,
}

open_union! {
    /// Where a copy stands.
    pub enum DataSyncStatus by "type" {
        /// It is still being made: what was read so far belongs to no one moment.
        Snapshotting(FirstPass) = "snapshotting",
        /// It is as the data was at a time, and there is newer data.
        Stale(ConsistentAt) = "stale",
        /// It is as the data is.
        UpToDate(ConsistentAt) = "upToDate",
    }
}

/// The copy is still being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FirstPass {}

/// The moment that a copy shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConsistentAt {
    /// The database's timestamp of that moment.
    pub snapshot_ts: i64,
}

/// A table that begins anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Truncation {
    /// The path of its component; empty for the app itself.
    pub component: String,
    /// The table.
    pub table: String,
}

/// A document that was created, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncedDocument {
    /// The path of its component; empty for the app itself.
    pub component: String,
    /// Its table.
    pub table: String,
    /// The database's timestamp of the change.
    pub ts: i64,
    /// Whether it was deleted.
    pub deleted: bool,
    /// Its fields, in the encoding of exports; of a deleted one the `_id` alone.
    pub value: serde_json::Map<String, serde_json::Value>,
}
