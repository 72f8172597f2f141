//! Lifecycle of schemas.

use std::collections::BTreeSet;

use rusqlite::Transaction;

use super::row::{SchemaRow, State};
use super::validate::RefusedDocument;
use crate::embedded::context::Context;
use crate::embedded::records::document::State as TableState;
use crate::embedded::records::document::{NewTable, TableRow, current_ts, free_number};
use crate::error::Result;
use crate::model::DeploymentId;

/// Retention of failed and overwritten schemas. Source: `schema/mod.rs` of convex-backend.
const RETENTION_MS: i64 = 60 * 60 * 1000;

/// Submits a schema for a component and returns its ID, reusing an equal submitted schema. Any other pending schema is
/// overwritten.
pub(in crate::embedded) fn submit(
    tx: &Transaction<'_>,
    context: &Context,
    now: i64,
    deployment: DeploymentId,
    (component, schema): (&str, &str),
) -> Result<String> {
    remove_old(tx, deployment, now)?;
    let next = SchemaRow::next(tx, deployment, component)?;
    let active = SchemaRow::active(tx, deployment, component)?.filter(|active| active.text == schema);
    let same = active.or_else(|| next.clone().filter(|next| next.text == schema));
    if let Some(next) = next.filter(|next| same.as_ref().is_none_or(|same| same.id != next.id)) {
        overwrite(tx, &next.id)?;
    }
    if let Some(same) = same {
        return Ok(same.id);
    }
    let id = context.random.opaque_id()?;
    tx.prepare_cached(
        "INSERT INTO schemas (id, deployment_id, component, state, schema, create_time) \
         VALUES (?1, ?2, ?3, 'pending', ?4, ?5)",
    )?
    .execute((&id, deployment, component, schema, now))?;
    Ok(id)
}

/// Activates a schema and creates the tables that it names.
pub(in crate::embedded) fn activate(
    tx: &Transaction<'_>,
    now: i64,
    deployment: DeploymentId,
    row: &SchemaRow,
) -> Result<()> {
    if row.state == State::Active {
        return Ok(());
    }
    clear_active(tx, deployment, &row.component)?;
    set_state(tx, &row.id, "active")?;
    let tables = TableRow::of_component(tx, deployment, &row.component)?;
    let mut numbers: BTreeSet<u32> = tables.iter().map(|table| table.number).collect();
    for name in row.schema()?.tables.keys().filter(|name| !tables.iter().any(|table| table.name == **name)) {
        let number = free_number(&numbers);
        numbers.insert(number);
        let ts = current_ts(tx, deployment, now)?;
        let component = &row.component;
        NewTable { deployment, component, name, number, state: TableState::Active, ts }.insert(tx)?;
    }
    Ok(())
}

/// Removes the active schema of a component.
pub(in crate::embedded) fn clear_active(tx: &Transaction<'_>, deployment: DeploymentId, component: &str) -> Result<()> {
    match SchemaRow::active(tx, deployment, component)? {
        Some(active) => overwrite(tx, &active.id),
        None => Ok(()),
    }
}

/// Marks a pending or validated schema as failed because of a document. Does nothing if it can no longer become active.
pub(in crate::embedded) fn fail(tx: &Transaction<'_>, id: &str, refused: &RefusedDocument) -> Result<()> {
    tx.prepare_cached(
        "UPDATE schemas SET state = 'failed', error = ?2, table_name = ?3, checked_table = NULL, checked_id = NULL \
         WHERE id = ?1 AND state IN ('pending', 'validated')",
    )?
    .execute((id, &refused.error, &refused.table))?;
    Ok(())
}

/// Marks a schema as validated.
pub(in crate::embedded) fn note_valid(tx: &Transaction<'_>, id: &str) -> Result<()> {
    tx.prepare_cached(
        "UPDATE schemas SET state = 'validated', checked_table = NULL, checked_id = NULL \
         WHERE id = ?1 AND state = 'pending'",
    )?
    .execute([id])?;
    Ok(())
}

/// Saves the last document up to which all match a schema.
pub(in crate::embedded) fn note_stop(tx: &Transaction<'_>, id: &str, table: &str, document: &[u8]) -> Result<()> {
    tx.prepare_cached("UPDATE schemas SET checked_table = ?2, checked_id = ?3 WHERE id = ?1 AND state = 'pending'")?
        .execute((id, table, document))?;
    Ok(())
}

fn overwrite(tx: &Transaction<'_>, id: &str) -> Result<()> {
    set_state(tx, id, "overwritten")
}

fn set_state(tx: &Transaction<'_>, id: &str, state: &str) -> Result<()> {
    tx.prepare_cached("UPDATE schemas SET state = ?2 WHERE id = ?1")?.execute((id, state))?;
    Ok(())
}

fn remove_old(tx: &Transaction<'_>, deployment: DeploymentId, now: i64) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM schemas WHERE deployment_id = ?1 AND state IN ('failed', 'overwritten') AND create_time <= ?2",
    )?
    .execute((deployment, now.saturating_sub(RETENTION_MS)))?;
    Ok(())
}
