//! `requestZipExport`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Asks for an export of all tables, as they are now. One is made at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestZipExport {
    /// Whether stored files are exported too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub include_storage: bool,
    /// The component; all of them where it is not given.
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
