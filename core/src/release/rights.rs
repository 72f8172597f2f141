//! The rights that a deploy needs, checked before anything else.

use serde_json::json;

use crate::api::functions::{FunctionResult, RunQuery};
use crate::api::pushes::{GetConfigHashes, LiveModuleHash};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::DeploymentHandle;
use crate::model::Action;

/// Checks that the credential of a handle can deploy and read what is live, and that `backup` can read backups if one is to be
/// made. Changes nothing. Convex has no call that tells if a backup can be made, so that is found out by making it, before the
/// push. Returns the hashes of the modules that are live.
///
/// # Errors
/// `PermissionDenied` with the missing action. Errors of the calls.
pub(crate) async fn check_rights(
    deployment: &DeploymentHandle,
    backup: Option<&DeploymentHandle>,
) -> Result<Vec<LiveModuleHash>> {
    let connection = deployment.connection();
    let live = connection.call(GetConfigHashes::default()).await;
    let live = live.map_err(|error| name_action(error, "deploy", &Action::DeploymentDeploy))?;
    let (view, reason) = (Action::DeploymentDataView, "read what is live");
    check_query(&connection, "_system/frontend/getSchemas", reason, &view).await?;
    if let Some(backup) = backup {
        check_backup(backup).await?;
    }
    Ok(live.module_hashes)
}

async fn check_backup(by: &DeploymentHandle) -> Result<()> {
    let (view, reason) = (Action::DeploymentBackupsView, "back up the deployment");
    if !by.is_of_member().await? {
        return check_query(&by.connection(), "_system/cli/exports:getLatest", reason, &view).await;
    }
    let listed = by.backups().list().first().await;
    listed.map(drop).map_err(|error| name_action(error, reason, &view))
}

/// Checks that a system query can be run. A failure for another reason is reported where its result is needed.
async fn check_query(connection: &Connection, path: &str, reason: &str, action: &Action) -> Result<()> {
    match connection.call(RunQuery::new(path).args(json!({}))).await {
        Ok(FunctionResult::Failure(failure)) if is_denial(&failure.error_message) => {
            Err(name_action(Error::new(ErrorKind::PermissionDenied, failure.error_message), reason, action))
        }
        Ok(_) => Ok(()),
        Err(error) => Err(name_action(error, reason, action)),
    }
}

/// Checks if the message of a failed system query says that the key lacks a right.
fn is_denial(message: &str) -> bool {
    let message = message.to_lowercase();
    message.contains("permission") || message.contains("unauthorized")
}

/// Names the missing action in an error that denies it.
pub(super) fn name_action(error: Error, what: &str, action: &Action) -> Error {
    if error.kind() != ErrorKind::PermissionDenied {
        return error;
    }
    let message = format!("cannot {what}: the key or token does not allow `{}`", action.as_str());
    Error::new(ErrorKind::PermissionDenied, message)
        .with_code(error.code().unwrap_or("Forbidden"))
        .caused_by(&error.info().message)
        .help(format!("use a key or token that allows `{}`; nothing was changed", action.as_str()))
}
