//! Makes exports.

use std::fs::File;
use std::io::{BufWriter, Seek};

use rusqlite::Transaction;

use super::zip::write_zip;
use crate::archive::TempFolder;
use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::document::{TableRow, current_ts, is_system, next_ts};
use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::records::file;
use crate::embedded::workers::spool;
use crate::error::{Error, ErrorKind, Result};

/// Makes a requested export and records the result in its state.
///
/// Documents are read in one transaction, so that they show one moment, and written to a temporary file. Other writers
/// can continue meanwhile.
pub(in crate::embedded) fn make(database: &Database, id: &str, stop: &Cancel) -> Result<()> {
    let begin = |tx: &Transaction<'_>, now: i64| -> Result<Option<(ExportRow, i64)>> {
        let Some(export) = find_open(tx, id)? else { return Ok(None) };
        let start_ts = next_ts(tx, export.deployment, now)?;
        let state = ExportState::InProgress { start_ts, progress_message: Some("Beginning".to_owned()) };
        export.set_state(tx, &state, None)?;
        Ok(Some((export, start_ts)))
    };
    let started = match database.with_time(true, begin) {
        // The disk may be full already.
        Err(error) if !stop.is_cancelled() => return fail(database, id).and(Err(error)),
        started => started?,
    };
    let Some((export, start_ts)) = started else { return Ok(()) };
    let file = export.output_file();
    let made = write(database, &export, start_ts, stop).and_then(|(zip, size)| {
        spool::store(database, export.deployment, &file, zip)?;
        Ok(size)
    });
    let now = database.with_time(false, |_, now| Ok(now))?;
    let is_complete = database.store.write_reserved(|tx| {
        let Some(export) = find_open(tx, id)? else { return Ok(false) };
        match &made {
            Ok(size) => {
                let complete_ts = current_ts(tx, export.deployment, now)?;
                let (zip_object_key, size) = (file.clone(), *size);
                let state = ExportState::Completed { start_ts, complete_ts, zip_object_key, size };
                export.set_state(tx, &state, Some(&file)).map(|()| true)
            }
            // An export that ends with its process is restarted by the next one.
            Err(_) if stop.is_cancelled() => Ok(false),
            Err(_) => export.fail(tx, now).map(|()| false),
        }
    })?;
    // Afterwards, since it may need more space than a full disk has.
    if is_complete { Ok(()) } else { database.with_time(true, |tx, _| file::remove(tx, &file)) }
}

/// Records the failure of an export that could not start.
fn fail(database: &Database, id: &str) -> Result<()> {
    let now = database.with_time(false, |_, now| Ok(now))?;
    database.store.write_reserved(|tx| find_open(tx, id)?.map_or(Ok(()), |export| export.fail(tx, now)))
}

/// Finds the export if it is unfinished.
fn find_open(tx: &Transaction<'_>, id: &str) -> Result<Option<ExportRow>> {
    Ok(ExportRow::by_id(tx, id)?.filter(|export| export.state.is_open()))
}

/// Writes the zip and returns it with its length.
fn write(database: &Database, export: &ExportRow, start_ts: i64, stop: &Cancel) -> Result<(File, i64)> {
    let unwritable = |error: &std::io::Error| Error::io("cannot write a temporary file", error);
    let file = TempFolder::new(None).file()?.into_inner();
    let writer = database.store.read(|tx| {
        let tables = TableRow::with_storage(tx, export.deployment)?;
        let wanted = |table: &&TableRow| {
            let is_of_component = export.request.component.as_ref().is_none_or(|path| table.component == *path);
            is_of_component && (export.request.include_storage || !is_system(&table.name))
        };
        let tables: Vec<_> = tables.iter().filter(wanted).collect();
        write_zip(tx, &tables, BufWriter::new(file), &mut |message| {
            stop.check()?;
            report(database, export, start_ts, message)
        })
    })?;
    let mut file = writer.into_inner().map_err(|error| unwritable(error.error()))?;
    let len = file.stream_position().map_err(|error| unwritable(&error))?;
    Ok((file, i64::try_from(len).unwrap_or(i64::MAX)))
}

/// Reports progress and fails if the export was cancelled. A store in memory cannot be written during a read; exports
/// are fast there.
fn report(database: &Database, export: &ExportRow, start_ts: i64, message: &str) -> Result<()> {
    if !database.store.is_file() {
        return Ok(());
    }
    database.store.write(|tx| match find_open(tx, &export.id)? {
        Some(export) => {
            let progress_message = Some(message.to_owned());
            export.set_state(tx, &ExportState::InProgress { start_ts, progress_message }, None)
        }
        None => Err(Error::new(ErrorKind::Cancelled, "the export was canceled")),
    })
}
