//! JSON columns.

use rusqlite::Row;

/// Parses a JSON column.
pub(in crate::embedded) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let kind = rusqlite::types::Type::Text;
    serde_json::from_str(row.get_ref(index)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, kind, Box::new(error)))
}
