//! `listUsageLimits`

use super::limits::{LIMIT, read_limit};
use crate::api::response;
use crate::api::usage::{ListUsageLimits, UsageLimitList};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for ListUsageLimits {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<UsageLimitList> {
        let sql = format!("{LIMIT} WHERE deployment_id = ?1 ORDER BY position");
        let mut statement = call.tx.prepare_cached(&sql)?;
        let limits = statement.query_map([deployment.row.id], read_limit)?;
        Ok(response!(UsageLimitList { usage_limits: limits.collect::<rusqlite::Result<_>>()? }))
    }
}
