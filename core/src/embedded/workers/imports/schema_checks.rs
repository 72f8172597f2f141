//! Validates imported documents against schemas.

use std::collections::BTreeMap;

use super::initial_state::InitialState;
use super::plan::TablePlan;
use crate::api::imports::ImportMode;
use crate::embedded::records::document::{Batch, is_system, numbers_of};
use crate::embedded::records::schema::{Enforcer, RefusedDocument, State};
use crate::embedded::refusals::bad_request;
use crate::error::Result;
use crate::schema::Schema;
use crate::value::{Name, Tables};

/// Schemas to validate documents against, by component.
pub(super) struct ImportSchemas {
    components: BTreeMap<String, ComponentSchemas>,
}

/// Schemas to validate the documents of a component against.
#[derive(Default)]
pub(super) struct ComponentSchemas {
    pub(super) numbers: Tables,
    pub(super) active: Option<Schema>,
    /// Pending or validated schema, with its ID.
    pub(super) next: Option<(String, Schema)>,
}

impl ImportSchemas {
    /// Compiles the schemas, with the table numbers that apply after the import.
    pub(super) fn new(before: &InitialState, mode: ImportMode, planned: &[TablePlan<'_>]) -> Result<Self> {
        let mut components: BTreeMap<String, ComponentSchemas> = BTreeMap::new();
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

    /// Returns the schemas of a component.
    pub(super) fn of_component(&self, path: &str) -> Option<&ComponentSchemas> {
        self.components.get(path)
    }
}

/// Validators for a batch.
pub(super) struct Checks<'a> {
    pub(super) table: &'a str,
    pub(super) active: Option<Enforcer<'a>>,
    pub(super) next: Option<(&'a String, Enforcer<'a>)>,
    pub(super) failed: BTreeMap<String, RefusedDocument>,
}

impl Checks<'_> {
    /// Validates a batch against the active schema, and records if it fails the pending one.
    ///
    /// # Errors
    /// `InvalidInput` with the code `SchemaEnforcementError`.
    pub(super) fn check(&mut self, batch: &Batch) -> Result<()> {
        let table = self.table;
        if let Some(why) = self.active.as_ref().map(|active| first_error(active, batch)).transpose()?.flatten() {
            let message = format!(
                "Failed to insert or update a document in table \"{table}\" because it does not match the schema: {why}"
            );
            return Err(bad_request("SchemaEnforcementError", message));
        }
        let Some((id, next)) = self.next.as_ref().filter(|(id, _)| !self.failed.contains_key(*id)) else {
            return Ok(());
        };
        if let Some(why) = first_error(next, batch)? {
            let error = format!("New document in table \"{table}\" does not match the schema: {why}");
            self.failed.insert((*id).clone(), RefusedDocument { table: table.to_owned(), error });
        }
        Ok(())
    }
}

/// Returns the error of the first document that does not match.
fn first_error(enforcer: &Enforcer<'_>, batch: &Batch) -> Result<Option<String>> {
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
