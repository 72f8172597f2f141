//! Backups of a deployment.

use super::Deployment;
use super::backoff::Backoff;
use super::temporary_access::open;
use crate::api::backups::{
    CloudBackup, CloudBackupState, DeleteCloudBackup, GetCloudBackup, ListCloudBackups, RequestCloudBackup,
    RestoreFromCloudBackup,
};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Action, CloudBackupId};

/// Actions required to follow and confirm a restore.
const TO_FOLLOW: &[Action] = &[Action::DeploymentBackupsView, Action::DeploymentBackupsImport];

/// Backups of a deployment. They require a member's token.
#[derive(Clone, Debug)]
pub struct Backups {
    deployment: Deployment,
}

impl Deployment {
    /// Returns a handle for the backups.
    #[must_use]
    pub fn backups(&self) -> Backups {
        Backups { deployment: self.clone() }
    }
}

impl Backups {
    /// Lists the backups, newest first.
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. Other errors of the call.
    pub async fn list(&self) -> Result<Vec<CloudBackup>> {
        let deployment_id = self.deployment.get().await?.id;
        self.deployment.connection().call(ListCloudBackups { deployment_id }).await
    }

    /// Creates a backup and waits for its completion.
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. `LimitExceeded` if the plan's limit is reached. `Unavailable` if
    /// the backup failed. Other errors of the call.
    pub async fn create(&self, include_storage: bool) -> Result<CloudBackup> {
        let (deployment, connection) = (self.deployment.get().await?, self.deployment.connection());
        let request = RequestCloudBackup { deployment_id: deployment.id, include_storage };
        let cloud_backup_id = connection.call(request).await?.id;
        let mut backoff = Backoff::new();
        loop {
            let backup = connection.call(GetCloudBackup { cloud_backup_id }).await?;
            match backup.state {
                CloudBackupState::Complete => return Ok(backup),
                CloudBackupState::Requested | CloudBackupState::InProgress => backoff.wait(connection).await,
                state => {
                    let message = format!("backup of `{}` failed: its state is `{state}`", deployment.name);
                    return Err(Error::new(ErrorKind::Unavailable, message).help("try again"));
                }
            }
        }
    }

    /// Replaces all documents of the deployment with those of a backup, which may belong to another deployment of the
    /// team. Waits for completion and returns the number of documents. The restore is atomic.
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment or the backup does not exist. `InvalidInput` with the code `ImportFailed` if the
    /// documents do not match the schema. Other errors of the call.
    pub async fn restore(&self, id: CloudBackupId) -> Result<u64> {
        let deployment = self.deployment.get().await?;
        let opened = open(&self.deployment, &deployment, TO_FOLLOW).await?;
        let restored = async {
            let before = opened.list_restores().await?;
            let restore = RestoreFromCloudBackup { deployment_id: deployment.id, id };
            self.deployment.connection().call(restore).await?;
            opened.wait_for_import(&opened.wait_for_new_restore(&before).await?).await
        };
        let restored = restored.await;
        opened.close(restored).await
    }

    /// Deletes a backup, if it exists.
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn delete(&self, cloud_backup_id: CloudBackupId) -> Result<()> {
        match self.deployment.connection().call(DeleteCloudBackup { cloud_backup_id }).await {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
    }
}
