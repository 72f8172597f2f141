//! Convex values, used in documents, arguments and results.
//!
//! Three JSON encodings exist (Convex's names in brackets): *encoded* (`convex_encoded_json`), lossless, used on the
//! wire; *clean* (`json`), lossy, human-readable; *export* (`export_json`), lossless, in snapshot exports. See
//! [`decode`], [`encode`].

mod decode;
mod encode;
mod encoding;
mod handle;
mod id;
pub mod limits;
mod print;
mod printed;
mod size;
mod tables;
mod write;

pub use decode::decode_within;
pub use decode::{decode, decode_json};
pub use encode::encoded_len;
pub use encode::{encode, to_clean, to_encoded, to_export};
pub use encoding::Encoding;
pub use handle::{function_handle, is_function_handle};
pub use id::DocumentId;
pub use print::to_printed;
pub use printed::decode_printed;
#[doc(hidden)]
pub use size::{nesting_of_fields, size_of_fields};
pub use tables::{IdMatch, Tables};
#[doc(hidden)]
pub use write::write_export;

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A short name, as of a field, a table or an index.
pub type Name = compact_str::CompactString;

/// Fields of an object, in name order, as Convex keeps them.
pub type Fields = BTreeMap<Name, Value>;

/// A Convex value.
///
/// Equality and order are Convex's. They are total, so `0.0 != -0.0` and a NaN equals itself; values of different kinds
/// have the order of the variants.
///
/// ```
/// use convex_ops::value::Value;
///
/// assert_ne!(Value::Float64(0.0), Value::Float64(-0.0));
/// assert!(Value::Int64(5) < Value::Float64(1.0));
/// ```
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `bigint`: a signed 64-bit integer.
    Int64(i64),
    /// `number`: an IEEE 754 double.
    Float64(f64),
    /// `boolean`
    Boolean(bool),
    /// `string`; document ids are strings too.
    String(String),
    /// `ArrayBuffer`
    Bytes(Vec<u8>),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Fields),
}

impl Value {
    /// Returns the name of the value's kind, as Convex's validators name it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int64(_) => "int64",
            Self::Float64(_) => "float64",
            Self::Boolean(_) => "boolean",
            Self::String(_) => "string",
            Self::Bytes(_) => "bytes",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// Returns the fields, if the value is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Fields> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the text, if the value is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, if the value is a float64.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Float64(number) => Some(*number),
            _ => None,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Int64(_) => 1,
            Self::Float64(_) => 2,
            Self::Boolean(_) => 3,
            Self::String(_) => 4,
            Self::Bytes(_) => 5,
            Self::Array(_) => 6,
            Self::Object(_) => 7,
        }
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Int64(a), Self::Int64(b)) => a.cmp(b),
            (Self::Float64(a), Self::Float64(b)) => a.total_cmp(b),
            (Self::Boolean(a), Self::Boolean(b)) => a.cmp(b),
            (Self::String(a), Self::String(b)) => a.cmp(b),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Array(a), Self::Array(b)) => a.cmp(b),
            (Self::Object(a), Self::Object(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl FromIterator<(Name, Value)> for Value {
    fn from_iter<I: IntoIterator<Item = (Name, Value)>>(fields: I) -> Self {
        Self::Object(fields.into_iter().collect())
    }
}
