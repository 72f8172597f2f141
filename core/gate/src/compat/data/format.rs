//! How the lines of a table's file stand for documents.

use std::io::BufRead;

use super::legacy::Legacy;
use super::{Line, Lines};
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::value::{Encoding, Fields, Value, decode, decode_within};

/// How the lines of a table's `documents.jsonl` stand for documents.
#[derive(Clone, Debug)]
pub enum Format {
    /// Each line is a value in one encoding.
    Plain(Encoding),
    /// The lossy form of old exports, with what it takes to undo the loss.
    Legacy(Legacy),
}

/// The longest line that is read as a whole to tell what is wrong with it. A document takes 1 MiB at most as Convex counts,
/// and its JSON hardly six times that.
const MAX_HELD_LEN: usize = 6 << 20;

/// How much memory its values may take.
const MAX_MEMORY: usize = 8 << 20;

impl Format {
    /// Reads a table's `generated_schema.jsonl`, which says how the documents beside it are written: `"uniform"` means
    /// export encoding, anything else is the shape that old exports inferred.
    ///
    /// # Errors
    /// `InvalidInput`, with the line.
    pub fn parse(generated_schema: &mut dyn BufRead) -> Result<Self> {
        let mut lines = Lines::new(generated_schema);
        let Some(Line { number, text }) = lines.next()? else {
            return Err(Error::invalid_input("expected `\"uniform\"` or the shape of a table, found an empty file"));
        };
        let first: String = json::from_str(text).map_err(|error| error.at_line(number))?;
        if first == "uniform" {
            return Ok(Self::Plain(Encoding::Export));
        }
        Legacy::parse(&first, number, &mut lines).map(Self::Legacy)
    }

    /// The name of the format.
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
    /// `InvalidInput` where it is not a value; `Unsupported` for the lossy form, of which only whole documents are read.
    pub(super) fn value(&self, text: &str) -> Result<Value> {
        match self {
            Self::Plain(encoding) => decode(text, *encoding),
            Self::Legacy(_) => Err(Error::new(ErrorKind::Unsupported, "old exports are read by whole documents")),
        }
    }

    /// Reads the document of one line.
    ///
    /// # Errors
    /// `InvalidInput` where the line is not JSON, not an object, or not what the format promises.
    pub fn document(&self, line: &str) -> Result<Fields> {
        fields(match self {
            Self::Plain(encoding) => decode(line, *encoding)?,
            Self::Legacy(legacy) => legacy.document(line)?,
        })
    }

    /// Reads the document of one line as [`document`](Self::document), unless that takes too much memory.
    ///
    /// # Errors
    /// As [`document`](Self::document); `InvalidInput` where the line is too long, or holds too many values.
    pub(super) fn document_of_bounded_size(&self, line: &str) -> Result<Fields> {
        if line.len() > MAX_HELD_LEN {
            let message = format!("a line of {} MiB that the table does not simply accept", line.len() >> 20);
            return Err(Error::invalid_input(message).help("a document of Convex takes at most 1 MiB"));
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
            Err(Error::invalid_input(format!("expected a document, which is a JSON object, found {found}")))
        }
    }
}
