//! `requestZipExport`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Requests an export of the current data of all tables. Only one export runs at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RequestZipExport {
    /// Includes stored files.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub include_storage: bool,
    /// Component to export. All components by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<String>,
}

impl Operation for RequestZipExport {
    type Response = ();

    const CONTRACT: Contract = Contract::data("requestZipExport", "POST /export/request/zip")
        .query(&["includeStorage", "component"])
        .without_body()
        .fails_with(&["ExportInProgress"])
        .needs(&[Action::DeploymentBackupsCreate]);
}
