//! `performImport`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Confirms an import that waits for it, which is then done. One that is under way, or done, stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PerformImport {
    /// The import.
    pub import_id: String,
}

impl Operation for PerformImport {
    type Response = ();

    const CONTRACT: Contract = Contract::data("performImport", "POST /perform_import")
        .retried(Retry::Always)
        .fails_with(&["InvalidImport", "ImportNotFound"])
        .needs(&[Action::DeploymentBackupsImport]);
}
