//! Stored usage limits.

use rusqlite::{OptionalExtension, Row};
use serde_json::{Value, json};

use crate::api::response;
use crate::api::usage::{UsageLimit, UsageLimitType, UsageMetric, UsageWindow};
use crate::embedded::access::Deployed;
use crate::embedded::records::{from_sql, to_sql};
use crate::embedded::refusals::{bad_request, not_found};
use crate::embedded::runtime::RequestContext;
use crate::embedded::store::is_taken;
use crate::error::{Error, Result};
use crate::model::DeploymentType;

/// Checks a limit. Source: `crates/model/src/usage_limits` of convex-backend.
pub(super) fn check(deployment: &Deployed, limit: &UsageLimit) -> Result<()> {
    if !limit.metric.is_known() || !limit.window.is_known() || !limit.limit_type.is_known() {
        return Err(bad_request("InvalidUsageLimit", "unknown `metric`, `window` or `limitType`"));
    }
    if limit.limit == 0 || i64::try_from(limit.limit).is_err() {
        return Err(bad_request("InvalidUsageLimit", "invalid `limit`: must be a positive number"));
    }
    if limit.limit_type == UsageLimitType::Warning && deployment.row.deployment_type == DeploymentType::Dev {
        return Err(bad_request(
            "UsageLimitWarningNotSupported",
            "a development deployment cannot have a warning limit, since it sends no mail",
        ));
    }
    Ok(())
}

/// Saves a limit with an `INSERT` or an `UPDATE`.
pub(super) fn save(call: &RequestContext<'_>, deployment: &Deployed, limit: &UsageLimit, sql: &str) -> Result<()> {
    let saved = call.tx.prepare_cached(sql)?.execute((
        deployment.row.id,
        &limit.id,
        limit.metric.as_str(),
        limit.window.as_str(),
        limit.limit_type.as_str(),
        to_sql(limit.limit),
        limit.enabled,
    ));
    match saved {
        Ok(_) => Ok(()),
        Err(error) if is_taken(&error) => Err(bad_request(
            "DuplicateUsageLimit",
            "the deployment already has a limit for this metric, window and type",
        )),
        Err(error) => Err(error.into()),
    }
}

/// Finds the limit of a deployment with this id.
pub(super) fn find(call: &RequestContext<'_>, deployment: &Deployed, id: &str) -> Result<Option<UsageLimit>> {
    let mut statement = call.tx.prepare_cached(&format!("{LIMIT} WHERE deployment_id = ?1 AND id = ?2"))?;
    Ok(statement.query_row((deployment.row.id, id), read_limit).optional()?)
}

/// Describes a limit for the audit log.
pub(super) fn config(limit: &UsageLimit) -> Value {
    json!({
        "metric": limit.metric, "window": limit.window, "limitType": limit.limit_type, "limit": limit.limit,
        "enabled": limit.enabled,
    })
}

/// Usage limit not found.
pub(super) fn no_limit(id: &str) -> Error {
    not_found("UsageLimitNotFound", "usage limit", id)
}

/// Selects the columns of a limit.
pub(super) const LIMIT: &str = "SELECT id, metric, window, limit_type, limit_value, enabled FROM usage_limits";

/// Reads a limit from its columns.
pub(super) fn read_limit(row: &Row<'_>) -> rusqlite::Result<UsageLimit> {
    Ok(response!(UsageLimit {
        id: row.get(0)?,
        metric: UsageMetric::from(row.get_ref(1)?.as_str()?),
        window: UsageWindow::from(row.get_ref(2)?.as_str()?),
        limit_type: UsageLimitType::from(row.get_ref(3)?.as_str()?),
        limit: from_sql(row.get(4)?),
        enabled: row.get(5)?,
    }))
}
