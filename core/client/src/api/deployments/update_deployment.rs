//! `updateDeployment`

use serde::{Deserialize, Serialize};

use crate::api::{Change, Contract, Credential, Operation, Retry};
use crate::model::{Action, DeploymentType, Timestamp};

/// Updates the given fields of a deployment and keeps the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateDeployment {
    /// Name of the deployment, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Reference: the name within the project, unique there. 3 to 100 characters: lowercase letters, digits, `-` and
    /// `/`. It must not have the form of a deployment name, start with `local-`, or be one of `prod`, `dev`, `cloud`,
    /// `local`, `default`, `name`, `new`, `existing`, `deployment`, `preview`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The dashboard asks for confirmation before edits of data. `null` restores the default: on for `prod`, off for
    /// others.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dashboard_edit_confirmation: Change<bool>,
    /// Time of deletion: at least 30 minutes from now and at most the preview retention of the team's plan. `null`
    /// means never.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub expires_at: Change<Timestamp>,
    /// Sends function logs to clients. `null` restores the default: off for `prod`, on for others.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub send_logs_to_client: Change<bool>,
    /// Deployment class, if the team's plan allows a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Makes it the default: for `prod` the project's, for `dev` its creator's. Fails for other types, and if another
    /// default exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Deployment type. A default deployment also requires `isDefault`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
}

impl Operation for UpdateDeployment {
    type Response = ();

    const CONTRACT: Contract = Contract::management("updateDeployment", "PATCH /deployments/{deployment_name}")
        .accepts(Credential::OF_PROJECTS)
        .retry(Retry::Always)
        .fails_with(&["DeploymentNotFound"])
        .needs(&[
            Action::DeploymentUpdateReference,
            Action::DeploymentUpdateDashboardEditConfirmation,
            Action::DeploymentUpdateExpiresAt,
            Action::DeploymentUpdateSendLogsToClient,
            Action::DeploymentUpdateClass,
            Action::DeploymentUpdateIsDefault,
            Action::DeploymentUpdateType,
        ]);
}
