//! Candidate values for witnesses, smallest first.

use crate::value::{DocumentId, Value, function_handle};

pub(super) fn floats() -> impl Iterator<Item = Value> {
    (0..u32::MAX).map(|number| Value::Float64(f64::from(number)))
}

pub(super) fn integers() -> impl Iterator<Item = Value> {
    (0..i64::MAX).map(Value::Int64)
}

/// Returns the empty string, then `a`, `b`, … `z`, `aa`, …: none is a document id before it has 31 letters.
pub(super) fn texts() -> impl Iterator<Item = String> {
    (0..u64::MAX).map(|mut number| {
        let mut letters = Vec::new();
        while number > 0 {
            number -= 1;
            letters.push(b'a' + (number % 26) as u8);
            number /= 26;
        }
        letters.iter().rev().map(|letter| char::from(*letter)).collect()
    })
}

/// Returns ids of a table.
pub(super) fn ids(table: u32) -> impl Iterator<Item = String> {
    (0..u128::MAX).map(move |number| DocumentId { table, internal: number.to_be_bytes() }.to_string())
}

/// Returns handles of functions. The number of a table does not matter in them.
pub(super) fn handles() -> impl Iterator<Item = String> {
    (0..u128::MAX).map(|number| function_handle(&DocumentId { table: 1, internal: number.to_be_bytes() }))
}
