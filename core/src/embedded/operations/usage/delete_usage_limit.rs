//! `deleteUsageLimit`

use serde_json::json;

use super::limits::{config, find, no_limit};
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::usage::DeleteUsageLimit;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for DeleteUsageLimit {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let found = find(call, &deployment, &self.id)?.ok_or_else(|| no_limit(&self.id))?;
        call.tx
            .prepare_cached("DELETE FROM usage_limits WHERE deployment_id = ?1 AND id = ?2")?
            .execute((deployment.row.id, &self.id))?;
        let metadata = json!({ "id": found.id, "config": config(&found) });
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::DeleteUsageLimit, &metadata)
    }
}
