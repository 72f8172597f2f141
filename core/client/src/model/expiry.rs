//! Expiration of keys, tokens and deployments.

use super::TeamPlan;
use super::refusal::refused;
use crate::error::Result;

/// Minimum time until any expiration: 30 minutes, in milliseconds.
pub const LEAST_AHEAD_MS: i64 = 30 * 60 * 1000;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Checks the expiration time of a key or token, in milliseconds since the Unix epoch.
///
/// # Errors
///
/// `InvalidInput` if it is less than 30 minutes after `now`.
pub fn check_key(expires_at: i64, now: i64) -> Result<()> {
    if expires_at < now.saturating_add(LEAST_AHEAD_MS) {
        return Err(refused("InvalidExpiresAt", "invalid `expiresAt`: it must be at least 30 minutes from now")
            .help("use milliseconds since the Unix epoch"));
    }
    Ok(())
}

/// Checks the expiration time of a deployment, in milliseconds since the Unix epoch.
///
/// # Errors
///
/// `InvalidInput` if it is less than 30 minutes after `now`, or exceeds the preview retention of the plan.
pub fn check_deployment(expires_at: i64, now: i64, plan: TeamPlan) -> Result<()> {
    check_key(expires_at, now)?;
    if expires_at > default_for_preview(now, plan) {
        let days = plan.preview_retention_days();
        return Err(refused(
            "InvalidExpiresAt",
            format!("invalid `expiresAt`: it must be at most {days} days from now on the plan {plan}"),
        ));
    }
    Ok(())
}

/// Returns the default expiration time of a preview created at `now`.
#[must_use]
pub fn default_for_preview(now: i64, plan: TeamPlan) -> i64 {
    now.saturating_add(i64::from(plan.preview_retention_days()) * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000_000;

    #[test]
    fn key_expiration_is_at_least_thirty_minutes_away() {
        check_key(NOW + LEAST_AHEAD_MS, NOW).unwrap();
        check_key(i64::MAX, NOW).unwrap();
        check_key(NOW + LEAST_AHEAD_MS - 1, NOW).unwrap_err();
        check_key(-1, NOW).unwrap_err();
        check_key(i64::MIN, i64::MAX).unwrap_err();
    }

    #[test]
    fn deployment_expiration_is_limited_by_plan() {
        check_deployment(NOW + 5 * DAY_MS, NOW, TeamPlan::Free).unwrap();
        check_deployment(NOW + 5 * DAY_MS + 1, NOW, TeamPlan::Free).unwrap_err();
        check_deployment(NOW + 14 * DAY_MS, NOW, TeamPlan::Business).unwrap();
        check_deployment(NOW + 14 * DAY_MS + 1, NOW, TeamPlan::Business).unwrap_err();
        check_deployment(NOW, NOW, TeamPlan::Business).unwrap_err();
    }
}
