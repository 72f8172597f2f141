//! Backups of a deployment.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::backoff::Backoff;
use super::carrying::awaited;
use super::confirmation::ChangeKind;
use super::deletion::is_deleted;
use super::download::Download;
use super::polling::Polling;
use super::progress::{Progress, ProgressPhase, Reporter, reports};
use super::{Copied, DeploymentHandle};
use crate::api::backups::{
    CancelCloudBackup, CloudBackup, CloudBackupState, DeleteCloudBackup, GetCloudBackup, ListCloudBackups,
    RequestCloudBackup, RestoreFromCloudBackup,
};
use crate::api::exports::GetZipExport;
use crate::engine::Pager;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{CloudBackupId, DeploymentId, Timestamp};

/// Backups of a deployment. They require a member's token.
#[derive(Clone, Debug)]
pub struct Backups {
    deployment: DeploymentHandle,
}

/// A backup: the documents of a deployment as of one moment, and stored files if requested. It contains no code,
/// environment variables or scheduled calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Backup {
    /// Backup ID.
    pub id: CloudBackupId,
    /// Deployment that was backed up.
    pub deployment_id: DeploymentId,
    /// Name of that deployment.
    pub deployment_name: String,
    /// Request time.
    pub created: Timestamp,
    /// Progress of the backup.
    pub state: CloudBackupState,
    /// `true` if it contains stored files.
    pub include_storage: bool,
    /// Completion time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Timestamp>,
    /// Expiration time.
    pub expires: Timestamp,
    /// ID of the export that holds it, once it has started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export_id: Option<String>,
}

/// Creates a backup; see [`Backups::create`].
#[derive(Clone, Debug)]
#[must_use = "nothing is created until this is awaited"]
pub struct CreateBackup {
    deployment: DeploymentHandle,
    include_storage: bool,
    timeout: Option<Duration>,
    reporter: Reporter,
}

/// Waits for a backup; see [`Backups::wait`].
#[derive(Clone, Debug)]
#[must_use = "nothing is waited for until this is awaited"]
pub struct WaitForBackup {
    deployment: DeploymentHandle,
    id: CloudBackupId,
    timeout: Option<Duration>,
    reporter: Reporter,
}

/// Restores a backup; see [`DeploymentHandle::restore`].
#[derive(Clone, Debug)]
#[must_use = "nothing is restored until this is awaited"]
pub struct Restore {
    deployment: DeploymentHandle,
    id: CloudBackupId,
    reporter: Reporter,
}

impl DeploymentHandle {
    /// Returns the backups of the deployment.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn newest(production: &DeploymentHandle) -> Result<Option<Backup>> {
    ///     production.backups().list().first().await
    /// }
    /// ```
    #[must_use]
    pub fn backups(&self) -> Backups {
        Backups { deployment: self.clone() }
    }

    /// Replaces all documents of the deployment with those of a backup, which may belong to another deployment of the
    /// team. Stored files, code and environment variables are kept. Waits for completion. The restore is atomic.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn drill(drill: &DeploymentHandle, backup: &Backup) -> Result<bool> {
    ///     Ok(drill.restore(backup).await?.documents > 0)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment or the backup does not exist. `InvalidInput` with the code `ImportFailed` if the
    /// documents do not match the schema, or `ConfirmationRequired` if it is a production deployment that was not
    /// [confirmed](Self::confirm). Other errors of the call.
    pub fn restore(&self, backup: impl Into<CloudBackupId>) -> Restore {
        Restore { deployment: self.clone(), id: backup.into(), reporter: Reporter::default() }
    }
}

impl Backups {
    /// Lists the backups, newest first. Expired ones are not listed.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn count(production: &DeploymentHandle) -> Result<usize> {
    ///     Ok(production.backups().list().all().await?.len())
    /// }
    /// ```
    pub fn list(&self) -> Pager<Backup> {
        let deployment = self.deployment.clone();
        Pager::whole(move || {
            let deployment = deployment.clone();
            async move {
                let deployment_id = deployment.id().await?;
                let listed = deployment.platform().call(ListCloudBackups { deployment_id }).await?;
                Ok(listed.into_iter().map(Into::into).collect())
            }
        })
    }

    /// Gets a backup.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn again(production: &DeploymentHandle, backup: &Backup) -> Result<Backup> {
    ///     production.backups().get(backup).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist. Other errors of the call.
    pub async fn get(&self, backup: impl Into<CloudBackupId>) -> Result<Backup> {
        let cloud_backup_id = backup.into();
        Ok(self.deployment.platform().call(GetCloudBackup { cloud_backup_id }).await?.into())
    }

    /// Creates a backup. Awaiting returns it once it is complete.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// # let convex = convex_ops::connect("embedded:")?;
    /// # let todo = convex.team("first-team").project("todo").ensure().await?;
    /// # let production = todo.production().ensure().await?;
    /// let backup = production.backups().create().include_storage(true).await?;
    /// assert!(backup.expires > backup.created);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. `LimitExceeded` if the plan's limit is reached. `Unavailable` if
    /// the backup failed. Other errors of the calls.
    pub fn create(&self) -> CreateBackup {
        CreateBackup {
            deployment: self.deployment.clone(),
            include_storage: false,
            timeout: None,
            reporter: Reporter::default(),
        }
    }

    /// Requests a backup, and does not wait for its completion. [`wait`](Self::wait) does.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn create(production: &DeploymentHandle) -> Result<Backup> {
    ///     let backups = production.backups();
    ///     let requested = backups.begin(true).await?;
    ///     println!("requested {}", requested.id);
    ///     backups.wait(&requested).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`create`](Self::create).
    pub async fn begin(&self, include_storage: bool) -> Result<Backup> {
        let request = RequestCloudBackup { deployment_id: self.deployment.id().await?, include_storage };
        Ok(self.deployment.platform().call(request).await?.into())
    }

    /// Waits for the completion of a backup.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// use std::time::Duration;
    ///
    /// async fn finish(production: &DeploymentHandle, backup: &Backup) -> Result<Backup> {
    ///     production.backups().wait(backup).timeout(Duration::from_secs(3_600)).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `Timeout` if it is not complete in time. `Unavailable` if the backup failed. Other errors of the calls.
    pub fn wait(&self, backup: impl Into<CloudBackupId>) -> WaitForBackup {
        WaitForBackup {
            deployment: self.deployment.clone(),
            id: backup.into(),
            timeout: None,
            reporter: Reporter::default(),
        }
    }

    /// Starts to download a backup as a ZIP file, as `npx convex export` writes it.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn save(production: &DeploymentHandle, backup: &Backup) -> Result<u64> {
    ///     production.backups().open(backup).await?.save("backup.zip").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the backup does not exist or has not started. Other errors of the calls.
    pub async fn open(&self, backup: impl Into<CloudBackupId>) -> Result<Download> {
        let backup = self.get(backup).await?;
        let started = || Error::new(ErrorKind::NotFound, format!("backup {} has not started", backup.id));
        let id = backup.export_id.clone().ok_or_else(started)?;
        Ok(Download::new(self.deployment.connection().download(GetZipExport { id }).await?))
    }

    /// Deletes a backup. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn delete(staging: &DeploymentHandle, backup: &Backup) -> Result<bool> {
    ///     staging.backups().delete(backup).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `ConfirmationRequired` if the deployment is a production deployment that was not
    /// [confirmed](DeploymentHandle::confirm). Other errors of the call.
    pub async fn delete(&self, backup: impl Into<CloudBackupId>) -> Result<bool> {
        let cloud_backup_id = backup.into();
        self.deployment.for_change(ChangeKind::Ordinary).await?;
        is_deleted(self.deployment.platform().call(DeleteCloudBackup { cloud_backup_id }).await, None)
    }

    /// Cancels a backup that is not complete yet.
    ///
    /// ```
    /// # use convex_ops::{Backup, DeploymentHandle, Result};
    /// async fn give_up(staging: &DeploymentHandle, backup: &Backup) -> Result<()> {
    ///     staging.backups().cancel(backup).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `Conflict` with the code `CannotCancelBackup` if it is complete. Other errors of the call.
    pub async fn cancel(&self, backup: impl Into<CloudBackupId>) -> Result<()> {
        self.deployment.platform().call(CancelCloudBackup { cloud_backup_id: backup.into() }).await
    }
}

impl CreateBackup {
    /// Includes stored files, or not. By default, they are left out.
    pub fn include_storage(mut self, include_storage: bool) -> Self {
        self.include_storage = include_storage;
        self
    }

    /// Sets the maximum time to wait for completion. The backup continues after it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    async fn run(self) -> Result<Backup> {
        let backups = self.deployment.backups();
        let requested = backups.begin(self.include_storage).await?;
        let mut wait = backups.wait(requested.id).reporter(self.reporter);
        wait.timeout = self.timeout;
        wait.await
    }
}

awaited!(CreateBackup => Backup);
reports!(CreateBackup);

impl WaitForBackup {
    /// Sets the maximum time to wait. The backup continues after it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    async fn run(self) -> Result<Backup> {
        let Self { deployment, id, timeout, reporter } = self;
        let mut backoff = Backoff::new();
        reporter.report(Progress::step(ProgressPhase::Backup, false));
        loop {
            let backup = deployment.backups().get(id).await?;
            match backup.state {
                CloudBackupState::Complete => {
                    reporter.report(Progress::step(ProgressPhase::Backup, true));
                    return Ok(backup);
                }
                CloudBackupState::Requested | CloudBackupState::InProgress => {}
                state => {
                    let message = format!("backup of `{}` failed: its state is `{state}`", backup.deployment_name);
                    return Err(Error::new(ErrorKind::Unavailable, message).help("try again"));
                }
            }
            if timeout.is_some_and(|timeout| backoff.waited >= timeout) {
                let message = format!("backup {id} of `{}` is not complete in time", backup.deployment_name);
                return Err(Error::new(ErrorKind::Timeout, message).help("wait for it again: it continues"));
            }
            backoff.wait(deployment.platform()).await;
        }
    }
}

awaited!(WaitForBackup => Backup);
reports!(WaitForBackup);

impl Restore {
    async fn run(self) -> Result<Copied> {
        let Self { deployment, id, reporter } = self;
        let known = deployment.for_change(ChangeKind::Sweeping).await?;
        let (deployment_id, connection) = (deployment.id().await?, deployment.connection());
        let polling = Polling { connection: &connection, name: &known.name, reporter: &reporter };
        let before = polling.list_restores().await?;
        deployment.platform().call(RestoreFromCloudBackup { deployment_id, id }).await?;
        let documents = polling.wait_for_import(&polling.wait_for_new_restore(&before).await?).await?;
        Ok(Copied { documents })
    }
}

awaited!(Restore => Copied);
reports!(Restore);

impl From<CloudBackup> for Backup {
    fn from(backup: CloudBackup) -> Self {
        Self {
            id: backup.id,
            deployment_id: backup.source_deployment_id,
            deployment_name: backup.source_deployment_name,
            created: backup.requested_time,
            state: backup.state,
            include_storage: backup.include_storage,
            completed: backup.completed_time,
            expires: backup.expiration_time,
            export_id: backup.snapshot_id,
        }
    }
}

impl From<&Backup> for CloudBackupId {
    fn from(backup: &Backup) -> Self {
        backup.id
    }
}
