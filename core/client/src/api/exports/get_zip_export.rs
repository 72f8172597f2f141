//! `getZipExport`

use serde::{Deserialize, Serialize};

use crate::api::{Bytes, Contract, Operation};
use crate::model::Action;

/// Downloads an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetZipExport {
    /// Export ID, or the timestamp of its snapshot in nanoseconds since the Unix epoch.
    pub id: String,
}

impl Operation for GetZipExport {
    type Response = Bytes;

    const CONTRACT: Contract = Contract::data("getZipExport", "GET /export/zip/{id}")
        .answers_bytes()
        .fails_with(&["BadSnapshotId", "ExportNotFound"])
        .needs(&[Action::DeploymentBackupsDownload]);
}
