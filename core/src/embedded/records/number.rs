//! Numbers as SQLite has them.

/// A number as SQLite has it. Beyond its range there is none: an id there names nothing.
pub(in crate::embedded) fn to_sql(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(-1)
}

/// A number as the API has it. SQLite gives no negative ones.
pub(in crate::embedded) fn from_sql(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
