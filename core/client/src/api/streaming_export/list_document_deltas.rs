//! `listDocumentDeltas`

use serde::{Deserialize, Serialize};

use super::{StreamSelection, StreamedDocument};
use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Reads a page of the changes after a timestamp, in chronological order.
///
/// The first call sends the `snapshot` of [`ListSnapshot`](super::ListSnapshot) as its cursor; each following call
/// sends the cursor of the previous response. A table that an import replaces is not reported as such: its documents
/// appear as new ones, and deletions of the old ones are not reported. [`DataSync`](crate::api::data_sync::DataSync)
/// reports both. Requires the Professional plan or above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDocumentDeltas {
    /// Database timestamp to start from. Required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typegen", schemars(with = "Option<crate::api::int64::Int64>"))]
    pub cursor: Option<i64>,
    /// Data to stream, and its format.
    #[serde(flatten)]
    pub streamed: StreamSelection,
}

impl Operation for ListDocumentDeltas {
    type Response = DocumentDeltas;

    const CONTRACT: Contract = Contract::data("listDocumentDeltas", "POST /document_deltas")
        .retry(Retry::Always)
        .fails_with(&["DocumentDeltasCursorRequired", "BadFormat"])
        .needs(&[Action::DeploymentDataView]);
}

/// A page of changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DocumentDeltas {
    /// Documents, sorted by timestamp.
    pub values: Vec<StreamedDocument>,
    /// Database timestamp at which the next page starts.
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub cursor: i64,
    /// `true` if more changes are available.
    pub has_more: bool,
}
