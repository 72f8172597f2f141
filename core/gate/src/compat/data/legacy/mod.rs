//! Lossy documents of old exports, and their recovery.
//!
//! Old exports write documents in clean JSON, in which int64, bytes and special floats have become text. The table's
//! *shape*, stored beside them, identifies most of these values; if it is ambiguous, an *override* for the document
//! identifies the rest. The rules are those of Convex's import.

mod context;
mod recover;
mod shape;

use std::collections::BTreeMap;
use std::io::BufRead;

use context::Context;
use recover::recover;
use shape::Shape;

use super::{Line, Lines};
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::value::{DocumentId, Encoding, Value, decode};

/// Maximum size of the overrides, which are in memory since they may be in another order than the documents.
const MAX_OVERRIDES_LEN: usize = 256 << 20;

/// Data needed to recover the documents of a table.
#[derive(Clone, Debug)]
pub struct Legacy {
    shape: Shape,
    /// Overrides as text, which takes a tenth of the memory.
    overrides: BTreeMap<DocumentId, Box<str>>,
}

impl Legacy {
    /// Reads a shape, found on line `number`, and the overrides on the lines below it.
    pub(super) fn parse(shape: &str, number: u64, lines: &mut Lines<&mut dyn BufRead>) -> Result<Self> {
        let shape = Shape::parse(shape).map_err(|error| error.at_line(number))?;
        let mut overrides = BTreeMap::new();
        let mut len = 0;
        while let Some(line) = lines.next_line()? {
            let (id, context) = parse_override(&line).map_err(|error| error.at_line(line.number))?;
            len += context.len();
            overrides.insert(id, context);
            if len > MAX_OVERRIDES_LEN {
                let message = format!("the overrides take more than {} MiB", MAX_OVERRIDES_LEN >> 20);
                return Err(Error::new(ErrorKind::LimitExceeded, message)
                    .help("export the data again with a current version of Convex"));
            }
        }
        Ok(Self { shape, overrides })
    }

    /// Reads the document of one line.
    pub(super) fn document(&self, line: &str) -> Result<Value> {
        let value = decode(line, Encoding::Encoded)?;
        let id = value.as_object().and_then(|fields| fields.get("_id")).and_then(Value::as_str);
        let id = id.map(str::parse::<DocumentId>).transpose()?;
        let context = match id.and_then(|id| self.overrides.get(&id)) {
            Some(text) => Context::parse(text)?,
            None => Context::Infer,
        };
        recover(value, &context, &[&self.shape])
    }
}

/// `{"<document id>": <context>}`
fn parse_override(line: &Line<'_>) -> Result<(DocumentId, Box<str>)> {
    let object: BTreeMap<String, &serde_json::value::RawValue> = json::from_str(line.text)?;
    let mut entries = object.into_iter();
    let (Some((id, context)), None) = (entries.next(), entries.next()) else {
        return Err(Error::invalid_input("expected an object with one document id as its only field"));
    };
    Context::parse(context.get())?;
    Ok((id.parse()?, context.get().into()))
}

#[cfg(test)]
mod tests;
