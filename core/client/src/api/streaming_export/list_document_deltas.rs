//! `listDocumentDeltas`

use serde::{Deserialize, Serialize};

use super::{Streamed, StreamedDocument};
use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Reads a page of what changed after a moment, in the order in which it did.
///
/// The first call has the `snapshot` of [`ListSnapshot`](super::ListSnapshot) as its cursor; each next one the last
/// answer's. A table that an import replaces is not told as such: its documents are new ones, and those that are gone are
/// not said to be. [`DataSync`](crate::api::data_sync::DataSync) does better. On the plan Professional and above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListDocumentDeltas {
    /// The moment, as a timestamp of the database. It must be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<i64>,
    /// What is read, and how it is written.
    #[serde(flatten)]
    pub streamed: Streamed,
}

impl Operation for ListDocumentDeltas {
    type Response = DocumentDeltas;

    const CONTRACT: Contract = Contract::data("listDocumentDeltas", "POST /document_deltas")
        .retried(Retry::Always)
        .fails_with(&["DocumentDeltasCursorRequired", "BadFormat"])
        .needs(&[Action::DeploymentDataView]);
}

/// A page of what changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DocumentDeltas {
    /// The documents, in the order of their timestamps.
    pub values: Vec<StreamedDocument>,
    /// The moment from which the next page goes on, as a timestamp of the database.
    pub cursor: i64,
    /// Whether there is more already.
    pub has_more: bool,
}
