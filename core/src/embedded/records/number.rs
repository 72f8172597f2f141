//! Numbers and ids as SQLite has them.

/// An id as SQLite has it: ids beyond its range name nothing.
pub(in crate::embedded) fn to_sql(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(-1)
}

/// An id as the API has it. SQLite gives no negative ones.
pub(in crate::embedded) fn from_sql(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}
