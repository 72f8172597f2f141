//! `dataSync`

use serde::{Deserialize, Serialize};

use super::SyncSelection;
use crate::api::{Contract, Operation, Pagination, Retry};
use crate::model::{Action, open_union};

/// Reads a page of a deployment's data and of its changes.
///
/// The first call has no cursor; each following call sends `nextCursor` of the previous response. For a single copy,
/// read until the status is `upToDate`. To follow changes, keep reading, with a pause after each such page. A cursor
/// expires three days after the last call. Requires the Professional plan or above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DataSync {
    /// `nextCursor` of the previous response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Data to export, everything by default. The selection may change between calls: newly selected tables start with
    /// a truncation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<SyncSelection>,
}

impl Operation for DataSync {
    type Response = DataSyncPage;

    const CONTRACT: Contract = Contract::deployment("dataSync", "POST /data/sync")
        .retry(Retry::Always)
        .fails_with(&["DataSyncCursorExpired"])
        .needs(&[Action::DeploymentDataView]);
}

/// One page of a data sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DataSyncPage {
    /// State of the copy after this page.
    pub status: DataSyncStatus,
    /// Tables that restart: delete their rows in the copy, then apply `values`.
    pub truncates: Vec<Truncation>,
    /// Created, changed or deleted documents.
    pub values: Vec<SyncedDocument>,
    /// Sync ID.
    pub sync_id: String,
    /// Start of the next page. Always present.
    pub pagination: Pagination,
}

open_union! {
    /// State of a copy.
    pub enum DataSyncStatus by "type" {
        /// In progress. The rows read so far do not form a consistent snapshot.
        Snapshotting(FirstPass) = "snapshotting",
        /// Consistent as of a past time. Newer data exists.
        Stale(ConsistentAt) = "stale",
        /// Consistent and up to date.
        UpToDate(ConsistentAt) = "upToDate",
    }
}

/// The first pass is in progress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FirstPass {}

/// Time at which a copy is consistent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConsistentAt {
    /// Database timestamp of that time.
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub snapshot_ts: i64,
}

/// A table that restarts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Truncation {
    /// Path of the component. Empty for the app.
    pub component: String,
    /// Name of the table.
    pub table: String,
}

/// A created, changed or deleted document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SyncedDocument {
    /// Path of the component. Empty for the app.
    pub component: String,
    /// Table.
    pub table: String,
    /// Database timestamp of the change.
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub ts: i64,
    /// `true` if the document was deleted.
    pub deleted: bool,
    /// Fields, in the encoding of exports. Only `_id` if the document was deleted.
    pub value: serde_json::Map<String, serde_json::Value>,
}
