//! `setExportExpiration`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Changes the expiration time of an export. Exports expire after 14 days by default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct SetExportExpiration {
    /// Export ID.
    pub snapshot_id: String,
    /// Expiration time, in nanoseconds since the Unix epoch.
    #[cfg_attr(feature = "typegen", schemars(with = "crate::api::int64::Int64"))]
    pub expiration_ts_ns: u64,
}

impl Operation for SetExportExpiration {
    type Response = ();

    const CONTRACT: Contract = Contract::data("setExportExpiration", "POST /export/set_expiration/{snapshot_id}")
        .retry(Retry::Always)
        .fails_with(&["ExportNotFound", "ExportNotCompleted"])
        .needs(&[Action::DeploymentBackupsDelete]);
}
