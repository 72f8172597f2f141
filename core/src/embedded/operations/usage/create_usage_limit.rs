//! `createUsageLimit`

use serde_json::json;

use super::limits::{check, config, save};
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::response;
use crate::api::usage::{CreateUsageLimit, UsageLimit, UsageLimitAnswer};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CreateUsageLimit {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UsageLimitAnswer> {
        let Self { metric, window, limit_type, limit, enabled } = self;
        let id = call.context.random.opaque_id()?;
        let usage_limit = response!(UsageLimit { id, metric, window, limit_type, limit, enabled });
        check(&deployment, &usage_limit)?;
        let sql = "INSERT INTO usage_limits (deployment_id, id, metric, window, limit_type, limit_value, enabled, position) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(position), 0) + 1 FROM usage_limits \
                   WHERE deployment_id = ?1))";
        save(call, &deployment, &usage_limit, sql)?;
        let metadata = json!({ "id": usage_limit.id, "config": config(&usage_limit) });
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::CreateUsageLimit, &metadata)?;
        Ok(response!(UsageLimitAnswer { usage_limit }))
    }
}
