//! `cancelImport`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Cancels an unfinished import. None of its data is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CancelImport {
    /// Import ID.
    pub import_id: String,
}

impl Operation for CancelImport {
    type Response = ();

    const CONTRACT: Contract = Contract::data("cancelImport", "POST /cancel_import")
        .fails_with(&["InvalidImport", "ImportNotFound", "CannotCancelImport"])
        .needs(&[Action::DeploymentBackupsImport]);
}
