//! Backups before a deploy.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rights::name_action;
use crate::error::Result;
use crate::handles::DeploymentHandle;
use crate::model::{Action, CloudBackupId, Timestamp};

/// A backup that was made before a deploy: the documents, without stored files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", tag = "kind")]
#[non_exhaustive]
pub enum ReleaseBackup {
    /// A backup in the cloud, which a member's token can request and restore.
    Cloud {
        /// Backup ID.
        id: CloudBackupId,
        /// Expiration time.
        expires: Timestamp,
    },
    /// A zip export, which is kept on the deployment until it expires.
    Export {
        /// Export ID.
        id: String,
    },
}

impl fmt::Display for ReleaseBackup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cloud { id, .. } => write!(f, "cloud backup {id}"),
            Self::Export { id } => write!(f, "zip export {id}"),
        }
    }
}

/// Backs a deployment up, with the credential of a handle: a member's token requests a backup in the cloud, any other
/// credential a zip export.
///
/// # Errors
/// `PermissionDenied` with the missing action. Errors of the calls.
pub(super) async fn back_up(by: &DeploymentHandle) -> Result<ReleaseBackup> {
    let made = if by.is_of_member().await? {
        by.backups().create().await.map(|backup| ReleaseBackup::Cloud { id: backup.id, expires: backup.expires })
    } else {
        by.export().keep().await.map(|id| ReleaseBackup::Export { id })
    };
    made.map_err(|error| name_action(error, "back up the deployment", &Action::DeploymentBackupsCreate))
}
