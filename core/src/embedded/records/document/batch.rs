//! Converts fields from an import to storable documents.

use std::ops::Range;

use super::ids::{CreationTimes, IdMaker};
use crate::embedded::refusals::bad_request;
use crate::error::{Error, ErrorKind, Result};
use crate::value::limits::{MAX_DOCUMENT_NESTING, MAX_DOCUMENT_SIZE};
use crate::value::{DocumentId, Fields, Name, Value, nesting_of_fields, size_of_fields, to_printed, write_export};

const ID: &str = "_id";
const CREATION_TIME: &str = "_creationTime";

/// Table that documents are for.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct Target {
    pub(in crate::embedded) name: Name,
    pub(in crate::embedded) number: u32,
}

/// A document that can be stored.
pub(in crate::embedded) struct NewDocument {
    pub(in crate::embedded) id: [u8; 16],
    pub(in crate::embedded) creation_time: f64,
    /// Its size in bytes, as Convex counts.
    pub(in crate::embedded) size: u64,
    /// Position of its text in the lines of the batch.
    pub(in crate::embedded) text: Range<usize>,
}

/// Storable documents of one table.
#[derive(Default)]
pub(in crate::embedded) struct Batch {
    /// Documents in export JSON, one per line.
    pub(in crate::embedded) lines: Vec<u8>,
    pub(in crate::embedded) documents: Vec<NewDocument>,
}

impl Batch {
    /// Returns the text of a document.
    pub(in crate::embedded) fn text(&self, document: &NewDocument) -> &[u8] {
        self.lines.get(document.text.clone()).unwrap_or_default()
    }
}

/// Adds missing system fields to a document, checks existing ones, and appends it to the batch. Source: the texts are
/// Convex's own.
///
/// # Errors
/// `InvalidInput` with the code `InvalidId` or `ImportConflict`, or if the fields don't form a valid document.
pub(in crate::embedded) fn prepare(
    mut fields: Fields,
    target: &Target,
    ids: &mut IdMaker,
    times: &mut CreationTimes,
    batch: &mut Batch,
) -> Result<()> {
    let id = match fields.get(ID) {
        None => {
            let id = DocumentId { table: target.number, internal: ids.next_id() };
            fields.insert(ID.into(), Value::String(id.to_string()));
            id.internal
        }
        Some(Value::String(text)) => id_in(text, target)?,
        Some(other) => return Err(invalid_document(format!("The '_id' field {} must be an Id", to_printed(other)))),
    };
    let creation_time = match fields.get(CREATION_TIME) {
        None => {
            let time = times.next_time();
            fields.insert(CREATION_TIME.into(), Value::Float64(time));
            time
        }
        Some(Value::Float64(time)) => creation_time(*time)?,
        Some(other) => {
            let message = format!("The '_creationTime' field should be a float, is {}", to_printed(other));
            return Err(invalid_document(message));
        }
    };
    check(&fields)?;
    let start = batch.lines.len();
    write_export(&fields, &mut batch.lines)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the document").caused_by(error))?;
    let text = start..batch.lines.len();
    batch.lines.push(b'\n');
    batch.documents.push(NewDocument { id, creation_time, size: size_of_fields(&fields) as u64, text });
    Ok(())
}

fn id_in(text: &str, target: &Target) -> Result<[u8; 16]> {
    let id = DocumentId::decode(text).ok_or_else(|| bad_request("InvalidId", format!("invalid _id '{text}'")))?;
    if id.table != target.number {
        let message = format!(
            "_id {text} cannot be imported into '{}' because it came from a different deployment and conflict with \
             preexisting tables in this deployment. Try deleting preexisting tables or importing into an empty deployment.",
            target.name
        );
        return Err(bad_request("ImportConflict", message));
    }
    Ok(id.internal)
}

/// Checks a creation time as Convex does: neither negative nor too large to be exact.
fn creation_time(time: f64) -> Result<f64> {
    const LAST: f64 = (1_u64 << 53) as f64;
    if (0.0..=LAST).contains(&time) && time.is_sign_positive() {
        return Ok(time);
    }
    Err(invalid_document(format!("The '_creationTime' field should be a timestamp in milliseconds, is {time}")))
}

fn check(fields: &Fields) -> Result<()> {
    let is_own = |name: &&Name| name.starts_with('_') && ![ID, CREATION_TIME].contains(&name.as_str());
    if let Some(name) = fields.keys().find(is_own) {
        return Err(invalid_document(format!(
            "Field '{name}' starts with an underscore, which is only allowed for system fields like '_id'"
        )));
    }
    let (size, nesting) = (size_of_fields(fields), nesting_of_fields(fields));
    if size > MAX_DOCUMENT_SIZE {
        return Err(invalid_document(format!("Value is too large ({size} bytes > maximum size 1 MiB)")));
    }
    if nesting > MAX_DOCUMENT_NESTING {
        return Err(invalid_document(format!(
            "Document is too nested (nested {nesting} levels deep > maximum nesting {MAX_DOCUMENT_NESTING})"
        )));
    }
    Ok(())
}

fn invalid_document(message: String) -> Error {
    bad_request("InvalidDocument", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::context::Context;
    use crate::value::{Encoding, decode};

    struct PreparedText {
        id: [u8; 16],
        text: String,
    }

    fn prepare_text(text: &str) -> Result<PreparedText> {
        let context = Context::deterministic(1, 0);
        let (mut ids, mut times) = (IdMaker::new(&context, 7)?, CreationTimes::new(7));
        let Value::Object(fields) = decode(text, Encoding::Encoded)? else { panic!("{text}") };
        let (target, mut batch) = (Target { name: "users".into(), number: 10_001 }, Batch::default());
        prepare(fields, &target, &mut ids, &mut times, &mut batch)?;
        let text = String::from_utf8(batch.text(&batch.documents[0]).to_vec()).unwrap();
        Ok(PreparedText { id: batch.documents[0].id, text })
    }

    #[test]
    fn missing_system_fields_are_added_and_existing_are_kept() {
        let made = prepare_text(r#"{"z": 1, "Z": {"$integer": "AQAAAAAAAAA="}}"#).unwrap();
        let id = DocumentId { table: 10_001, internal: made.id };
        assert_eq!(made.text, format!(r#"{{"Z":1,"_creationTime":7.0,"_id":"{id}","z":1.0}}"#));
        assert_eq!(prepare_text(&made.text).unwrap().text, made.text.replace("\"Z\":1,", "\"Z\":1.0,"));
    }

    #[test]
    fn invalid_document_returns_convex_error() {
        let other = DocumentId { table: 10_002, internal: [1; 16] };
        for (text, code, message) in [
            (r#"{"_id": "x"}"#.to_owned(), "InvalidId", "invalid _id 'x'"),
            (format!(r#"{{"_id": "{other}"}}"#), "ImportConflict", "cannot be imported into 'users'"),
            (r#"{"_id": 1}"#.to_owned(), "InvalidDocument", "The '_id' field 1.0 must be an Id"),
            (r#"{"_creationTime": "x"}"#.to_owned(), "InvalidDocument", "should be a float, is \"x\""),
            (r#"{"_creationTime": -1}"#.to_owned(), "InvalidDocument", "should be a timestamp in milliseconds, is -1"),
            (r#"{"_x": 1}"#.to_owned(), "InvalidDocument", "Field '_x' starts with an underscore"),
            (format!("{{\"a\": \"{}\"}}", "x".repeat(1 << 20)), "InvalidDocument", "Value is too large"),
            (format!("{{\"a\": {}{}}}", "[".repeat(16), "]".repeat(16)), "InvalidDocument", "nested 17 levels deep"),
        ] {
            let error = prepare_text(&text).err().unwrap_or_else(|| panic!("{text:.80}"));
            assert_eq!(error.code(), Some(code), "{error}");
            assert!(error.to_string().contains(message), "{error}");
        }
        assert!(prepare_text(&format!("{{\"a\": {}{}}}", "[".repeat(15), "]".repeat(15))).is_ok());
    }
}
