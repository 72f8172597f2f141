//! The schemas that what is imported is held to.

use std::collections::BTreeMap;

use super::before::Before;
use super::plan::Planned;
use crate::api::imports::ImportMode;
use crate::embedded::records::document::{Batch, is_system, numbers_of};
use crate::embedded::records::schema::{Enforcer, Refused, State};
use crate::embedded::refusals::bad_request;
use crate::error::Result;
use crate::schema::Schema;
use crate::value::{Name, Tables};

/// What documents are held to, by component.
pub(super) struct Held {
    components: BTreeMap<String, HeldComponent>,
}

/// What the documents of a component are held to.
#[derive(Default)]
pub(super) struct HeldComponent {
    pub(super) numbers: Tables,
    pub(super) active: Option<Schema>,
    /// The schema that is to become active, with its id.
    pub(super) next: Option<(String, Schema)>,
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

    /// What the documents of a component are held to.
    pub(super) fn of_component(&self, path: &str) -> Option<&HeldComponent> {
        self.components.get(path)
    }
}

/// What a batch is held to.
pub(super) struct Checks<'a> {
    pub(super) table: &'a str,
    pub(super) active: Option<Enforcer<'a>>,
    pub(super) next: Option<(&'a String, Enforcer<'a>)>,
    pub(super) failed: BTreeMap<String, Refused>,
}

impl Checks<'_> {
    /// Holds a batch to the schema that is active, and notes where it doesn't match the one to come.
    ///
    /// # Errors
    /// `InvalidInput` with the code `SchemaEnforcementError`.
    pub(super) fn hold(&mut self, batch: &Batch) -> Result<()> {
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
