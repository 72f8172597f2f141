//! Previews uploaded imports: validates the file and summarizes its changes.

use rusqlite::Transaction;

use super::content::Content;
use super::message::{Changes, TableChange, message};
use super::plan::exists;
use super::progress::explain;
use crate::api::imports::ImportMode;
use crate::embedded::database::Database;
use crate::embedded::records::document::{STORAGE, TableRow, is_system};
use crate::embedded::records::import::{ImportRow, ImportState};
use crate::error::Result;

/// Previews an uploaded import and requests confirmation. An invalid import fails here.
pub(in crate::embedded) fn preview(database: &Database, id: &str) -> Result<()> {
    let Some(import) = database.with_time(false, |tx, _| ImportRow::by_id(tx, id))? else { return Ok(()) };
    let seen = count(database, &import);
    let record = |tx: &Transaction<'_>| {
        // The import may have been cancelled, or its deployment deleted.
        let Some(import) = ImportRow::by_id(tx, id)?.filter(|import| import.state == ImportState::Uploaded) else {
            return Ok(false);
        };
        let asked = seen.clone().and_then(|counts| {
            let (message_to_confirm, require_manual_confirmation) = message(&changes(tx, &import, counts)?);
            Ok(ImportState::WaitingForConfirmation { message_to_confirm, require_manual_confirmation })
        });
        match asked {
            Ok(asked) => import.set_state(tx, &asked).map(|()| false),
            Err(error) => import.fail(tx, explain(&error)).map(|()| true),
        }
    };
    let has_failed = database.store.write_reserved(record)?;
    if has_failed { database.store.write(|tx| import.remove_file(tx)) } else { Ok(()) }
}

/// Counts the documents of each table.
fn count(database: &Database, import: &ImportRow) -> Result<Changes> {
    let content = Content::open(database, import)?;
    let mut counts = Changes::new();
    for source in content.sources()? {
        let count = source.rows.count()?;
        if source.name == "_tables" {
            let listed = source.listed_tables()?.into_iter().filter(|(name, _)| !is_system(name));
            for (name, _) in listed {
                counts.entry((source.component.clone(), name)).or_default();
            }
        } else if !is_system(&source.name) || source.name == STORAGE {
            counts.entry((source.component, source.name)).or_default().added = count;
        }
    }
    Ok(counts)
}

fn changes(tx: &Transaction<'_>, import: &ImportRow, mut changes: Changes) -> Result<Changes> {
    let mode = import.request.mode;
    let tables = TableRow::with_storage(tx, import.deployment)?;
    for table in &tables {
        let key = (table.component.clone(), table.name.clone());
        let change = match mode {
            ImportMode::ReplaceAll if !is_system(&table.name) => changes.entry(key).or_default(),
            _ => match changes.get_mut(&key) {
                Some(change) => change,
                None => continue,
            },
        };
        let deleted = match mode {
            ImportMode::Replace | ImportMode::ReplaceAll => table.documents,
            ImportMode::RequireEmpty if table.documents > 0 => return Err(exists(&table.name)),
            ImportMode::Append | ImportMode::RequireEmpty => 0,
        };
        *change = TableChange { deleted, existing: table.documents, ..*change };
    }
    Ok(changes)
}
