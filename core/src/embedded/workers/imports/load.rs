//! Loading documents into a hidden table: rows are read and checked on one thread, and stored by another, a batch at a time.

use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::content::Rows;
use super::progress::check_in_progress;
use super::schema_checks::{Checks, Held, HeldComponent};
use super::table::Filling;
use crate::api::imports::ImportFormat;
use crate::embedded::records::document::{Batch, CreationTimes, IdMaker, Target, insert, prepare};
use crate::embedded::records::import::ImportRow;
use crate::embedded::records::schema::{Enforcer, Refused};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Validator;
use crate::value::{Fields, Name, Value};

/// How much is stored at once: as little as leaves room for other writers in between.
const BATCH_LEN: usize = 4 << 20;

const BATCH_DOCUMENTS: usize = 8_000;

/// What came of it.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) documents: u64,
    /// The schemas that were to become active, and now can't, by their ids.
    pub(super) failed_schemas: BTreeMap<String, Refused>,
}

/// Loads rows into a table. `progress` hears how many documents are stored.
pub(super) fn load(
    into: &Filling<'_>,
    rows: &Rows<'_>,
    held: &Held,
    import: &ImportRow,
    progress: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<Loaded> {
    let none = HeldComponent::default();
    let component = held.of_component(&into.key.0).unwrap_or(&none);
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
        let died = |_| Error::new(ErrorKind::Internal, "reading rows broke off");
        let failed_schemas = reader.join().map_err(died)??;
        Ok(Loaded { documents, failed_schemas })
    })
}

fn store(into: &Filling<'_>, batch: &Batch, import: &ImportRow) -> Result<()> {
    into.stop.check()?;
    into.database.with_time(true, |tx, _| {
        check_in_progress(tx, &import.id)?;
        insert(tx, into.table, &into.key.1, batch)
    })
}

/// Reads the rows, and sends them in batches. Who receives them may have stopped: then there is no more to do.
fn read(
    into: &Filling<'_>,
    rows: &Rows<'_>,
    held: &HeldComponent,
    import: &ImportRow,
    (mut ids, mut times): (IdMaker, CreationTimes),
    batches: &SyncSender<Batch>,
) -> Result<BTreeMap<String, Refused>> {
    let name = &into.key.1;
    let active = held.active.as_ref().filter(|schema| schema.validates).and_then(|schema| schema.tables.get(name));
    let active = active.map(|table| &table.document);
    let next = held.next.as_ref().filter(|(_, schema)| schema.validates);
    let next = next.and_then(|(id, schema)| Some((id, &schema.tables.get(name)?.document)));
    let mut checks = Checks {
        table: name,
        active: active.map(|validator| Enforcer::new(validator, &held.numbers)),
        next: next.map(|(id, validator)| (id, Enforcer::new(validator, &held.numbers))),
        failed: BTreeMap::new(),
    };
    // As Convex does it: for an empty cell there is no other way to say that the field is absent.
    let may_lack = if import.request.format == ImportFormat::Csv { optional_fields(active) } else { Vec::new() };
    let target = Target { name: name.clone(), number: into.number };
    let mut batch = Batch::default();
    rows.each(&mut |number, row| {
        let mut fields = row.fields(number)?;
        drop_empty(&mut fields, &may_lack);
        prepare(fields, &target, &mut ids, &mut times, &mut batch)?;
        if batch.lines.len() < BATCH_LEN && batch.documents.len() < BATCH_DOCUMENTS {
            return Ok(true);
        }
        checks.hold(&batch)?;
        Ok(batches.send(std::mem::take(&mut batch)).is_ok())
    })?;
    checks.hold(&batch)?;
    // Nobody may listen any more: that one has the reason.
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

fn drop_empty(fields: &mut Fields, may_lack: &[Name]) {
    for name in may_lack {
        if fields.get(name).and_then(Value::as_str) == Some("") {
            fields.remove(name);
        }
    }
}
