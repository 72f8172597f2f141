//! `listSnapshot`

use serde::{Deserialize, Serialize};

use super::{StreamSelection, StreamedDocument};
use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Reads a page of the documents as of one moment.
///
/// The first call has neither `snapshot` nor `cursor`; each following call sends those of the previous response, while
/// there is more. Later changes are then read with [`ListDocumentDeltas`](super::ListDocumentDeltas), starting at
/// `snapshot`. Requires the Professional plan or above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListSnapshot {
    /// Database timestamp of the snapshot: at most five days ago. Now by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typegen", schemars(with = "Option<crate::api::int64::Int64>"))]
    pub snapshot: Option<i64>,
    /// Cursor of the previous response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Data to stream, and its format.
    #[serde(flatten)]
    pub streamed: StreamSelection,
}

impl Operation for ListSnapshot {
    type Response = SnapshotPage;

    const CONTRACT: Contract = Contract::data("listSnapshot", "POST /list_snapshot")
        .retry(Retry::Always)
        .fails_with(&["InvalidListSnapshotCursor", "SnapshotTooNew", "SnapshotTooOld", "BadFormat"])
        .needs(&[Action::DeploymentDataView]);
}

/// A page of the documents as of one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SnapshotPage {
    /// Documents. May be empty even if there are more pages.
    pub values: Vec<StreamedDocument>,
    /// Database timestamp of the snapshot.
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub snapshot: i64,
    /// Start of the next page.
    pub cursor: Option<String>,
    /// `true` if there is a next page.
    pub has_more: bool,
}
