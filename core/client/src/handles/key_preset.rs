//! Permissions of deploy keys, by their purpose.

use serde::{Deserialize, Serialize};

use crate::model::Action;

/// Purpose of a deploy key, with the permissions that it needs and no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum KeyPreset {
    /// Checks pull requests against the deployment. Read-only.
    PrGate,
    /// Deploys code: checks the change against what the deployment contains, exports its data, and pushes.
    Deployer,
    /// Creates and downloads backups.
    Backup,
    /// All permissions of a deploy key.
    Full,
    /// Exactly these actions.
    Only(Vec<Action>),
}

impl KeyPreset {
    /// Returns the actions that a key of this kind allows. `None` means all.
    ///
    /// ```
    /// use convex_ops::KeyPreset;
    /// use convex_ops::model::Action;
    ///
    /// assert_eq!(KeyPreset::PrGate.actions(), Some(vec![Action::DeploymentDataView]));
    /// assert_eq!(KeyPreset::Full.actions(), None);
    /// ```
    #[must_use]
    pub fn actions(&self) -> Option<Vec<Action>> {
        match self {
            // Assumed: functions, schema and scheduled calls can be read with the permission to view data.
            Self::PrGate => Some(vec![Action::DeploymentDataView]),
            Self::Deployer => Some(vec![
                Action::DeploymentDeploy,
                Action::DeploymentDataView,
                Action::DeploymentBackupsView,
                Action::DeploymentBackupsCreate,
                Action::DeploymentBackupsDownload,
            ]),
            Self::Backup => Some(vec![
                Action::DeploymentBackupsView,
                Action::DeploymentBackupsCreate,
                Action::DeploymentBackupsDownload,
            ]),
            Self::Only(actions) => Some(actions.clone()),
            Self::Full => None,
        }
    }
}
