//! Final results from a part of all documents.

use std::collections::BTreeMap;

use super::{ComponentPart, DataPart, TableShare, place};
use crate::compat::data::check::fingerprint;
use crate::compat::data::{ComponentData, DataEvidence, TableData};
use crate::error::{Error, Result};
use crate::schema::{Schema, Validator};
use crate::value::{Name, Tables};

impl DataPart {
    /// Returns the results for all documents, checked against the schemas of their components, by component path (`""`
    /// for the root).
    ///
    /// # Errors
    /// `InvalidInput`, with the table, if some of its lines are in no part, or were checked against another schema.
    pub fn finish(self, schemas: &BTreeMap<String, &Schema>) -> Result<DataEvidence> {
        let mut evidence = DataEvidence::default();
        let note = self.unmarked_note();
        for (path, component) in self.components {
            let (numbers, listed) = (component.numbers(), component.listed.clone());
            let schema = schemas.get(&path).copied();
            let mut data = ComponentData { tables: component.finish(&path, &numbers, schema)?, table_numbers: numbers };
            if let (false, Some(listed)) = (self.alone, listed) {
                let left_out = listed.iter().filter(|name| !data.tables.contains_key(*name));
                evidence.notes.extend(left_out.map(|name| missing_documents_note(&path, name)));
                let names = schema.into_iter().flat_map(|schema| schema.tables.keys());
                for name in names.filter(|name| !listed.contains(*name)) {
                    data.tables.entry(name.clone()).or_insert_with(empty_table);
                }
            }
            evidence.components.insert(path, data);
        }
        evidence.notes.extend(note);
        Ok(evidence)
    }

    fn unmarked_note(&self) -> Option<String> {
        let tables = self.components.values().flat_map(|component| &component.tables);
        let unmarked: Vec<_> = tables.filter(|(_, share)| share.unmarked).map(|(name, _)| name).collect();
        let first = unmarked.first()?;
        let others = match unmarked.len() {
            1 => String::new(),
            more => format!(" and {} more", more - 1),
        };
        Some(format!(
            "no `generated_schema.jsonl` says how the documents of `{first}`{others} are written: every plain number was \
             read as a float64, as Convex's import does"
        ))
    }
}

impl ComponentPart {
    fn numbers(&self) -> Tables {
        let mut tables = self.numbers.clone();
        self.unnumbered.iter().for_each(|name| tables.unnumbered(name.clone()));
        tables
    }

    fn finish(self, path: &str, numbers: &Tables, schema: Option<&Schema>) -> Result<BTreeMap<Name, TableData>> {
        let table = |(name, share): (Name, TableShare)| {
            let validator = schema.and_then(|schema| schema.tables.get(&name)).map(|table| &table.document);
            let data = share.finish(numbers, validator).map_err(|error| error.in_file(place(path, &name)))?;
            Ok((name, data))
        };
        self.tables.into_iter().map(table).collect()
    }
}

impl TableShare {
    fn finish(self, numbers: &Tables, validator: Option<&Validator>) -> Result<TableData> {
        if self.found.check != fingerprint(&self.format, numbers, validator) {
            let error = Error::invalid_input("the documents were checked against another schema");
            return Err(error.help("check every part against the schema of the report"));
        }
        if let Some(gap) = self.found.first_gap(self.bytes) {
            let message = format!("no part contains the bytes {} to {} of the documents", gap.start, gap.end);
            return Err(Error::invalid_input(message).help("merge the parts of all shards"));
        }
        Ok(self.found.finish_against(validator, self.bytes))
    }
}

/// Returns the result for a table of the schema that has no documents according to the export.
fn empty_table() -> TableData {
    TableData { checked: true, complete: true, ..TableData::default() }
}

fn missing_documents_note(path: &str, name: &Name) -> String {
    let place = if path.is_empty() { String::new() } else { format!(" of `{path}`") };
    format!("the table `{name}`{place} exists, but the input lacks its documents: not checked")
}
