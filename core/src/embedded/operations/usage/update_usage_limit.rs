//! `updateUsageLimit`

use serde_json::json;

use super::limits::{check, config, find, no_limit, save};
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::response;
use crate::api::usage::{UpdateUsageLimit, UsageLimit, UsageLimitAnswer};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for UpdateUsageLimit {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UsageLimitAnswer> {
        let previous = find(call, &deployment, &self.id)?.ok_or_else(|| no_limit(&self.id))?;
        let Self { id, metric, window, limit_type, limit, enabled } = self;
        let usage_limit = response!(UsageLimit { id, metric, window, limit_type, limit, enabled });
        check(&deployment, &usage_limit)?;
        let sql = "UPDATE usage_limits SET metric = ?3, window = ?4, limit_type = ?5, limit_value = ?6, enabled = ?7 \
                   WHERE deployment_id = ?1 AND id = ?2";
        save(call, &deployment, &usage_limit, sql)?;
        let metadata = json!({
            "id": usage_limit.id, "previous": config(&previous), "current": config(&usage_limit),
        });
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::UpdateUsageLimit, &metadata)?;
        Ok(response!(UsageLimitAnswer { usage_limit }))
    }
}
