//! `setExportExpiration`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Changes how long an export is kept: 14 days where nobody says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SetExportExpiration {
    /// The export.
    pub snapshot_id: String,
    /// Until when it is kept, in nanoseconds since the Unix epoch.
    pub expiration_ts_ns: u64,
}

impl Operation for SetExportExpiration {
    type Response = ();

    const CONTRACT: Contract = Contract::data("setExportExpiration", "POST /export/set_expiration/{snapshot_id}")
        .retried(Retry::Always)
        .fails_with(&["ExportNotFound", "ExportNotCompleted"])
        .needs(&[Action::DeploymentBackupsDelete]);
}
