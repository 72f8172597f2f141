//! Copying the documents of one deployment into another.
//!
//! It is done with what Convex documents for everybody: an export of the one, which is imported into the other in parts as
//! it arrives.

use super::Deployment;
use super::parts::Parts;
use super::temporary_access::{TemporaryAccess, open};
use crate::api::Bytes;
use crate::api::deployments::CloudDeployment;
use crate::api::exports::{GetZipExport, RequestZipExport};
use crate::api::imports::{
    CancelImport, FinishImportUpload, ImportFormat, ImportMode, ImportRequest, StartImportUpload, UploadImportPart,
};
use crate::engine::Pieces;
use crate::error::{Error, Result};
use crate::model::{Action, DeploymentType};

/// How long the parts are that are uploaded, as in Convex's own command. There may be 9,999, so this is for up to 50 GB.
const PART_LEN: usize = 5 << 20;

/// What is needed of the deployment that is copied.
const OF_SOURCE: &[Action] =
    &[Action::DeploymentBackupsView, Action::DeploymentBackupsCreate, Action::DeploymentBackupsDownload];

/// What is needed of the one that gets the copy.
const OF_TARGET: &[Action] = &[Action::DeploymentBackupsView, Action::DeploymentBackupsImport];

/// What is copied, and where to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyDataOptions {
    /// Whether stored files are copied too. They take the place of those of the other deployment.
    pub include_storage: bool,
    /// Whether the documents of a production deployment may be replaced.
    pub into_production: bool,
}

impl CopyDataOptions {
    /// Copies stored files too.
    #[must_use]
    pub fn include_storage(mut self, include_storage: bool) -> Self {
        self.include_storage = include_storage;
        self
    }

    /// Lets the documents of a production deployment be replaced.
    #[must_use]
    pub fn into_production(mut self, into_production: bool) -> Self {
        self.into_production = into_production;
        self
    }
}

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopiedData {
    /// How many documents.
    pub documents: u64,
}

impl Deployment {
    /// Replaces all documents of another deployment with those of this one, as they are at one moment. Code, environment
    /// variables and scheduled calls stay as they are. All of it is done, or nothing.
    ///
    /// ```
    /// use convex_ops::handles::{CopyDataOptions, Project};
    ///
    /// /// Gives staging the documents of production, with stored files.
    /// async fn refresh_staging(todo: &Project) -> convex_ops::Result<u64> {
    ///     let options = CopyDataOptions::default().include_storage(true);
    ///     let copied = todo.production().copy_data_to(&todo.deployment("staging"), &options).await?;
    ///     Ok(copied.documents)
    /// }
    /// ```
    ///
    /// The deployments may be of different projects. Each is opened with a key that may do no more than is needed, and
    /// that is deleted at the end; of one that is left behind nothing remains after a day.
    ///
    /// # Errors
    /// `InvalidInput` where both are the same deployment, where the other one is a production deployment and that was not
    /// allowed, with the code `ImportFailed` where the documents don't match its schema, and with `ExportInProgress` where
    /// this one is being exported; else what keeps the caller from exporting or importing.
    pub async fn copy_data_to(&self, target: &Self, options: &CopyDataOptions) -> Result<CopiedData> {
        let (from, to) = (self.get().await?, target.get().await?);
        check(&from, &to, options)?;
        let source = open(self, &from, OF_SOURCE).await?;
        let target = match open(target, &to, OF_TARGET).await {
            Ok(target) => target,
            Err(error) => return source.closed(Err(error)).await,
        };
        let copied = copy(&source, &target, options).await;
        let copied = target.closed(copied).await;
        source.closed(copied).await
    }
}

/// Whether one deployment may be copied into the other.
fn check(from: &CloudDeployment, to: &CloudDeployment, options: &CopyDataOptions) -> Result<()> {
    if from.name == to.name {
        return Err(Error::invalid_input(format!("`{}` can't be copied into itself", from.name)));
    }
    if to.deployment_type == DeploymentType::Prod && !options.into_production {
        let message = format!("`{}` is a production deployment, whose documents would be replaced", to.name);
        return Err(Error::invalid_input(message).help("allow it with `into_production`, after a backup"));
    }
    Ok(())
}

async fn copy(source: &TemporaryAccess, target: &TemporaryAccess, options: &CopyDataOptions) -> Result<CopiedData> {
    let request = RequestZipExport { include_storage: options.include_storage, component: None };
    source.connection.call(request).await?;
    let id = source.exported().await?;
    let zip = source.connection.download(GetZipExport { id }).await?;
    let import_id = upload(target, zip).await?;
    let imported = target.imported(&import_id).await;
    if imported.is_err() {
        // Where it failed by itself there is nothing to cancel.
        let _ = target.connection.call(CancelImport { import_id }).await;
    }
    imported.map(|documents| CopiedData { documents })
}

/// Uploads a file as it arrives, and gives the id of its import.
async fn upload(target: &TemporaryAccess, zip: Box<dyn Pieces>) -> Result<String> {
    let upload_token = target.connection.call(StartImportUpload {}).await?.upload_token;
    let (mut parts, mut part_tokens) = (Parts::of(zip, PART_LEN), Vec::new());
    for part_number in 1.. {
        let Some(part) = parts.next_part().await? else { break };
        let upload = UploadImportPart { upload_token: upload_token.clone(), part_number, content: Bytes(part) };
        part_tokens.push(target.connection.call(upload).await?);
    }
    let (format, mode) = (ImportFormat::Zip, ImportMode::ReplaceAll);
    let import = ImportRequest { table_name: None, component_path: None, format, mode };
    Ok(target.connection.call(FinishImportUpload { import, upload_token, part_tokens }).await?.import_id)
}
