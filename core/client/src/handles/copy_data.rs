//! Copying the documents of a deployment to another one.
//!
//! Uses documented features only: an export of the source is imported into the target, in parts, while it is received.

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

/// Length of the uploaded parts, as in Convex's CLI. With at most 9,999 parts, up to 50 GB can be copied.
const PART_LEN: usize = 5 << 20;

/// Actions required on the source.
const OF_SOURCE: &[Action] =
    &[Action::DeploymentBackupsView, Action::DeploymentBackupsCreate, Action::DeploymentBackupsDownload];

/// Actions required on the target.
const OF_TARGET: &[Action] = &[Action::DeploymentBackupsView, Action::DeploymentBackupsImport];

/// Options of a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyDataOptions {
    /// Copies stored files, which replace those of the target.
    pub include_storage: bool,
    /// Allows replacing the documents of a production deployment.
    pub into_production: bool,
}

impl CopyDataOptions {
    /// Copies stored files too.
    #[must_use]
    pub fn include_storage(mut self, include_storage: bool) -> Self {
        self.include_storage = include_storage;
        self
    }

    /// Allows replacing the documents of a production deployment.
    #[must_use]
    pub fn into_production(mut self, into_production: bool) -> Self {
        self.into_production = into_production;
        self
    }
}

/// Result of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopiedData {
    /// Number of documents.
    pub documents: u64,
}

impl Deployment {
    /// Replaces all documents of another deployment with those of this one, as of one moment. Code, environment variables
    /// and scheduled calls are not changed. The copy is atomic.
    ///
    /// ```
    /// use convex_ops::handles::{CopyDataOptions, Project};
    ///
    /// /// Copies the documents and stored files of production to staging.
    /// async fn refresh_staging(todo: &Project) -> convex_ops::Result<u64> {
    ///     let options = CopyDataOptions::default().include_storage(true);
    ///     let copied = todo.production().copy_data_to(&todo.deployment("staging"), &options).await?;
    ///     Ok(copied.documents)
    /// }
    /// ```
    ///
    /// The deployments may belong to different projects. Each is accessed with a temporary key that has only the required
    /// permissions. The keys are deleted at the end, and expire after a day in any case.
    ///
    /// # Errors
    /// `InvalidInput` if both are the same deployment, or the target is a production deployment and this was not allowed.
    /// It has the code `ImportFailed` if the documents do not match the target's schema, and `ExportInProgress` if the source
    /// is being exported. Other errors of the calls.
    pub async fn copy_data_to(&self, target: &Self, options: &CopyDataOptions) -> Result<CopiedData> {
        let (from, to) = (self.get().await?, target.get().await?);
        check(&from, &to, options)?;
        let source = open(self, &from, OF_SOURCE).await?;
        let target = match open(target, &to, OF_TARGET).await {
            Ok(target) => target,
            Err(error) => return source.close(Err(error)).await,
        };
        let copied = copy(&source, &target, options).await;
        let copied = target.close(copied).await;
        source.close(copied).await
    }
}

/// Checks that one deployment may be copied to the other.
fn check(from: &CloudDeployment, to: &CloudDeployment, options: &CopyDataOptions) -> Result<()> {
    if from.name == to.name {
        return Err(Error::invalid_input(format!("cannot copy `{}` to itself", from.name)));
    }
    if to.deployment_type == DeploymentType::Prod && !options.into_production {
        let message = format!("cannot replace the documents of `{}`: it is a production deployment", to.name);
        return Err(Error::invalid_input(message).help("create a backup, then allow it with `into_production`"));
    }
    Ok(())
}

async fn copy(source: &TemporaryAccess, target: &TemporaryAccess, options: &CopyDataOptions) -> Result<CopiedData> {
    let request = RequestZipExport { include_storage: options.include_storage, component: None };
    source.connection.call(request).await?;
    let id = source.wait_for_export().await?;
    let zip = source.connection.download(GetZipExport { id }).await?;
    let import_id = upload(target, zip).await?;
    let imported = target.wait_for_import(&import_id).await;
    if imported.is_err() {
        // An import that failed by itself needs no cancellation.
        let _ = target.connection.call(CancelImport { import_id }).await;
    }
    imported.map(|documents| CopiedData { documents })
}

/// Uploads a file while it is received. Returns the ID of its import.
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
