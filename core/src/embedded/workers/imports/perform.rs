//! Doing an import that was confirmed.

use super::before::Before;
use super::content::Content;
use super::finish::{Done, finish};
use super::load::load;
use super::plan::{Plan, plan};
use super::progress::{Progress, explain, in_progress, tell};
use super::schema_checks::Held;
use super::stored_files::load_stored_files;
use super::table::{Filling, make};
use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::document::{current_ts, remove_gone};
use crate::embedded::records::import::ImportRow;
use crate::error::Result;

/// Does an import that was confirmed. What comes of it is told in its state.
pub(in crate::embedded) fn perform(database: &Database, id: &str, stop: &Cancel) -> Result<()> {
    let Some(import) = database.with_time(false, |tx, _| in_progress(tx, id))? else { return Ok(()) };
    let mut hidden = Vec::new();
    let outcome = attempt(database, &import, stop, &mut hidden);
    if let Err(error) = outcome {
        database.with_time(true, |tx, _| {
            for table in hidden {
                tx.prepare_cached("DELETE FROM data_tables WHERE id = ?1 AND state = 'hidden'")?.execute([table])?;
            }
            // What ends with its process is restarted by the next one.
            if stop.is_cancelled() {
                return Ok(());
            }
            // One that was cancelled, or whose deployment is gone, has no state to tell more in.
            in_progress(tx, id)?.map_or(Ok(()), |import| import.fail(tx, explain(&error)))
        })?;
    }
    while database.with_time(true, |tx, now| {
        let ts = current_ts(tx, import.deployment, now)?;
        remove_gone(tx, import.deployment, ts)
    })? {}
    Ok(())
}

fn attempt(database: &Database, import: &ImportRow, stop: &Cancel, hidden: &mut Vec<i64>) -> Result<()> {
    let content = Content::open(database, import)?;
    let before = Before::read(database, import.deployment)?;
    let Plan { tables, passed_over } = plan(content.sources()?, &import.request, &before.tables, &before.schemas)?;
    for key in passed_over {
        tell(database, import, &Progress::PassedOver(&key))?;
    }
    let held = Held::new(&before, import.request.mode, &tables)?;
    let mut done = Done::default();
    for table in tables {
        let made = database.with_time(true, |tx, _| make(tx, import, &table))?;
        hidden.push(made);
        if let Some(rows) = &table.rows {
            tell(database, import, &Progress::Begun(&table.key))?;
            let into = Filling { database, table: made, key: &table.key, number: table.number, stop };
            if let Some(stored) = &table.stored {
                let mut progress = |files, all| tell(database, import, &Progress::Storing(files, all));
                let stays = table.appends.as_ref().filter(|_| import.request.keeps_files);
                let files = load_stored_files(&into, rows, (stored, stays), import, &mut progress)?;
                tell(database, import, &Progress::Stored(&table.key, files))?;
            } else {
                let mut progress = |documents| tell(database, import, &Progress::Underway(&table.key, documents));
                let filled = load(&into, rows, &held, import, &mut progress)?;
                tell(database, import, &Progress::Filled(&table.key, filled.documents))?;
                done.documents += filled.documents;
                done.failed_schemas.extend(filled.failed_schemas);
            }
        }
        done.tables.push((made, table.key, table.number, table.appends));
    }
    database.with_time(true, |tx, now| finish(tx, now, import, &before, &done))
}
