//! Rows of imported tables.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::invalid::invalid_value;
use crate::compat::data::DocumentFormat;
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};
use crate::value::{DocumentId, Fields, Value};

/// A row of an imported table.
pub(in crate::embedded::workers::imports) enum Row<'a> {
    /// A document in JSON.
    Json(&'a str, &'a DocumentFormat),
    /// Values by column name.
    Cells(Fields),
}

/// Callback for each row, with its number from 1. Returns false to stop.
pub(in crate::embedded::workers::imports) type RowVisitor<'s> = &'s mut dyn FnMut(u64, Row<'_>) -> Result<bool>;

impl Row<'_> {
    /// Parses the fields of the document. Source: the codes and texts are Convex's own.
    ///
    /// # Errors
    /// `InvalidInput` if the row is not a JSON object of valid Convex values.
    pub(in crate::embedded::workers::imports) fn fields(self, number: u64) -> Result<Fields> {
        match self {
            Self::Cells(fields) => Ok(fields),
            Self::Json(text, format) => format.document(text).map_err(|error| row_error(text, number, &error)),
        }
    }

    /// Checks that the row is JSON. Values are checked later.
    pub(super) fn check(&self, number: u64) -> Result<()> {
        match self {
            Self::Cells(_) => Ok(()),
            Self::Json(text, _) => {
                serde_json::from_str::<IgnoredAny>(text).map(drop).map_err(|error| not_json(number, &error))
            }
        }
    }

    /// Returns the table number in the document's ID, if it has one.
    pub(super) fn table_number(&self) -> Option<u32> {
        #[derive(Deserialize)]
        struct Identified<'t> {
            #[serde(rename = "_id", borrow)]
            id: Cow<'t, str>,
        }
        let id = match self {
            Self::Cells(fields) => fields.get("_id").and_then(Value::as_str).and_then(DocumentId::decode),
            Self::Json(text, _) => DocumentId::decode(&serde_json::from_str::<Identified<'_>>(text).ok()?.id),
        };
        id.map(|id| id.table)
    }
}

fn row_error(text: &str, number: u64, why: &Error) -> Error {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return not_json(number, &error);
    }
    if !text.trim_start().starts_with('{') {
        return bad_request("NotAnObject", format!("Row {number} wasn't an object"));
    }
    invalid_value(number, why)
}

fn not_json(number: u64, error: &serde_json::Error) -> Error {
    bad_request("JsonInvalidRow", format!("Row {number} wasn't valid JSON: {error}"))
}
