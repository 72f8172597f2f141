//! The backups of a deployment.

use super::Deployment;
use super::backoff::Backoff;
use super::temporary_access::open;
use crate::api::backups::{
    CloudBackup, CloudBackupState, DeleteCloudBackup, GetCloudBackup, ListCloudBackups, RequestCloudBackup,
    RestoreFromCloudBackup,
};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Action, CloudBackupId};

/// What is needed to follow a restore, and to confirm it.
const TO_FOLLOW: &[Action] = &[Action::DeploymentBackupsView, Action::DeploymentBackupsImport];

/// The backups of a deployment. The engine needs a member's token for them.
#[derive(Clone, Debug)]
pub struct Backups {
    deployment: Deployment,
}

impl Deployment {
    /// Its backups.
    #[must_use]
    pub fn backups(&self) -> Backups {
        Backups { deployment: self.clone() }
    }
}

impl Backups {
    /// Lists the backups that are kept, the newest first.
    ///
    /// # Errors
    /// `NotFound` where there is no such deployment; else what keeps the caller from seeing them.
    pub async fn list(&self) -> Result<Vec<CloudBackup>> {
        let deployment_id = self.deployment.get().await?.id;
        self.deployment.connection().call(ListCloudBackups { deployment_id }).await
    }

    /// Makes a backup, and waits until it is there.
    ///
    /// # Errors
    /// `NotFound` where there is no such deployment; `LimitExceeded` where the plan allows no more; `Unavailable` where it
    /// was not made; else what keeps the caller from making it.
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
                    let message = format!("the backup of `{}` was not made: it is `{state}`", deployment.name);
                    return Err(Error::new(ErrorKind::Unavailable, message).help("try again"));
                }
            }
        }
    }

    /// Replaces all documents of the deployment with those of a backup, of this or another deployment of the team, and waits
    /// until that is done: the number of documents. All of it is done, or nothing.
    ///
    /// # Errors
    /// `NotFound` where there is no such deployment or backup; `InvalidInput` with the code `ImportFailed` where the
    /// documents don't match the schema; else what keeps the caller from restoring it.
    pub async fn restore(&self, id: CloudBackupId) -> Result<u64> {
        let deployment = self.deployment.get().await?;
        let opened = open(&self.deployment, &deployment, TO_FOLLOW).await?;
        let restored = async {
            let before = opened.restores().await?;
            let restore = RestoreFromCloudBackup { deployment_id: deployment.id, id };
            self.deployment.connection().call(restore).await?;
            opened.imported(&opened.begun_besides(&before).await?).await
        };
        let restored = restored.await;
        opened.closed(restored).await
    }

    /// Deletes a backup. There may be none.
    ///
    /// # Errors
    /// What keeps the caller from deleting it.
    pub async fn delete(&self, cloud_backup_id: CloudBackupId) -> Result<()> {
        match self.deployment.connection().call(DeleteCloudBackup { cloud_backup_id }).await {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
    }
}
