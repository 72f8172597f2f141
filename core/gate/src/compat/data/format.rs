//! Formats of the documents in a table's file.

use std::io::BufRead;

use super::legacy::Legacy;
use super::{Line, Lines};
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::value::{Encoding, Fields, Value, decode, decode_within};

/// Format of the documents in a table's `documents.jsonl`.
#[derive(Clone, Debug)]
pub enum DocumentFormat {
    /// Each line is a value in one encoding.
    Plain(Encoding),
    /// The lossy form of old exports, with the data needed to undo the loss.
    Legacy(Legacy),
}

/// Longest line that is parsed as a whole to describe its problem. Convex allows at most 1 MiB per document, and
/// its JSON hardly six times that.
const MAX_HELD_LEN: usize = 6 << 20;

/// Maximum memory of its values.
const MAX_MEMORY: usize = 8 << 20;

impl DocumentFormat {
    /// Reads a table's `generated_schema.jsonl`, which defines the format of the documents beside it: `"uniform"` means
    /// export encoding, anything else is the shape that old exports inferred.
    ///
    /// # Errors
    /// `InvalidInput`, with the line, if the file is neither.
    pub fn parse(generated_schema: &mut dyn BufRead) -> Result<Self> {
        let mut lines = Lines::new(generated_schema);
        let Some(Line { number, text }) = lines.next_line()? else {
            return Err(Error::invalid_input("expected `\"uniform\"` or the shape of a table, found an empty file"));
        };
        let first: String = json::from_str(text).map_err(|error| error.at_line(number))?;
        if first == "uniform" {
            return Ok(Self::Plain(Encoding::Export));
        }
        Legacy::parse(&first, number, &mut lines).map(Self::Legacy)
    }

    /// Returns the name of the format.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Plain(Encoding::Export) => "export",
            Self::Plain(Encoding::Encoded) => "encoded",
            Self::Legacy(_) => "legacy",
        }
    }

    /// Reads a part of a document.
    ///
    /// # Errors
    /// `InvalidInput` if it is not a value; `Unsupported` for the lossy form, which can only be read by whole
    /// documents.
    pub(super) fn value(&self, text: &str) -> Result<Value> {
        match self {
            Self::Plain(encoding) => decode(text, *encoding),
            Self::Legacy(_) => Err(Error::new(ErrorKind::Unsupported, "cannot read parts of documents in old exports")),
        }
    }

    /// Reads the document of one line.
    ///
    /// # Errors
    /// `InvalidInput` if the line is not JSON, not an object, or not in this format.
    pub fn document(&self, line: &str) -> Result<Fields> {
        fields(match self {
            Self::Plain(encoding) => decode(line, *encoding)?,
            Self::Legacy(legacy) => legacy.document(line)?,
        })
    }

    /// Reads the document of one line like [`document`](Self::document), with bounded memory.
    ///
    /// # Errors
    /// As [`document`](Self::document); also `InvalidInput` if the line is too long or contains too many values.
    pub(super) fn document_of_bounded_size(&self, line: &str) -> Result<Fields> {
        if line.len() > MAX_HELD_LEN {
            let message = format!("a line of {} MiB is too long to explain", line.len() >> 20);
            return Err(Error::invalid_input(message).help("check the line: Convex allows at most 1 MiB per document"));
        }
        match self {
            Self::Plain(encoding) => fields(decode_within(line, *encoding, MAX_MEMORY)?),
            Self::Legacy(_) => self.document(line),
        }
    }
}

fn fields(document: Value) -> Result<Fields> {
    match document {
        Value::Object(fields) => Ok(fields),
        other => {
            let found = other.kind();
            Err(Error::invalid_input(format!("expected a document (a JSON object), found {found}")))
        }
    }
}
