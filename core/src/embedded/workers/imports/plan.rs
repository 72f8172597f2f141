//! Plans the tables of an import and their numbers.
//!
//! Numbers listed in `_tables` take precedence, then those in the IDs of first documents, then the tables' existing
//! numbers. All other tables get new numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Rows, Source, StoredFiles};
use crate::api::imports::ImportMode;
use crate::embedded::records::document::{STORAGE, TableRow, free_number, is_system};
use crate::embedded::records::import::Request;
use crate::embedded::records::schema::{SchemaRow, State};
use crate::embedded::refusals::bad_request;
use crate::embedded::workers::wording::in_component;
use crate::error::{Error, Result};
use crate::value::Name;

/// A component path and a table name.
pub(super) type Key = (String, Name);

/// A table to fill.
pub(super) struct TablePlan<'a> {
    pub(super) key: Key,
    pub(super) number: u32,
    /// Rows to load; `None` to empty the table.
    pub(super) rows: Option<Rows<'a>>,
    /// Contents of stored files, for the table of stored files.
    pub(super) stored: Option<StoredFiles<'a>>,
    /// Table to append the documents to, if any.
    pub(super) appends: Option<TableRow>,
}

/// Tables that an import fills, and Convex's own tables that it skips.
pub(super) struct Plan<'a> {
    pub(super) tables: Vec<TablePlan<'a>>,
    pub(super) passed_over: Vec<Key>,
}

/// Plans the import. Source: `assign_table_numbers`; the codes and texts are Convex's own.
///
/// # Errors
/// `InvalidInput` if numbers or names conflict.
pub(super) fn plan<'a>(
    sources: Vec<Source<'a>>,
    request: &Request,
    existing: &[TableRow],
    schemas: &[SchemaRow],
) -> Result<Plan<'a>> {
    let mut numbers = Numbers::default();
    let (mut rows, mut passed_over) = (BTreeMap::new(), Vec::new());
    let (listing, others): (Vec<_>, Vec<_>) = sources.into_iter().partition(|source| source.name == "_tables");
    for source in listing {
        for (name, number) in source.listed_tables()? {
            numbers.assign((source.component.clone(), name), number)?;
        }
    }
    for source in others {
        let key = (source.component, source.name);
        if is_system(&key.1) && key.1 != STORAGE {
            passed_over.push(key);
            continue;
        }
        if let (false, Some(number)) = (numbers.by_name.contains_key(&key), source.rows.number_of_first()?) {
            numbers.assign(key.clone(), number)?;
        }
        rows.insert(key, (source.rows, source.stored));
    }
    rows.keys().for_each(|key| numbers.reuse(key, existing));
    if request.mode == ImportMode::ReplaceAll {
        for row in schemas.iter().filter(|row| row.state == State::Active) {
            for name in row.schema()?.tables.into_keys() {
                numbers.reuse(&(row.component.clone(), name), existing);
            }
        }
    } else {
        numbers.check_apart(existing)?;
    }
    let assigned = numbers.finish(existing);
    let mut tables = Vec::new();
    for (key, number) in assigned {
        let (rows, stored) = rows.remove(&key).unzip();
        // A listed system table without rows stays unchanged.
        if !is_system(&key.1) || rows.is_some() {
            let appends = find_existing(&key, number, request, existing)?;
            tables.push(TablePlan { rows, stored: stored.flatten(), number, appends, key });
        }
    }
    Ok(Plan { tables, passed_over })
}

/// Returns the table to append documents to, if the mode appends.
fn find_existing(key: &Key, number: u32, request: &Request, existing: &[TableRow]) -> Result<Option<TableRow>> {
    let Some(table) = existing.iter().find(|table| is_of(table, key)) else { return Ok(None) };
    let stays = request.keeps_files && key.1 == STORAGE && table.documents > 0;
    match if stays { ImportMode::Append } else { request.mode } {
        ImportMode::RequireEmpty if table.documents > 0 => Err(exists(&table.name)),
        ImportMode::RequireEmpty | ImportMode::Replace | ImportMode::ReplaceAll => Ok(None),
        ImportMode::Append if table.number != number => {
            let (name, place, actual) = (&key.1, in_component(&key.0), table.number);
            let message = format!("table {name}{place} wants table number {number} but was already assigned {actual}");
            Err(bad_request("TableNumberConflict", message))
        }
        ImportMode::Append => Ok(Some(table.clone())),
    }
}

/// The table must be empty but is not.
pub(super) fn exists(table: &str) -> Error {
    let message = format!("Table {table} already exists. Please choose a new table name or use replace/append modes.");
    bad_request("TableExists", message)
}

fn is_of(table: &TableRow, (component, name): &Key) -> bool {
    table.component == *component && table.name == *name
}

/// Numbers of tables, some of them still unassigned.
#[derive(Default)]
struct Numbers {
    by_name: BTreeMap<Key, Option<u32>>,
    by_number: BTreeMap<(String, u32), Name>,
}

impl Numbers {
    /// Assigns the number that the import specifies.
    fn assign(&mut self, key: Key, number: u32) -> Result<()> {
        let (component, name) = &key;
        if let Some(other) = self.by_number.insert((component.clone(), number), name.clone()) {
            let place = in_component(component);
            let message = format!("conflict between `{other}` and `{name}`{place} with number {number}");
            return Err(bad_request("InvalidId", message));
        }
        self.by_name.insert(key, Some(number));
        Ok(())
    }

    /// Assigns the existing number to a table, unless it has one already or another table has that number.
    fn reuse(&mut self, key: &Key, existing: &[TableRow]) {
        if self.by_name.contains_key(key) {
            return;
        }
        let number = existing.iter().find(|table| is_of(table, key)).map(|table| table.number);
        let number = number.filter(|number| !self.by_number.contains_key(&(key.0.clone(), *number)));
        if let Some(number) = number {
            self.by_number.insert((key.0.clone(), number), key.1.clone());
        }
        self.by_name.insert(key.clone(), number);
    }

    /// Checks that no remaining table has the number of an imported one.
    fn check_apart(&self, existing: &[TableRow]) -> Result<()> {
        for table in existing {
            let key = (table.component.clone(), table.name.clone());
            let other = self.by_number.get(&(table.component.clone(), table.number));
            if let (Some(other), false) = (other, self.by_name.contains_key(&key)) {
                return Err(conflict(other, table));
            }
        }
        Ok(())
    }

    /// Returns all numbers, with new ones for tables without a number.
    fn finish(self, existing: &[TableRow]) -> BTreeMap<Key, u32> {
        let mut taken: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
        let assigned = self.by_number.into_keys();
        let there = existing.iter().map(|table| (table.component.clone(), table.number));
        for (component, number) in assigned.chain(there) {
            taken.entry(component).or_default().insert(number);
        }
        let mut choose = |component: &str| {
            let taken = taken.entry(component.to_owned()).or_default();
            let number = free_number(taken);
            taken.insert(number);
            number
        };
        let chosen = self.by_name.into_iter().map(|(key, number)| {
            let number = number.unwrap_or_else(|| choose(&key.0));
            (key, number)
        });
        chosen.collect()
    }
}

/// An imported table and a remaining one have the same number.
pub(super) fn conflict(name: &str, existing: &TableRow) -> Error {
    let (place, other) = (in_component(&existing.component), &existing.name);
    let message = format!(
        "New table `{name}`{place} has IDs that conflict with existing table `{other}`. To delete all existing tables, \
         import with `npx convex import --replace-all`."
    );
    bad_request("TableConflict", message)
}
