//! What the operations on usage and its limits do.

mod change;
mod read;

use rusqlite::Row;

use crate::api::usage::{UsageLimit, UsageLimitType, UsageMetric, UsageWindow};

use super::rows::from_sql;

const LIMIT: &str = "SELECT id, metric, window, limit_type, limit_value, enabled FROM usage_limits";

fn read_limit(row: &Row<'_>) -> rusqlite::Result<UsageLimit> {
    Ok(UsageLimit {
        id: row.get(0)?,
        metric: UsageMetric::from(row.get_ref(1)?.as_str()?),
        window: UsageWindow::from(row.get_ref(2)?.as_str()?),
        limit_type: UsageLimitType::from(row.get_ref(3)?.as_str()?),
        limit: from_sql(row.get(4)?),
        enabled: row.get(5)?,
    })
}
