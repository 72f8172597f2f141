//! How long syncs are active.

/// How long a sync that is not continued stays active, and its cursor valid: 3 days.
pub(super) const ACTIVE_MS: i64 = 3 * 24 * 60 * 60 * 1000;
