//! `updateDeployment`

use serde::{Deserialize, Serialize};

use crate::api::{Change, Contract, Credential, Operation, Retry};
use crate::model::{Action, DeploymentType};

/// Changes what is given of a deployment, and leaves the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateDeployment {
    /// The deployment's name, such as `happy-otter-123`.
    pub deployment_name: String,
    /// Its name within the project, unique there: 3 to 100 characters, lowercase letters, digits, `-` and `/`; not of
    /// the form of a deployment's name, not beginning with `local-`, and none of `prod`, `dev`, `cloud`, `local`,
    /// `default`, `name`, `new`, `existing`, `deployment`, `preview`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the dashboard asks before data is edited. `null` goes back to the default: for `prod` it asks, for
    /// others not.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub dashboard_edit_confirmation: Change<bool>,
    /// When it will be deleted, in milliseconds since the Unix epoch: at least 30 minutes ahead, and at most as many
    /// days as the team's plan keeps previews. `null` means never.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub expires_at: Change<i64>,
    /// Whether function logs are sent to clients. `null` goes back to the default: for `prod` they aren't, for others
    /// they are.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub send_logs_to_client: Change<bool>,
    /// How large its machine is, where the team's plan lets one choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Whether it is the default: for `prod` the project's, for `dev` its creator's. Refused for other types, and while
    /// there is another default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// What it is for. For a default deployment, `isDefault` must be given too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
}

impl UpdateDeployment {
    /// No change yet.
    #[must_use]
    pub fn new(deployment_name: impl Into<String>) -> Self {
        Self {
            deployment_name: deployment_name.into(),
            reference: None,
            dashboard_edit_confirmation: Change::Keep,
            expires_at: Change::Keep,
            send_logs_to_client: Change::Keep,
            class: None,
            is_default: None,
            deployment_type: None,
        }
    }
}

impl Operation for UpdateDeployment {
    type Response = ();

    const CONTRACT: Contract = Contract::management("updateDeployment", "PATCH /deployments/{deployment_name}")
        .accepts(Credential::OF_PROJECTS)
        .retried(Retry::Always)
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
