//! Periodic backups in the audit log.

use serde_json::json;

use crate::api::backups::PeriodicBackupConfig;
use crate::embedded::records::DeploymentRow;

/// Returns the metadata of the audit log. Source: the dashboard reads the deployment's name from it.
pub(super) fn to_metadata(row: &DeploymentRow, config: Option<&PeriodicBackupConfig>) -> Option<serde_json::Value> {
    config.map(|config| {
        json!({
            "sourceDeploymentId": row.id,
            "sourceDeploymentName": row.name,
            "cronspec": config.cronspec,
            "expirationDeltaSecs": config.expiration_delta_secs,
            "includeStorage": config.include_storage,
        })
    })
}
