//! Size and depth of values, as Convex counts them.

use super::{Fields, Value};

impl Value {
    /// Returns the number of bytes that Convex counts for the value: one for a kind without content, nine for a number,
    /// the length plus two for strings and bytes, and for arrays and objects the content plus two, with the name plus
    /// one for each field.
    ///
    /// Source: `crates/value/src/size.rs` of convex-backend.
    ///
    /// ```
    /// use convex_ops::value::{Encoding, decode};
    ///
    /// assert_eq!(decode(r#"{"name": "Ada", "age": 36}"#, Encoding::Export)?.size(), 2 + 5 + 5 + 4 + 9);
    /// # Ok::<(), convex_ops::Error>(())
    /// ```
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Null | Self::Boolean(_) => 1,
            Self::Int64(_) | Self::Float64(_) => 9,
            Self::String(text) => text.len() + 2,
            Self::Bytes(bytes) => bytes.len() + 2,
            Self::Array(elements) => elements.iter().map(Self::size).sum::<usize>() + 2,
            Self::Object(fields) => size_of_fields(fields),
        }
    }

    /// Returns the number of levels of arrays and objects.
    #[must_use]
    pub fn nesting(&self) -> usize {
        match self {
            Self::Array(elements) => 1 + elements.iter().map(Self::nesting).max().unwrap_or_default(),
            Self::Object(fields) => nesting_of_fields(fields),
            _ => 0,
        }
    }
}

/// Returns [`Value::size`] of an object.
pub fn size_of_fields(fields: &Fields) -> usize {
    fields.iter().map(|(name, value)| name.len() + 1 + value.size()).sum::<usize>() + 2
}

/// Returns [`Value::nesting`] of an object.
pub fn nesting_of_fields(fields: &Fields) -> usize {
    1 + fields.values().map(Value::nesting).max().unwrap_or_default()
}
