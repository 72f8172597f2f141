//! Copying the documents of a deployment to another one.
//!
//! Uses documented features only: an export of the source is imported into the target, in parts, while it is received.

use super::carrying::awaited;
use super::confirmation::ChangeKind;
use super::import::import_file;
use super::polling::Polling;
use super::progress::{Reporter, reports};
use super::{Copied, DeploymentHandle};
use crate::api::imports::{ImportFormat, ImportMode, ImportRequest};
use crate::error::{Error, Result};

/// Copies the documents of a deployment; see [`DeploymentHandle::copy_data_from`].
#[derive(Clone, Debug)]
#[must_use = "nothing is copied until this is awaited"]
pub struct CopyData {
    target: DeploymentHandle,
    source: DeploymentHandle,
    include_storage: bool,
    reporter: Reporter,
}

impl DeploymentHandle {
    /// Replaces all documents of this deployment with those of another one, as of one moment. Code, environment variables
    /// and scheduled calls are not changed. The copy is atomic. The deployments may belong to different projects.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// /// Copies the documents and stored files of production to staging.
    /// async fn refresh_staging(todo: &ProjectHandle) -> Result<u64> {
    ///     let staging = todo.deployment("staging");
    ///     Ok(staging.copy_data_from(&todo.production()).include_storage(true).await?.documents)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if both are the same deployment; with the code `ConfirmationRequired` if this is a production
    /// deployment that was not [confirmed](Self::confirm); with `ImportFailed` if the documents do not match its schema;
    /// with `ExportInProgress` if the source is being exported. Other errors of the calls.
    pub fn copy_data_from(&self, source: &Self) -> CopyData {
        CopyData { target: self.clone(), source: source.clone(), include_storage: false, reporter: Reporter::default() }
    }
}

impl CopyData {
    /// Copies stored files too, which replace those of the target, or not. By default, they are left out.
    pub fn include_storage(mut self, include_storage: bool) -> Self {
        self.include_storage = include_storage;
        self
    }

    async fn run(self) -> Result<Copied> {
        let (from, to) = (self.source.known().await?, self.target.known().await?);
        if from.url == to.url {
            return Err(Error::invalid_input(format!("cannot copy `{}` to itself", from.name)));
        }
        self.target.for_change(ChangeKind::Sweeping).await?;
        let zip = self.source.export().include_storage(self.include_storage).reporter(self.reporter.clone()).await?;
        let import = ImportRequest {
            table_name: None,
            component_path: None,
            format: ImportFormat::Zip,
            mode: ImportMode::ReplaceAll,
        };
        let polling = Polling { connection: &self.target.connection(), name: &to.name, reporter: &self.reporter };
        import_file(&polling, Box::new(zip), None, import).await
    }
}

awaited!(CopyData => Copied);
reports!(CopyData);
