//! How large and how deep values are, as Convex counts.

use super::{Fields, Value};

impl Value {
    /// How many bytes Convex counts for the value: one for what has no content, nine for a number, the content and two for
    /// texts and bytes, and for arrays and objects what is inside, two, and for each field its name and one.
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

    /// How many levels of arrays and objects there are.
    #[must_use]
    pub fn nesting(&self) -> usize {
        match self {
            Self::Array(elements) => 1 + elements.iter().map(Self::nesting).max().unwrap_or_default(),
            Self::Object(fields) => nesting_of_fields(fields),
            _ => 0,
        }
    }
}

/// [`Value::size`] of an object.
pub fn size_of_fields(fields: &Fields) -> usize {
    fields.iter().map(|(name, value)| name.len() + 1 + value.size()).sum::<usize>() + 2
}

/// [`Value::nesting`] of an object.
pub fn nesting_of_fields(fields: &Fields) -> usize {
    1 + fields.values().map(Value::nesting).max().unwrap_or_default()
}
