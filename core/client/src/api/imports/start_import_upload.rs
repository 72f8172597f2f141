//! `startImportUpload`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation};
use crate::model::Action;

/// Starts the upload of a file to import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct StartImportUpload {}

impl Operation for StartImportUpload {
    type Response = ImportUpload;

    const CONTRACT: Contract = Contract::data("startImportUpload", "POST /import/start_upload")
        .with_optional_body()
        .needs(&[Action::DeploymentBackupsImport]);
}

/// A started upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ImportUpload {
    /// Upload ID.
    pub upload_token: String,
}
