//! Last step of an import: makes the hidden tables visible, all at once.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Transaction;
use serde_json::json;

use super::initial_state::InitialState;
use super::plan::{Key, conflict};
use super::progress::check_in_progress;
use crate::api::audit_log::{AuditLogActor, DeploymentAuditAction, SystemActor};
use crate::api::imports::ImportMode;
use crate::api::response;
use crate::embedded::audit::note_on_deployment_as;
use crate::embedded::records::document::{
    TableRow, activate, discard, is_system, moments, move_into, next_range, next_ts,
};
use crate::embedded::records::import::{ImportRow, ImportState};
use crate::embedded::records::schema::{self, RefusedDocument, SchemaRow, State};
use crate::embedded::refusals::bad_request;
use crate::embedded::workers::wording::in_component;
use crate::error::{Error, Result};

/// Result of loading.
#[derive(Default)]
pub(super) struct ImportResult {
    /// Hidden tables with their final names and numbers, and the tables that they are appended to.
    pub(super) tables: Vec<(i64, Key, u32, Option<TableRow>)>,
    pub(super) documents: u64,
    pub(super) failed_schemas: BTreeMap<String, RefusedDocument>,
}

impl ImportResult {
    fn find(&self, component: &str, name: &str) -> Option<u32> {
        let mut tables = self.tables.iter();
        tables.find(|(_, key, ..)| key.0 == component && key.1 == name).map(|(_, _, number, _)| *number)
    }
}

/// Makes the loaded tables visible.
///
/// # Errors
/// `InvalidInput` if a concurrent change makes the planned import impossible.
pub(super) fn finish(
    tx: &Transaction<'_>,
    now: i64,
    import: &ImportRow,
    before: &InitialState,
    done: &ImportResult,
) -> Result<()> {
    let import = check_in_progress(tx, &import.id)?;
    check_schemas(tx, &import, before)?;
    let there = TableRow::with_storage(tx, import.deployment)?;
    check_references(before, &there, done)?;
    let ts = next_ts(tx, import.deployment, now)?;
    let begin = |hidden| next_range(tx, import.deployment, now, moments(tx, hidden)?.max(1));
    let mut deleted = BTreeMap::new();
    for table in &there {
        let replaced = done.find(&table.component, &table.name).is_some();
        if !replaced && import.request.mode == ImportMode::ReplaceAll && !is_system(&table.name) {
            discard(tx, table.id, ts)?;
            deleted.entry(&table.component).or_insert_with(Vec::new).push(&table.name);
        }
    }
    // Discard all tables before activating any: they may exchange their numbers.
    for (hidden, key, _, appends) in &done.tables {
        let same = there.iter().find(|table| table.component == key.0 && table.name == key.1);
        match (appends, same) {
            (Some(started), Some(table)) if started.id == table.id => move_into(tx, *hidden, table, begin(*hidden)?)?,
            (Some(_), _) => return Err(changed_table_error(key)),
            (None, Some(table)) => discard(tx, table.id, ts)?,
            (None, None) => {}
        }
    }
    for (hidden, key, number, _) in done.tables.iter().filter(|(.., appends)| appends.is_none()) {
        check_number(tx, &import, key, *number)?;
        activate(tx, *hidden, begin(*hidden)?)?;
    }
    for (schema, refused) in &done.failed_schemas {
        schema::fail(tx, schema, refused)?;
    }
    note(tx, &import, done, &deleted, now)?;
    let num_rows_written = i64::try_from(done.documents).unwrap_or(i64::MAX);
    import.set_state(tx, &ImportState::Completed { timestamp: ts, num_rows_written })
}

/// The table to append to was replaced.
fn changed_table_error((component, name): &Key) -> Error {
    let message = format!("Table {name}{} was changed while it was imported into", in_component(component));
    bad_request("ImportConflict", message)
}

fn check_schemas(tx: &Transaction<'_>, import: &ImportRow, before: &InitialState) -> Result<()> {
    let identity = |rows: &[SchemaRow]| rows.iter().map(|row| (row.id.clone(), row.state.clone())).collect::<Vec<_>>();
    if identity(&SchemaRow::current(tx, import.deployment)?) == identity(&before.schemas) {
        return Ok(());
    }
    let message = "Could not complete import because schema changed. Avoid modifying schema.ts while importing tables";
    Err(bad_request("ImportSchemaChanged", message))
}

/// Checks that no remaining document refers to a table by a number that the table no longer has.
fn check_references(before: &InitialState, there: &[TableRow], done: &ImportResult) -> Result<()> {
    let find =
        |component: &str, name: &str| there.iter().find(|table| table.component == component && table.name == name);
    for row in before.schemas.iter().filter(|row| row.state != State::Overwritten) {
        for (name, table) in row.schema()?.tables {
            let stays = done.find(&row.component, &name).is_none()
                && find(&row.component, &name).is_some_and(|table| table.documents > 0);
            let targets: BTreeSet<_> = if stays { table.document.tables() } else { BTreeSet::new() };
            for target in targets {
                let was = find(&row.component, target).map(|table| table.number);
                let comes = done.find(&row.component, target);
                if was.is_some() && comes.is_some() && was != comes {
                    let message =
                        format!("Import changes table '{target}' which is referenced by '{name}' in the schema");
                    return Err(bad_request("ImportForeignKey", message));
                }
            }
        }
    }
    Ok(())
}

/// Checks that no remaining table has the number of one that becomes visible.
fn check_number(tx: &Transaction<'_>, import: &ImportRow, (component, name): &Key, number: u32) -> Result<()> {
    let there = TableRow::of_component(tx, import.deployment, component)?;
    there.iter().find(|table| table.number == number).map_or(Ok(()), |other| Err(conflict(name, other)))
}

fn note(
    tx: &Transaction<'_>,
    import: &ImportRow,
    done: &ImportResult,
    deleted: &BTreeMap<&String, Vec<&crate::value::Name>>,
    now: i64,
) -> Result<()> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, (component, name), ..) in &done.tables {
        names.entry(component).or_default().push(name);
    }
    let metadata = json!({
        "table_names": names,
        "table_count": done.tables.len(),
        "import_mode": import.request.mode,
        "import_format": { "format": import.request.format },
        "requestor": import.requestor(|backup| json!(backup)),
        "table_names_deleted": deleted,
        "table_count_deleted": deleted.values().map(Vec::len).sum::<usize>(),
    });
    let actor = AuditLogActor::System(response!(SystemActor {}));
    let who = (import.member, &actor);
    note_on_deployment_as(tx, import.deployment, who, &DeploymentAuditAction::SnapshotImport, &metadata, now)
}
