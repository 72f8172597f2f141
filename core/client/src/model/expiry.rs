//! When keys, tokens and deployments may expire.

use super::Plan;
use super::refusal::refused;
use crate::error::Result;

/// The least time ahead at which anything may be set to expire: 30 minutes, in milliseconds.
pub const LEAST_AHEAD_MS: i64 = 30 * 60 * 1000;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Checks the time at which a key or token shall expire, in milliseconds since the Unix epoch.
///
/// # Errors
/// `InvalidInput` when it is less than 30 minutes ahead of `now`.
pub fn check_key(expires_at: i64, now: i64) -> Result<()> {
    if expires_at < now.saturating_add(LEAST_AHEAD_MS) {
        return Err(refused("InvalidExpiresAt", "`expiresAt` must be at least 30 minutes ahead")
            .help("give the time in milliseconds since 1970"));
    }
    Ok(())
}

/// Checks the time at which a deployment shall be deleted, in milliseconds since the Unix epoch.
///
/// # Errors
/// `InvalidInput` when it is less than 30 minutes ahead of `now`, or further than the plan keeps previews.
pub fn check_deployment(expires_at: i64, now: i64, plan: Plan) -> Result<()> {
    check_key(expires_at, now)?;
    if expires_at > default_for_preview(now, plan) {
        let days = plan.preview_retention_days();
        return Err(refused(
            "InvalidExpiresAt",
            format!("`expiresAt` must be at most {days} days ahead on the plan {plan}"),
        ));
    }
    Ok(())
}

/// When a preview that is made at `now` expires, unless its maker says otherwise.
#[must_use]
pub fn default_for_preview(now: i64, plan: Plan) -> i64 {
    now.saturating_add(i64::from(plan.preview_retention_days()) * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000_000;

    #[test]
    fn keys_live_for_thirty_minutes_at_least() {
        check_key(NOW + LEAST_AHEAD_MS, NOW).unwrap();
        check_key(i64::MAX, NOW).unwrap();
        check_key(NOW + LEAST_AHEAD_MS - 1, NOW).unwrap_err();
        check_key(-1, NOW).unwrap_err();
        check_key(i64::MIN, i64::MAX).unwrap_err();
    }

    #[test]
    fn deployments_live_as_long_as_the_plan_keeps_previews() {
        check_deployment(NOW + 5 * DAY_MS, NOW, Plan::Free).unwrap();
        check_deployment(NOW + 5 * DAY_MS + 1, NOW, Plan::Free).unwrap_err();
        check_deployment(NOW + 14 * DAY_MS, NOW, Plan::Business).unwrap();
        check_deployment(NOW + 14 * DAY_MS + 1, NOW, Plan::Business).unwrap_err();
        check_deployment(NOW, NOW, Plan::Business).unwrap_err();
    }
}
