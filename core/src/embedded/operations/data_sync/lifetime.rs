//! Lifetime of syncs.

/// Lifetime of an idle sync and its cursor: 3 days.
pub(super) const ACTIVE_MS: i64 = 3 * 24 * 60 * 60 * 1000;
