//! Loads documents into a hidden table. One thread reads and validates rows; another one stores them in batches.

use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::content::Rows;
use super::progress::check_in_progress;
use super::schema_checks::{Checks, ComponentSchemas, ImportSchemas};
use super::table::TargetTable;
use crate::api::imports::ImportFormat;
use crate::embedded::records::document::{Batch, CreationTimes, IdMaker, Target, insert, prepare};
use crate::embedded::records::import::ImportRow;
use crate::embedded::records::schema::{Enforcer, RefusedDocument};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Validator;
use crate::value::{Fields, Name, Value};

/// Size of a batch. Small enough that other writers get a turn in between.
const BATCH_LEN: usize = 1 << 20;

const BATCH_DOCUMENTS: usize = 8_000;

/// Result of loading.
#[derive(Default)]
pub(super) struct LoadResult {
    pub(super) documents: u64,
    /// Pending schemas that failed because of the import, by ID.
    pub(super) failed_schemas: BTreeMap<String, RefusedDocument>,
}

/// Loads rows into a table. Calls `progress` with the number of stored documents.
pub(super) fn load(
    into: &TargetTable<'_>,
    rows: &Rows<'_>,
    schemas: &ImportSchemas,
    import: &ImportRow,
    progress: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<LoadResult> {
    let none = ComponentSchemas::default();
    let component = schemas.of_component(&into.key.0).unwrap_or(&none);
    let ids = into
        .database
        .with_time(false, |_, now| Ok((IdMaker::new(&into.database.context, now)?, CreationTimes::new(now))))?;
    thread::scope(|scope| {
        let (sender, batches) = sync_channel(1);
        let reader = scope.spawn(move || read(into, rows, component, import, ids, &sender));
        let mut documents = 0;
        for batch in batches {
            store(into, &batch, import)?;
            documents += batch.documents.len() as u64;
            progress(documents)?;
        }
        let died = |_| Error::new(ErrorKind::Internal, "the thread that reads rows panicked");
        let failed_schemas = reader.join().map_err(died)??;
        Ok(LoadResult { documents, failed_schemas })
    })
}

fn store(into: &TargetTable<'_>, batch: &Batch, import: &ImportRow) -> Result<()> {
    into.stop.check()?;
    into.database.with_time(true, |tx, _| {
        check_in_progress(tx, &import.id)?;
        insert(tx, into.table, &into.key.1, batch)
    })
}

/// Reads the rows and sends them in batches. Stops early if the receiver has failed.
fn read(
    into: &TargetTable<'_>,
    rows: &Rows<'_>,
    schemas: &ComponentSchemas,
    import: &ImportRow,
    (mut ids, mut times): (IdMaker, CreationTimes),
    batches: &SyncSender<Batch>,
) -> Result<BTreeMap<String, RefusedDocument>> {
    let name = &into.key.1;
    let active = schemas.active.as_ref().filter(|schema| schema.validates).and_then(|schema| schema.tables.get(name));
    let active = active.map(|table| &table.document);
    let next = schemas.next.as_ref().filter(|(_, schema)| schema.validates);
    let next = next.and_then(|(id, schema)| Some((id, &schema.tables.get(name)?.document)));
    let mut checks = Checks {
        table: name,
        active: active.map(|validator| Enforcer::new(validator, &schemas.numbers)),
        next: next.map(|(id, validator)| (id, Enforcer::new(validator, &schemas.numbers))),
        failed: BTreeMap::new(),
    };
    // As in Convex: an empty cell is the only way to omit a field.
    let optional = if import.request.format == ImportFormat::Csv { optional_fields(active) } else { Vec::new() };
    let target = Target { name: name.clone(), number: into.number };
    let mut batch = Batch::default();
    rows.each(&mut |number, row| {
        let mut fields = row.fields(number)?;
        drop_empty(&mut fields, &optional);
        prepare(fields, &target, &mut ids, &mut times, &mut batch)?;
        if batch.lines.len() < BATCH_LEN && batch.documents.len() < BATCH_DOCUMENTS {
            return Ok(true);
        }
        checks.check(&batch)?;
        Ok(batches.send(std::mem::take(&mut batch)).is_ok())
    })?;
    checks.check(&batch)?;
    // The receiver reports its own error.
    let _ = batches.send(batch);
    Ok(checks.failed)
}

fn optional_fields(validator: Option<&Validator>) -> Vec<Name> {
    match validator {
        Some(Validator::Object(object)) => {
            object.iter().filter(|(_, field)| field.optional).map(|(name, _)| name.clone()).collect()
        }
        Some(Validator::Union(members)) => members.iter().flat_map(|member| optional_fields(Some(member))).collect(),
        _ => Vec::new(),
    }
}

fn drop_empty(fields: &mut Fields, optional: &[Name]) {
    for name in optional {
        if fields.get(name).and_then(Value::as_str) == Some("") {
            fields.remove(name);
        }
    }
}
