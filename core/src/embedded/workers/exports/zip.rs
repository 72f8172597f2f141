//! Writes the zip of an export.

use std::collections::BTreeMap;
use std::io::Write;

use rusqlite::Transaction;
use serde_json::json;

use super::stored_file::StoredFile;
use crate::archive::{ZipWriter, folder, write_error};
use crate::embedded::records::document::{STORAGE, TableRow, after_id, next_piece};
use crate::embedded::workers::wording::{in_component, with_commas};
use crate::error::Result;

/// Number of documents between progress reports.
const REPORT_INTERVAL: u64 = 20_000;

const README: &str = "# A snapshot of a Convex deployment

Each table is a folder of this zip: its documents are in `<table>/documents.jsonl`, one document in JSON a line. The tables
of components are below `_components/<name>/`. The numbers of tables, which are a part of the ids of their documents, are in
`_tables/documents.jsonl`.

`npx convex import <this file>` imports it.
";

/// Writes the tables and returns the writer. `report` receives the progress and may stop the export with an error.
pub(super) fn write_zip<W: Write>(
    tx: &Transaction<'_>,
    tables: &[&TableRow],
    writer: W,
    report: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<W> {
    let mut zip = ZipWriter::new(writer);
    zip.entry("README.md", |entry| entry.write_all(README.as_bytes()).map_err(|error| write_error(&error)))?;
    let mut components: BTreeMap<&str, Vec<&TableRow>> = BTreeMap::new();
    components.entry("").or_default();
    // Stored files come last, since they are the largest.
    let (stored, tables): (Vec<&TableRow>, Vec<&TableRow>) = tables.iter().partition(|table| table.name == STORAGE);
    for table in &tables {
        components.entry(&table.component).or_default().push(table);
    }
    for (component, tables) in &components {
        zip.entry(&format!("{}_tables/documents.jsonl", folder(component)), |entry| {
            tables.iter().try_for_each(|table| {
                let line = json!({ "name": table.name, "id": table.number });
                writeln!(entry, "{line}").map_err(|error| write_error(&error))
            })
        })?;
    }
    for table in tables {
        let path = format!("{}{}", folder(&table.component), table.name);
        report(&format!("Backing up {path}"))?;
        zip.entry(&format!("{path}/documents.jsonl"), |entry| documents(tx, table, entry, report))?;
        zip.entry(&format!("{path}/generated_schema.jsonl"), |entry| {
            entry.write_all(b"\"uniform\"\n").map_err(|error| write_error(&error))
        })?;
    }
    for table in stored {
        stored_files(tx, table, &mut zip, report)?;
    }
    zip.finish()
}

fn stored_files<W: Write>(
    tx: &Transaction<'_>,
    table: &TableRow,
    zip: &mut ZipWriter<W>,
    report: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let path = format!("{}{STORAGE}", folder(&table.component));
    let (place, all) = (in_component(&table.component), with_commas(table.documents));
    report(&format!("Backing up {STORAGE}{place}"))?;
    zip.entry(&format!("{path}/documents.jsonl"), |entry| documents(tx, table, entry, report))?;
    let mut written = 0_u64;
    after_id(tx, table.id, &[], &mut |stored| {
        let file = StoredFile::read(stored.text)?;
        let name = format!("{path}/{}{}", file.id, file.extension());
        zip.entry(&name, |entry| content(tx, table, stored.id, entry))?;
        written += 1;
        report(&format!("Backing up {STORAGE}{place}: {} / {all} files (downloading)", with_commas(written)))?;
        Ok(true)
    })
}

fn content(tx: &Transaction<'_>, table: &TableRow, id: &[u8], entry: &mut dyn Write) -> Result<()> {
    let mut number = 0;
    while let Some((next, piece)) = next_piece(tx, table.id, id, number)? {
        entry.write_all(&piece).map_err(|error| write_error(&error))?;
        number = next;
    }
    Ok(())
}

fn documents(
    tx: &Transaction<'_>,
    table: &TableRow,
    entry: &mut dyn Write,
    report: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let mut written = 0_u64;
    after_id(tx, table.id, &[], &mut |stored| {
        entry
            .write_all(stored.text.as_bytes())
            .and_then(|()| entry.write_all(b"\n"))
            .map_err(|error| write_error(&error))?;
        written += 1;
        if written.is_multiple_of(REPORT_INTERVAL) {
            let (done, all) = (with_commas(written), with_commas(table.documents));
            report(&format!("Backing up {}: {done} / {all} documents", table.name))?;
        }
        Ok(true)
    })
}
