//! All documents of a source against the schemas of their components.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::input::DataSource;
use super::plan::Plan;
use super::repeats::Repeats;
use super::run::{Heard, Job, run};
use crate::compat::data::{DataEvidence, TableCheck, TableChecker};
use crate::error::{Error, Result};
use crate::schema::Schema;

/// How far a check is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The component that was read last.
    pub component: &'a str,
    /// The table that was read last; several are read at once.
    pub table: &'a str,
    /// How many documents have been checked, of all tables.
    pub documents: u64,
    /// How many bytes of documents have been checked, unpacked, of all tables.
    pub bytes: u64,
    /// How many there are, where that is known.
    pub total_bytes: Option<u64>,
}

/// Checks all documents against the schemas of their components, by the component's path (`""` for the root). Documents
/// of other tables and components are counted.
///
/// Tables, and parts of a table, are checked on several threads; what is found is the same on any number of them.
/// `progress` hears after about every MiB, on the thread of the caller, how far the check is; the error that it returns
/// ends the check.
///
/// # Errors
/// `InvalidInput`, with the file, where one is damaged or says how its documents are written and doesn't mean it; `Io`
/// where something can't be read; what `progress` returns.
pub fn check_data(
    source: &mut DataSource,
    schemas: &BTreeMap<String, &Schema>,
    progress: &mut dyn FnMut(Progress<'_>) -> Result<()>,
) -> Result<DataEvidence> {
    source.require_table(schemas)?;
    let plan = Plan::new(source, schemas)?;
    let jobs: Vec<Job<'_>> = plan
        .tables()
        .map(|(component, table)| {
            let checker = TableChecker::new(TableCheck {
                validator: component
                    .schema
                    .and_then(|schema| schema.tables.get(table.name))
                    .map(|table| &table.document),
                tables: &component.numbers.tables,
                format: &table.format,
                limits: source.limits,
            });
            let repeats = Mutex::new(source.sorting.as_ref().map(Repeats::new));
            Job { component: component.path, table: table.name, file: table.file, checker, repeats }
        })
        .collect();
    let total_bytes = source.total_bytes();
    let found = run(&*source.container, &jobs, source.threads, &mut |Heard { job, documents, bytes }| {
        progress(Progress { component: job.component, table: job.table, documents, bytes, total_bytes })
    })?;
    drop(jobs);
    Ok(plan.finish(found))
}

impl DataSource {
    /// How long the documents of user tables are, where all lengths are known.
    fn total_bytes(&self) -> Option<u64> {
        let tables = self.files.components.values().flatten().filter(|(name, _)| !name.starts_with('_'));
        tables.filter_map(|(_, files)| files.documents.as_ref()).map(|file| file.bytes).sum()
    }

    /// Documents that came alone, and that the schema doesn't know, were named or placed wrong.
    fn require_table(&self, schemas: &BTreeMap<String, &Schema>) -> Result<()> {
        let Some((component, table)) = &self.alone else { return Ok(()) };
        let Some(schema) = schemas.get(component) else { return Ok(()) };
        if schema.tables.contains_key(table) {
            return Ok(());
        }
        let message = format!("the schema has no table `{table}`, which the documents would belong to");
        Err(Error::invalid_input(message).in_file(&self.name).help("name their table with the option `table`"))
    }
}
