//! Performs confirmed imports.

use super::content::Content;
use super::finish::{ImportResult, finish};
use super::initial_state::InitialState;
use super::load::load;
use super::plan::{Plan, plan};
use super::progress::{Progress, explain, in_progress, report};
use super::schema_checks::ImportSchemas;
use super::stored_files::load_stored_files;
use super::table::{TargetTable, make};
use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::document::{current_ts, empty_some, remove_gone};
use crate::embedded::records::import::ImportRow;
use crate::error::Result;

/// Performs a confirmed import and records the result in its state.
pub(in crate::embedded) fn perform(database: &Database, id: &str, stop: &Cancel) -> Result<()> {
    let Some(import) = database.with_time(false, |tx, _| in_progress(tx, id))? else { return Ok(()) };
    let mut hidden = Vec::new();
    let outcome = attempt(database, &import, stop, &mut hidden);
    if let Err(error) = outcome {
        // An import that ends with its process is restarted by the next one.
        if !stop.is_cancelled() {
            // Alone and first, since on a full disk only this small write may succeed.
            database.store.write_reserved(|tx| {
                // A cancelled or deleted import has no state to record the error in.
                in_progress(tx, id)?.map_or(Ok(()), |import| import.fail(tx, explain(&error)))
            })?;
        }
        hidden.iter().try_for_each(|table| remove_hidden(database, *table))?;
        if !stop.is_cancelled() {
            database.with_time(true, |tx, _| import.remove_file(tx))?;
        }
    }
    while database.with_time(true, |tx, now| {
        let ts = current_ts(tx, import.deployment, now)?;
        remove_gone(tx, import.deployment, ts)
    })? {}
    Ok(())
}

/// Deletes a hidden table in small steps, so that none needs much space.
fn remove_hidden(database: &Database, table: i64) -> Result<()> {
    let is_hidden = "SELECT 1 FROM data_tables WHERE id = ?1 AND state = 'hidden'";
    while database.store.write(|tx| Ok(tx.prepare_cached(is_hidden)?.exists([table])? && !empty_some(tx, table)?))? {}
    database.store.write(|tx| {
        let whole = "DELETE FROM data_tables WHERE id = ?1 AND state = 'hidden'";
        Ok(tx.prepare_cached(whole)?.execute([table]).map(drop)?)
    })
}

fn attempt(database: &Database, import: &ImportRow, stop: &Cancel, hidden: &mut Vec<i64>) -> Result<()> {
    let content = Content::open(database, import)?;
    let before = InitialState::read(database, import.deployment)?;
    let Plan { tables, passed_over } = plan(content.sources()?, &import.request, &before.tables, &before.schemas)?;
    for key in passed_over {
        report(database, import, &Progress::Skipped(&key))?;
    }
    let schemas = ImportSchemas::new(&before, import.request.mode, &tables)?;
    let mut done = ImportResult::default();
    for table in tables {
        let made = database.with_time(true, |tx, _| make(tx, import, &table))?;
        hidden.push(made);
        if let Some(rows) = &table.rows {
            report(database, import, &Progress::Started(&table.key))?;
            let into = TargetTable { database, table: made, key: &table.key, number: table.number, stop };
            if let Some(stored) = &table.stored {
                let mut progress = |files, all| report(database, import, &Progress::Storing(files, all));
                let stays = table.appends.as_ref().filter(|_| import.request.keeps_files);
                let files = load_stored_files(&into, rows, (stored, stays), import, &mut progress)?;
                report(database, import, &Progress::Stored(&table.key, files))?;
            } else {
                let mut progress = |documents| report(database, import, &Progress::Loading(&table.key, documents));
                let loaded = load(&into, rows, &schemas, import, &mut progress)?;
                report(database, import, &Progress::LoadResult(&table.key, loaded.documents))?;
                done.documents += loaded.documents;
                done.failed_schemas.extend(loaded.failed_schemas);
            }
        }
        done.tables.push((made, table.key, table.number, table.appends));
    }
    database.with_time(true, |tx, now| finish(tx, now, import, &before, &done))
}
