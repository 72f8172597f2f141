//! Conversion of numbers to and from SQLite.

/// Converts a number to SQLite's type. Larger ones saturate, which is safe for IDs: no row has such an ID.
pub(in crate::embedded) fn to_sql(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(-1)
}

/// Converts a number from SQLite, which stores no negative ones here.
pub(in crate::embedded) fn from_sql(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
