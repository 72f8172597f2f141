//! Exporting the data of a deployment.

use std::time::Duration;

use super::DeploymentHandle;
use super::carrying::awaited;
use super::download::Download;
use super::polling::Polling;
use super::progress::{Reporter, reports};
use crate::api::exports::{GetZipExport, RequestZipExport};
use crate::error::Result;

/// Exports the data of a deployment; see [`DeploymentHandle::export`].
#[derive(Clone, Debug)]
#[must_use = "nothing is exported until this is awaited"]
pub struct Export {
    deployment: DeploymentHandle,
    include_storage: bool,
    component: Option<String>,
    timeout: Option<Duration>,
    reporter: Reporter,
}

impl DeploymentHandle {
    /// Exports the documents of all tables, as of one moment, as a ZIP file like that of `npx convex export`. Awaiting
    /// waits for the export, and returns the file as a stream.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// # let convex = convex_ops::connect("embedded:")?;
    /// # let todo = convex.team("first-team").project("todo").ensure().await?;
    /// # let production = todo.production().ensure().await?;
    /// let mut zip = Vec::new();
    /// let len = production.export().include_storage(true).await?.write_to(&mut zip).await?;
    /// assert_eq!(len, zip.len() as u64);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `ExportInProgress` if the deployment is being exported. `Unavailable` if the export
    /// failed. Other errors of the calls.
    pub fn export(&self) -> Export {
        Export {
            deployment: self.clone(),
            include_storage: false,
            component: None,
            timeout: None,
            reporter: Reporter::default(),
        }
    }
}

impl Export {
    /// Includes stored files, or not. By default, they are left out.
    pub fn include_storage(mut self, include_storage: bool) -> Self {
        self.include_storage = include_storage;
        self
    }

    /// Exports one component only, by its path.
    pub fn component(mut self, path: impl Into<String>) -> Self {
        self.component = Some(path.into());
        self
    }

    /// Sets the maximum time to wait for the export. It continues after that.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Waits for the export without a download, and returns its ID. It is kept on the deployment until it expires.
    ///
    /// # Errors
    ///
    /// See [`DeploymentHandle::export`].
    #[doc(hidden)]
    pub async fn keep(self) -> Result<String> {
        let (known, connection) = (self.deployment.known().await?, self.deployment.connection());
        let Self { include_storage, component, timeout, reporter, .. } = self;
        connection.call(RequestZipExport { include_storage, component }).await?;
        let polling = Polling { connection: &connection, name: &known.name, reporter: &reporter };
        polling.wait_for_export(timeout).await
    }

    async fn run(self) -> Result<Download> {
        let (connection, reporter) = (self.deployment.connection(), self.reporter.clone());
        let id = self.keep().await?;
        Ok(Download::new(connection.download(GetZipExport { id }).await?).reporter(reporter))
    }
}

awaited!(Export => Download);
reports!(Export);
