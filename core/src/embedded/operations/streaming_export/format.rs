//! Formats of streamed documents.

use super::selection::keep;
use crate::api::data_sync::Columns;
use crate::api::response;
use crate::api::streaming_export::{StreamedDocument, ValueFormat};
use crate::embedded::records::document::{Change, TableRow};
use crate::embedded::refusals::bad_request;
use crate::embedded::store::damaged;
use crate::error::{Error, Result};
use crate::value::{Encoding, Value, decode, to_clean, to_encoded, to_export};

/// Format of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Clean,
    Encoded,
    Export,
}

impl Format {
    /// Parses a format's name. Two formats also have an older name.
    ///
    /// # Errors
    /// `InvalidInput` with the code `BadFormat`.
    pub(super) fn parse(format: Option<&ValueFormat>) -> Result<Self> {
        match format.map_or("json", ValueFormat::as_str) {
            "json" | "convex_clean_json" => Ok(Self::Clean),
            "convex_encoded_json" | "convex_json" => Ok(Self::Encoded),
            "export_json" => Ok(Self::Export),
            other => {
                let known =
                    ValueFormat::KNOWN.iter().map(|format| format!("`{format}`")).collect::<Vec<_>>().join(", ");
                Err(bad_request("BadFormat", format!("format param must be one of [{known}]. Got {other}")))
            }
        }
    }

    /// Converts a document to the form that is sent.
    pub(super) fn to_streamed(
        self,
        table: &TableRow,
        columns: Option<&Columns>,
        change: &Change<'_>,
    ) -> Result<StreamedDocument> {
        let write = match self {
            Self::Clean => to_clean,
            Self::Encoded => to_encoded,
            Self::Export => to_export,
        };
        let serde_json::Value::Object(mut fields) = write(&read(change.text)?) else {
            return Err(damaged("a document is not an object"));
        };
        keep(&mut fields, columns);
        let (component, name) = (table.component.clone(), table.name.to_string());
        Ok(response!(StreamedDocument { component, table: name, ts: change.ts, deleted: None, fields }))
    }
}

/// Decodes a stored document.
pub(super) fn read(text: &str) -> Result<Value> {
    decode(text, Encoding::Export).map_err(|error: Error| damaged(format_args!("cannot read a document: {error}")))
}
