//! Filling a hidden table: rows are read and checked on one thread, and stored by another, a batch at a time.

use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::content::Rows;
use super::perform::{Before, still};
use super::plan::{Key, Planned};
use super::row::ImportRow;
use crate::api::imports::{ImportFormat, ImportMode};
use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::documents::{Batch, CreationTimes, IdMaker, Target, insert, is_system, numbers_of, prepare};
use crate::embedded::refusals::bad_request;
use crate::embedded::schemas::{Enforcer, Refused, State};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Schema, Validator};
use crate::value::{Fields, Name, Tables, Value};

/// How much is stored at once: as little as leaves room for other writers in between.
const BATCH_LEN: usize = 4 << 20;
const BATCH_DOCUMENTS: usize = 8_000;

/// What documents are held to, by component.
pub(super) struct Held {
    components: BTreeMap<String, HeldComponent>,
}

#[derive(Default)]
struct HeldComponent {
    numbers: Tables,
    active: Option<Schema>,
    /// The schema that is to become active, with its id.
    next: Option<(String, Schema)>,
}

impl Held {
    /// What documents are held to, with the numbers that tables will have when all is imported.
    pub(super) fn new(before: &Before, mode: ImportMode, planned: &[Planned<'_>]) -> Result<Self> {
        let mut components: BTreeMap<String, HeldComponent> = BTreeMap::new();
        for row in &before.schemas {
            let component = components.entry(row.component.clone()).or_default();
            match row.state {
                State::Active => component.active = Some(row.schema()?),
                _ => component.next = Some((row.id.clone(), row.schema()?)),
            }
        }
        let mut numbers: BTreeMap<&str, BTreeMap<&Name, u32>> = BTreeMap::new();
        let stay = before.tables.iter().filter(|_| mode != ImportMode::ReplaceAll);
        let stay = stay.map(|table| (table.component.as_str(), &table.name, table.number));
        let come = planned.iter().map(|table| (table.key.0.as_str(), &table.key.1, table.number));
        for (component, name, number) in stay.chain(come).filter(|(_, name, _)| !is_system(name)) {
            numbers.entry(component).or_default().insert(name, number);
        }
        for (component, numbers) in numbers {
            components.entry(component.to_owned()).or_default().numbers = numbers_of(numbers);
        }
        Ok(Self { components })
    }
}

/// The table that is filled.
pub(super) struct Fill<'a> {
    pub(super) base: &'a Database,
    pub(super) table: i64,
    pub(super) key: &'a Key,
    pub(super) number: u32,
    pub(super) stop: &'a Cancel,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) documents: u64,
    /// The schemas that were to become active, and now can't, by their ids.
    pub(super) failed_schemas: BTreeMap<String, Refused>,
}

/// Fills a table. `progress` hears how many documents are stored.
pub(super) fn fill(
    into: &Fill<'_>,
    rows: &Rows<'_>,
    held: &Held,
    import: &ImportRow,
    progress: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<Filled> {
    let none = HeldComponent::default();
    let component = held.components.get(&into.key.0).unwrap_or(&none);
    let ids =
        into.base.with_time(false, |_, now| Ok((IdMaker::new(&into.base.context, now)?, CreationTimes::new(now))))?;
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
        Ok(Filled { documents, failed_schemas })
    })
}

fn store(into: &Fill<'_>, batch: &Batch, import: &ImportRow) -> Result<()> {
    into.stop.check()?;
    into.base.with_time(true, |tx, _| {
        still(tx, &import.id)?;
        insert(tx, into.table, &into.key.1, batch)
    })
}

/// Reads the rows, and sends them in batches. Who receives them may have stopped: then there is no more to do.
fn read(
    into: &Fill<'_>,
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

/// What a batch is held to.
struct Checks<'a> {
    table: &'a str,
    active: Option<Enforcer<'a>>,
    next: Option<(&'a String, Enforcer<'a>)>,
    failed: BTreeMap<String, Refused>,
}

impl Checks<'_> {
    /// Holds a batch to the schema that is active, and notes where it doesn't match the one to come.
    ///
    /// # Errors
    /// `InvalidInput` with the code `SchemaEnforcementError`.
    fn hold(&mut self, batch: &Batch) -> Result<()> {
        let table = self.table;
        if let Some(why) = self.active.as_ref().map(|active| first_refused(active, batch)).transpose()?.flatten() {
            let message = format!(
                "Failed to insert or update a document in table \"{table}\" because it does not match the schema: {why}"
            );
            return Err(bad_request("SchemaEnforcementError", message));
        }
        let Some((id, next)) = self.next.as_ref().filter(|(id, _)| !self.failed.contains_key(*id)) else {
            return Ok(());
        };
        if let Some(why) = first_refused(next, batch)? {
            let error = format!("New document in table \"{table}\" does not match the schema: {why}");
            self.failed.insert((*id).clone(), Refused { table: table.to_owned(), error });
        }
        Ok(())
    }
}

/// Why the first document that doesn't match doesn't.
fn first_refused(enforcer: &Enforcer<'_>, batch: &Batch) -> Result<Option<String>> {
    if enforcer.accepts_all(&batch.lines)? {
        return Ok(None);
    }
    for document in &batch.documents {
        let why = enforcer.complaint(&String::from_utf8_lossy(batch.text(document)))?;
        if why.is_some() {
            return Ok(why);
        }
    }
    Ok(None)
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
