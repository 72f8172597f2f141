//! Loads stored files into their hidden table. Source: `import_file_storage.rs` of convex-backend.

use std::collections::BTreeMap;
use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use uuid::Builder;

use super::content::{Rows, StoredFiles, invalid_value};
use super::progress::check_in_progress;
use super::table::TargetTable;
use crate::embedded::records::document::{
    Batch, CreationTimes, IdMaker, PIECE_LEN, TableRow, Target, has, insert, prepare, put_piece, put_uuid,
};
use crate::embedded::records::import::ImportRow;
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};
use crate::value::{DocumentId, Fields, Value};

/// Loads stored files into their table and returns how many there are. Calls `progress` with the number loaded and the
/// total. Skips files that a kept table already has.
///
/// # Errors
/// `InvalidInput` if a file does not match its metadata.
pub(super) fn load_stored_files(
    into: &TargetTable<'_>,
    rows: &Rows<'_>,
    (stored, stays): (&StoredFiles<'_>, Option<&TableRow>),
    import: &ImportRow,
    progress: &mut dyn FnMut(u64, u64) -> Result<()>,
) -> Result<u64> {
    let mut metadata = BTreeMap::new();
    rows.each(&mut |number, row| {
        let fields = row.fields(number)?;
        let id = fields.get("_id").and_then(Value::as_str).and_then(DocumentId::decode);
        metadata.insert(id.ok_or_else(|| invalid_value(number, "a stored file requires _id"))?.internal, fields);
        Ok(true)
    })?;
    let (mut files, all) = (0, metadata.len() as u64);
    for (id, file) in stored.iter() {
        // A file without metadata is described by its content alone.
        let metadata = metadata.remove(&id.internal).unwrap_or_default();
        if stays.map_or(Ok(false), |table| into.database.with_time(false, |tx, _| has(tx, table.id, &id.internal)))? {
            continue;
        }
        store(into, id, &metadata, &mut stored.open(file)?, import).map_err(|error| error.in_file(&file.name))?;
        files += 1;
        progress(files, all)?;
    }
    Ok(files)
}

fn store(
    into: &TargetTable<'_>,
    id: DocumentId,
    metadata: &Fields,
    content: &mut dyn Read,
    import: &ImportRow,
) -> Result<()> {
    let (mut digest, mut len) = (Sha256::new(), 0);
    let mut piece = next_piece(content)?;
    loop {
        into.stop.check()?;
        digest.update(&piece);
        len += piece.len();
        let next = next_piece(content)?;
        let document = if next.is_empty() {
            let known = FileProperties { sha256: STANDARD.encode(digest.clone().finalize()), size: len as i64 };
            Some(known.document(into, id, metadata)?)
        } else {
            None
        };
        into.database.with_time(true, |tx, _| {
            check_in_progress(tx, &import.id)?;
            if !piece.is_empty() {
                put_piece(tx, into.table, &id.internal, &piece)?;
            }
            let Some((document, uuid)) = &document else { return Ok(()) };
            put_uuid(tx, into.table, uuid, &id.internal)?;
            insert(tx, into.table, &into.key.1, document)
        })?;
        if document.is_some() {
            return Ok(());
        }
        piece = next;
    }
}

/// Returns the next piece of a file; empty at its end.
fn next_piece(content: &mut dyn Read) -> Result<Vec<u8>> {
    let mut piece = Vec::new();
    content
        .take(PIECE_LEN)
        .read_to_end(&mut piece)
        .map_err(|error| bad_request("InvalidZip", format!("cannot read a stored file: {error}")))?;
    Ok(piece)
}

/// Properties of a file's actual content.
struct FileProperties {
    sha256: String,
    size: i64,
}

impl FileProperties {
    /// Returns the metadata document in export form, and the UUID of the file's URL.
    fn document(self, into: &TargetTable<'_>, id: DocumentId, metadata: &Fields) -> Result<(Batch, String)> {
        self.check(id, metadata)?;
        let (mut ids, mut times) = into
            .database
            .with_time(false, |_, now| Ok((IdMaker::new(&into.database.context, now)?, CreationTimes::new(now))))?;
        let mut fields = Fields::new();
        for name in ["_creationTime", "contentType", "internalId"] {
            let value = metadata.get(name).filter(|value| **value != Value::Null);
            fields.extend(value.map(|value| (name.into(), value.clone())));
        }
        if !fields.contains_key("internalId") {
            let uuid = Builder::from_random_bytes(into.database.context.random.bytes()?).into_uuid();
            fields.insert("internalId".into(), Value::String(uuid.to_string()));
        }
        let uuid = match fields.get("internalId") {
            Some(Value::String(uuid)) => uuid.to_ascii_lowercase(),
            _ => String::new(),
        };
        fields.insert("_id".into(), Value::String(id.to_string()));
        fields.insert("sha256".into(), Value::String(self.sha256));
        fields.insert("size".into(), Value::Int64(self.size));
        let (target, mut batch) = (Target { name: into.key.1.clone(), number: into.number }, Batch::default());
        prepare(fields, &target, &mut ids, &mut times, &mut batch)?;
        Ok((batch, uuid))
    }

    /// Checks the content against the metadata.
    fn check(&self, id: DocumentId, metadata: &Fields) -> Result<()> {
        let differs = |what: &str, is: &dyn std::fmt::Display, should: &dyn std::fmt::Display| {
            Err(invalid_file(format!("the stored file {id} is damaged: its {what} is {is}, expected {should}")))
        };
        match metadata.get("sha256") {
            None | Some(Value::Null) => {}
            Some(Value::String(sha256)) if *sha256 == self.sha256 => {}
            Some(Value::String(sha256)) => return differs("SHA-256", &self.sha256, sha256),
            Some(_) => return Err(invalid_file(format!("the SHA-256 of the stored file {id} is not a string"))),
        }
        match metadata.get("size") {
            None | Some(Value::Null) => Ok(()),
            Some(Value::Float64(size)) if *size == self.size as f64 => Ok(()),
            Some(Value::Float64(size)) => differs("length", &self.size, size),
            Some(_) => Err(invalid_file(format!("the length of the stored file {id} is not a number"))),
        }
    }
}

fn invalid_file(message: String) -> Error {
    bad_request("InvalidStoredFile", message)
}
