//! `deletePreviewDeployKey`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::{Action, ProjectId};

/// Deletes a preview deploy key of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeletePreviewDeployKey {
    /// Project ID.
    pub project_id: ProjectId,
    /// The key, with or without the part before the `|`, or its name.
    pub id: Secret,
}

impl Operation for DeletePreviewDeployKey {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("deletePreviewDeployKey", "POST /projects/{project_id}/delete_preview_deploy_key")
            .accepts(Credential::OF_PROJECTS)
            .retry(Retry::UntilGone)
            .fails_with(&["ProjectNotFound"])
            .needs(&[Action::ProjectTokenDelete]);
}
