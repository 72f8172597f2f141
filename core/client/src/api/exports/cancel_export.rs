//! `cancelExport`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Cancels an export that is not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CancelExport {
    /// Export ID.
    pub snapshot_id: String,
}

impl Operation for CancelExport {
    type Response = ();

    /// Source: Convex requires the permission to import.
    const CONTRACT: Contract = Contract::data("cancelExport", "POST /export/cancel/{snapshot_id}")
        .without_body()
        .fails_with(&["ExportNotFound", "CannotCancelExport"])
        .needs(&[Action::DeploymentBackupsImport]);
}
