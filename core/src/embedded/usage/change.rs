//! Making, changing and deleting usage limits.

use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use super::{LIMIT, read_limit};
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::usage::{
    CreateUsageLimit, DeleteUsageLimit, UpdateUsageLimit, UsageLimit, UsageLimitAnswer, UsageLimitType,
};
use crate::embedded::refusals::{bad_request, not_found};
use crate::embedded::rows::to_sql;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::store::is_taken;
use crate::embedded::subject::Deployed;
use crate::error::{Error, Result};
use crate::model::DeploymentType;

impl Handler for CreateUsageLimit {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UsageLimitAnswer> {
        let Self { metric, window, limit_type, limit, enabled } = self;
        let id = call.context.random.opaque_id()?;
        let usage_limit = UsageLimit { id, metric, window, limit_type, limit, enabled };
        check(&deployment, &usage_limit)?;
        let sql = "INSERT INTO usage_limits (deployment_id, id, metric, window, limit_type, limit_value, enabled, position) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(position), 0) + 1 FROM usage_limits \
                   WHERE deployment_id = ?1))";
        save(call, &deployment, &usage_limit, sql)?;
        let metadata = json!({ "id": usage_limit.id, "config": config(&usage_limit) });
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::CreateUsageLimit, &metadata)?;
        Ok(UsageLimitAnswer { usage_limit })
    }
}

impl Handler for UpdateUsageLimit {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UsageLimitAnswer> {
        let previous = find(call, &deployment, &self.id)?.ok_or_else(no_limit)?;
        let Self { id, metric, window, limit_type, limit, enabled } = self;
        let usage_limit = UsageLimit { id, metric, window, limit_type, limit, enabled };
        check(&deployment, &usage_limit)?;
        let sql = "UPDATE usage_limits SET metric = ?3, window = ?4, limit_type = ?5, limit_value = ?6, enabled = ?7 \
                   WHERE deployment_id = ?1 AND id = ?2";
        save(call, &deployment, &usage_limit, sql)?;
        let metadata = json!({
            "id": usage_limit.id, "previous": config(&previous), "current": config(&usage_limit),
        });
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::UpdateUsageLimit, &metadata)?;
        Ok(UsageLimitAnswer { usage_limit })
    }
}

impl Handler for DeleteUsageLimit {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let found = find(call, &deployment, &self.id)?.ok_or_else(no_limit)?;
        call.tx
            .prepare_cached("DELETE FROM usage_limits WHERE deployment_id = ?1 AND id = ?2")?
            .execute((to_sql(deployment.row.id), &self.id))?;
        let metadata = json!({ "id": found.id, "config": config(&found) });
        call.note_on_deployment(deployment.row.id, &DeploymentAuditAction::DeleteUsageLimit, &metadata)
    }
}

/// Source: `crates/model/src/usage_limits` of convex-backend.
fn check(deployment: &Deployed, limit: &UsageLimit) -> Result<()> {
    if !limit.metric.is_known() || !limit.window.is_known() || !limit.limit_type.is_known() {
        return Err(bad_request("InvalidUsageLimit", "`metric`, `window` or `limitType` has an unknown value"));
    }
    if limit.limit == 0 || i64::try_from(limit.limit).is_err() {
        return Err(bad_request("InvalidUsageLimit", "`limit` must be a positive number"));
    }
    if limit.limit_type == UsageLimitType::Warning && deployment.row.deployment_type == DeploymentType::Dev {
        return Err(bad_request(
            "UsageLimitWarningNotSupported",
            "development deployments send no mail, so a warning would reach nobody",
        ));
    }
    Ok(())
}

fn save(call: &RequestContext<'_>, deployment: &Deployed, limit: &UsageLimit, sql: &str) -> Result<()> {
    let saved = call.tx.prepare_cached(sql)?.execute((
        to_sql(deployment.row.id),
        &limit.id,
        limit.metric.as_str(),
        limit.window.as_str(),
        limit.limit_type.as_str(),
        to_sql(limit.limit),
        limit.enabled,
    ));
    match saved {
        Ok(_) => Ok(()),
        Err(error) if is_taken(&error) => {
            Err(bad_request("DuplicateUsageLimit", "there is a limit for this metric, window and type already"))
        }
        Err(error) => Err(error.into()),
    }
}

fn find(call: &RequestContext<'_>, deployment: &Deployed, id: &str) -> Result<Option<UsageLimit>> {
    let mut statement = call.tx.prepare_cached(&format!("{LIMIT} WHERE deployment_id = ?1 AND id = ?2"))?;
    Ok(statement.query_row((to_sql(deployment.row.id), id), read_limit).optional()?)
}

fn config(limit: &UsageLimit) -> Value {
    json!({
        "metric": limit.metric, "window": limit.window, "limitType": limit.limit_type, "limit": limit.limit,
        "enabled": limit.enabled,
    })
}

fn no_limit() -> Error {
    not_found("UsageLimitNotFound", "usage limit", "with this id")
}
