//! Doing an import that was confirmed.

use rusqlite::Transaction;

use super::content::{Content, in_component};
use super::fill::{Fill, Held, fill};
use super::finish::{Done, finish};
use super::look::spooled;
use super::message::with_commas;
use super::plan::{Key, Plan, Planned, plan};
use super::row::{ImportRow, told};
use super::state::ImportState;
use super::stored::fill_stored;
use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::documents::{NewTable, STORAGE, State, TableRow, current_ts, remove_gone};
use crate::embedded::schemas::SchemaRow;
use crate::error::{Error, ErrorKind, Result};

/// What was there when an import began.
pub(super) struct Before {
    pub(super) tables: Vec<TableRow>,
    pub(super) schemas: Vec<SchemaRow>,
}

/// Does an import that was confirmed. What comes of it is told in its state.
pub(in crate::embedded) fn perform(base: &Database, id: &str, stop: &Cancel) -> Result<()> {
    let Some(import) = base.with_time(false, |tx, _| in_progress(tx, id))? else { return Ok(()) };
    let mut hidden = Vec::new();
    let outcome = attempt(base, &import, stop, &mut hidden);
    if let Err(error) = outcome {
        base.with_time(true, |tx, _| {
            for table in hidden {
                tx.prepare_cached("DELETE FROM data_tables WHERE id = ?1 AND state = 'hidden'")?.execute([table])?;
            }
            // What ends with its process begins anew in the next one.
            if stop.is_cancelled() {
                return Ok(());
            }
            // One that was cancelled, or whose deployment is gone, has no state to tell more in.
            in_progress(tx, id)?.map_or(Ok(()), |import| import.fail(tx, told(&error)))
        })?;
    }
    while base.with_time(true, |tx, now| {
        let ts = current_ts(tx, import.deployment, now)?;
        remove_gone(tx, import.deployment, ts)
    })? {}
    Ok(())
}

/// The import, where it is being done.
pub(super) fn in_progress(tx: &Transaction<'_>, id: &str) -> Result<Option<ImportRow>> {
    Ok(ImportRow::by_id(tx, id)?.filter(|import| matches!(import.state, ImportState::InProgress { .. })))
}

fn attempt(base: &Database, import: &ImportRow, stop: &Cancel, hidden: &mut Vec<i64>) -> Result<()> {
    let content = Content::open(spooled(base, import)?, &import.request)?;
    let before = base.with_time(false, |tx, _| {
        let tables = TableRow::with_storage(tx, import.deployment)?;
        Ok(Before { tables, schemas: SchemaRow::current(tx, import.deployment)? })
    })?;
    let Plan { tables, passed_over } = plan(content.sources()?, &import.request, &before.tables, &before.schemas)?;
    for key in passed_over {
        tell(base, import, &Told::PassedOver(&key))?;
    }
    let held = Held::new(&before, import.request.mode, &tables)?;
    let mut done = Done::default();
    for table in tables {
        let made = base.with_time(true, |tx, _| make(tx, import, &table))?;
        hidden.push(made);
        if let Some(rows) = &table.rows {
            tell(base, import, &Told::Begun(&table.key))?;
            let into = Fill { base, table: made, key: &table.key, number: table.number, stop };
            if let Some(stored) = &table.stored {
                let mut progress = |files, all| tell(base, import, &Told::Storing(files, all));
                let stays = table.appends.as_ref().filter(|_| import.request.keeps_files);
                let files = fill_stored(&into, rows, (stored, stays), import, &mut progress)?;
                tell(base, import, &Told::Stored(&table.key, files))?;
            } else {
                let mut progress = |documents| tell(base, import, &Told::Underway(&table.key, documents));
                let filled = fill(&into, rows, &held, import, &mut progress)?;
                tell(base, import, &Told::Filled(&table.key, filled.documents))?;
                done.documents += filled.documents;
                done.failed_schemas.extend(filled.failed_schemas);
            }
        }
        done.tables.push((made, table.key, table.number, table.appends));
    }
    base.with_time(true, |tx, now| finish(tx, now, import, &before, &done))
}

/// Makes the hidden table that is filled.
fn make(tx: &Transaction<'_>, import: &ImportRow, planned: &Planned<'_>) -> Result<i64> {
    let (component, name) = &planned.key;
    let (deployment, number) = (import.deployment, planned.number);
    NewTable { deployment, component, name, number, state: State::Hidden, ts: 0 }.insert(tx)
}

/// What is told on the way, in Convex's own words.
enum Told<'a> {
    PassedOver(&'a Key),
    Begun(&'a Key),
    Underway(&'a Key, u64),
    Filled(&'a Key, u64),
    /// How many stored files there are already, and how many come.
    Storing(u64, u64),
    Stored(&'a Key, u64),
}

impl Told<'_> {
    /// The text, and whether it stays.
    fn text(&self) -> (String, bool) {
        match self {
            Self::PassedOver((component, name)) => {
                (format!("Skipped \"{name}\"{}, which is not kept here", in_component(component)), true)
            }
            Self::Begun((component, name)) => (format!("Importing \"{name}\"{}", in_component(component)), false),
            Self::Underway((_, name), documents) => {
                (format!("Importing \"{name}\" ({} documents)", with_commas(*documents)), false)
            }
            Self::Filled((component, name), documents) => {
                let (place, documents) = (in_component(component), with_commas(*documents));
                (format!("Imported \"{name}\"{place} ({documents} documents)"), true)
            }
            Self::Storing(files, all) => {
                (format!("Importing \"{STORAGE}\" ({}/{} files)", with_commas(*files), with_commas(*all)), false)
            }
            Self::Stored((component, name), files) => {
                (format!("Imported \"{name}\"{} ({} files)", in_component(component), with_commas(*files)), true)
            }
        }
    }
}

/// Tells how far the import is, and goes on only where it is still to be done.
fn tell(base: &Database, import: &ImportRow, told: &Told<'_>) -> Result<()> {
    base.with_time(true, |tx, _| {
        let import = still(tx, &import.id)?;
        let ImportState::InProgress { mut checkpoint_messages, .. } = import.state.clone() else { return Ok(()) };
        let (progress_message, stays) = told.text();
        if stays {
            checkpoint_messages.push(progress_message.clone());
        }
        import.set_state(tx, &ImportState::InProgress { progress_message, checkpoint_messages })
    })
}

/// The import, which must still be under way.
pub(super) fn still(tx: &Transaction<'_>, id: &str) -> Result<ImportRow> {
    in_progress(tx, id)?.ok_or_else(|| Error::new(ErrorKind::Cancelled, "the import was canceled"))
}
