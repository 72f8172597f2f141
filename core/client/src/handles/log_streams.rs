//! The log streams of a deployment.

use super::DeploymentHandle;
use super::confirmation::ChangeKind;
use super::deletion::is_deleted;
use crate::api::log_streams::{
    CreateLogStream, CreatedLogStream, DeleteLogStream, GetLogStream, ListLogStreams, LogStream, LogStreamChanges,
    RotateWebhookSecret, UpdateLogStream,
};
use crate::engine::Pager;
use crate::error::Result;
use crate::keys::Secret;

/// Log streams of a deployment.
#[derive(Clone, Debug)]
pub struct LogStreams {
    deployment: DeploymentHandle,
}

impl DeploymentHandle {
    /// Returns the log streams of the deployment.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn kinds(production: &DeploymentHandle) -> Result<Vec<String>> {
    ///     let streams = production.log_streams().list().all().await?;
    ///     Ok(streams.iter().map(|stream| stream.kind().to_owned()).collect())
    /// }
    /// ```
    #[must_use]
    pub fn log_streams(&self) -> LogStreams {
        LogStreams { deployment: self.clone() }
    }
}

impl LogStreams {
    /// Lists the log streams.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn count(production: &DeploymentHandle) -> Result<usize> {
    ///     Ok(production.log_streams().list().all().await?.len())
    /// }
    /// ```
    pub fn list(&self) -> Pager<LogStream> {
        let connection = self.deployment.connection();
        Pager::whole(move || {
            let connection = connection.clone();
            async move { connection.call(ListLogStreams {}).await }
        })
    }

    /// Gets a log stream.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// # use convex_ops::api::log_streams::LogStream;
    /// async fn get(production: &DeploymentHandle, id: &str) -> Result<LogStream> {
    ///     production.log_streams().get(id).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist. Other errors of the call.
    pub async fn get(&self, id: impl Into<String>) -> Result<LogStream> {
        self.deployment.connection().call(GetLogStream { id: id.into() }).await
    }

    /// Creates a log stream. A deployment can have one of each kind.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::api::log_streams::{CreateLogStream, WebhookFormat, WebhookSettings};
    ///
    /// async fn create(staging: &DeploymentHandle) -> Result<String> {
    ///     let settings = WebhookSettings::new("https://logs.todo.example", WebhookFormat::Jsonl);
    ///     Ok(staging.log_streams().create(CreateLogStream::Webhook(settings)).await?.id)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if a setting is invalid or there is a stream of this kind, or with the code `ConfirmationRequired`
    /// if the deployment is a production deployment that was not [confirmed](DeploymentHandle::confirm). Other errors of
    /// the call.
    pub async fn create(&self, settings: CreateLogStream) -> Result<CreatedLogStream> {
        self.deployment.for_change(ChangeKind::Ordinary).await?;
        self.deployment.connection().call(settings).await
    }

    /// Changes settings of a log stream.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::api::log_streams::{LogStreamChanges, WebhookChanges};
    ///
    /// async fn move_to(staging: &DeploymentHandle, id: &str, url: &str) -> Result<()> {
    ///     let changes = WebhookChanges::new().url(url.to_owned());
    ///     staging.log_streams().update(id, LogStreamChanges::Webhook(changes)).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist. `InvalidInput`; see [`create`](Self::create). Other errors of the call.
    pub async fn update(&self, id: impl Into<String>, changes: LogStreamChanges) -> Result<()> {
        self.deployment.for_change(ChangeKind::Ordinary).await?;
        self.deployment.connection().call(UpdateLogStream { id: id.into(), changes }).await
    }

    /// Deletes a log stream. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn delete(staging: &DeploymentHandle, id: &str) -> Result<bool> {
    ///     staging.log_streams().delete(id).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `ConfirmationRequired`; see [`create`](Self::create). Other errors of the call.
    pub async fn delete(&self, id: impl Into<String>) -> Result<bool> {
        self.deployment.for_change(ChangeKind::Ordinary).await?;
        is_deleted(
            self.deployment.connection().call(DeleteLogStream { id: id.into() }).await,
            Some("DeploymentNotFound"),
        )
    }

    /// Replaces the secret that signs the requests of a webhook. Returns the new one.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// # use convex_ops::keys::Secret;
    /// async fn rotate(staging: &DeploymentHandle, id: &str) -> Result<Secret> {
    ///     staging.log_streams().rotate_secret(id).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist. `InvalidInput` if it is not a webhook; see also [`create`](Self::create). Other
    /// errors of the call.
    pub async fn rotate_secret(&self, id: impl Into<String>) -> Result<Secret> {
        self.deployment.for_change(ChangeKind::Ordinary).await?;
        Ok(self.deployment.connection().call(RotateWebhookSecret { id: id.into() }).await?.hmac_secret)
    }
}
