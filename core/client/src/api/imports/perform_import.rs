//! `performImport`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Confirms an import that waits for confirmation, and starts it. Imports that are running or complete are not
/// affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct PerformImport {
    /// Import ID.
    pub import_id: String,
}

impl Operation for PerformImport {
    type Response = ();

    const CONTRACT: Contract = Contract::data("performImport", "POST /perform_import")
        .retry(Retry::Always)
        .fails_with(&["InvalidImport", "ImportNotFound"])
        .needs(&[Action::DeploymentBackupsImport]);
}
