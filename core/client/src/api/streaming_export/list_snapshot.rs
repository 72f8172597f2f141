//! `listSnapshot`

use serde::{Deserialize, Serialize};

use super::{Streamed, StreamedDocument};
use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Reads a page of the documents as they were at one moment.
///
/// The first call has neither `snapshot` nor `cursor`; each next one has those of the last answer, as long as there is
/// more. Then what changes is read with [`ListDocumentDeltas`](super::ListDocumentDeltas), from `snapshot` on. On the plan
/// Professional and above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListSnapshot {
    /// The moment, as a timestamp of the database: at most five days ago; now, where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<i64>,
    /// The last answer's cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// What is read, and how it is written.
    #[serde(flatten)]
    pub streamed: Streamed,
}

impl Operation for ListSnapshot {
    type Response = SnapshotPage;

    const CONTRACT: Contract = Contract::data("listSnapshot", "POST /list_snapshot")
        .retried(Retry::Always)
        .fails_with(&["InvalidListSnapshotCursor", "SnapshotTooNew", "SnapshotTooOld", "BadFormat"])
        .needs(&[Action::DeploymentDataView]);
}

/// A page of the documents as they were at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SnapshotPage {
    /// The documents; there may be none, though there is more.
    pub values: Vec<StreamedDocument>,
    /// The moment, as a timestamp of the database.
    pub snapshot: i64,
    /// Where the next page begins.
    pub cursor: Option<String>,
    /// Whether there is a next page.
    pub has_more: bool,
}
