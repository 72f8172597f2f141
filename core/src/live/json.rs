//! Members of the documents that system queries return.

use crate::error::Result;
use crate::value::{Encoding, Fields, Value, decode};

use super::query::unexpected;

/// A document of a system table, with the query that returned it.
pub(super) struct Document<'a> {
    path: &'static str,
    fields: &'a Fields,
}

impl<'a> Document<'a> {
    /// Views a value as a document.
    ///
    /// # Errors
    /// `Unsupported` if it is not an object.
    pub(super) fn new(path: &'static str, value: &'a Value) -> Result<Self> {
        value.as_object().map(|fields| Self { path, fields }).ok_or_else(|| unexpected(path))
    }

    /// Views a list of documents.
    pub(super) fn list(path: &'static str, value: &'a Value) -> Result<Vec<Self>> {
        let Value::Array(items) = value else { return Err(unexpected(path)) };
        items.iter().map(|item| Self::new(path, item)).collect()
    }

    pub(super) fn get(&self, name: &str) -> Result<&'a Value> {
        self.fields.get(name).ok_or_else(|| unexpected(self.path))
    }

    pub(super) fn text(&self, name: &str) -> Result<&'a str> {
        self.optional_text(name).ok_or_else(|| unexpected(self.path))
    }

    pub(super) fn optional_text(&self, name: &str) -> Option<&'a str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    pub(super) fn document(&self, name: &str) -> Result<Self> {
        Self::new(self.path, self.get(name)?)
    }

    /// Reads arguments, which Convex stores as the bytes of their JSON.
    pub(super) fn arguments(&self, name: &str) -> Result<Value> {
        let Value::Bytes(bytes) = self.get(name)? else { return Err(unexpected(self.path)) };
        let text = std::str::from_utf8(bytes).map_err(|_| unexpected(self.path))?;
        decode(text, Encoding::Encoded).map_err(|error| unexpected(self.path).caused_by(error))
    }

    /// Returns an int64 or a float64 as a float64.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        match self.fields.get(name)? {
            Value::Int64(number) => Some(*number as f64),
            other => other.as_f64(),
        }
    }
}
