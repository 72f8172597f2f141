//! Checks the documents of a source against the schemas of their components.

use std::collections::BTreeMap;

use super::input::DataSource;
use super::plan::{Component, Plan, Table};
use super::run::{Job, RunProgress, TableResult, run};
use super::shard::Shard;
use crate::compat::data::{DataEvidence, DataPart, DuplicateId, TableChecker, TopN};
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::value::Name;

/// Progress of a check.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DataProgress<'a> {
    /// The component read last.
    pub component: &'a str,
    /// The table read last. Several tables are read at once.
    pub table: &'a str,
    /// Number of documents checked so far, in all tables.
    pub documents: u64,
    /// Unpacked bytes of documents checked so far, in all tables.
    pub bytes: u64,
    /// Total number of bytes, if known.
    pub total_bytes: Option<u64>,
}

/// Checks all documents against the schemas of their components, keyed by component path (`""` for the root). Documents
/// of tables and components without a schema are only counted.
///
/// Tables, and parts of tables, are checked on several threads; the result does not depend on their number. `progress`
/// is called on the caller's thread after about every MiB. An error from it stops the check.
///
/// # Errors
/// `InvalidInput`, with the file, if a file is damaged or its generated schema does not match its documents; `Io` if a
/// file cannot be read; any error of `progress`.
pub fn check_data(
    source: &mut DataSource,
    schemas: &BTreeMap<String, &Schema>,
    progress: &mut dyn FnMut(DataProgress<'_>) -> Result<()>,
) -> Result<DataEvidence> {
    let CheckResult { part, duplicates } = check(source, None, schemas, progress)?;
    let mut evidence = part.finish(schemas)?;
    for Duplicates { component, table, found } in duplicates {
        let tables = evidence.components.get_mut(&component).map(|component| &mut component.tables);
        if let Some(data) = tables.and_then(|tables| tables.get_mut(&table)) {
            data.duplicate_ids = Some(found);
        }
    }
    Ok(evidence)
}

/// Checks documents like [`check_data`], or some lines of one table, and returns a part. The parts of all documents merge
/// to the result of a single pass.
///
/// # Errors
/// As [`check_data`]; `InvalidInput` also if the source has the option `duplicate_ids`, which needs all documents at once,
/// if the source does not have the shard's table, or if the source is a stream and `shard` is given.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use convex_ops::source::{Shard, TableText, check_data, check_data_part, data_in_memory};
///
/// let documents = b"{\"age\": 1}\n{\"age\": 1.0}\n".to_vec();
/// let users = TableText { table: "users".to_owned(), documents, ..TableText::default() };
/// let shard = |start, end| {
///     let shard = Shard { table: "users".to_owned(), start, end, ..Shard::default() };
///     check_data_part(&mut data_in_memory(vec![users.clone()])?, Some(&shard), &BTreeMap::new(), &mut |_| Ok(()))
/// };
/// let (first, second) = (shard(0, Some(6))?, shard(6, None)?);
/// let merged = second.merge(first)?.finish(&BTreeMap::new())?;
/// let whole = check_data(&mut data_in_memory(vec![users.clone()])?, &BTreeMap::new(), &mut |_| Ok(()))?;
/// assert_eq!(merged, whole);
/// # Ok::<(), convex_ops::Error>(())
/// ```
pub fn check_data_part(
    source: &mut DataSource,
    shard: Option<&Shard>,
    schemas: &BTreeMap<String, &Schema>,
    progress: &mut dyn FnMut(DataProgress<'_>) -> Result<()>,
) -> Result<DataPart> {
    if source.sorting.is_some() {
        let error = Error::invalid_input("cannot find duplicate ids in a part of the documents");
        return Err(error.help("remove `duplicate_ids`; duplicates on adjacent lines are always found"));
    }
    Ok(check(source, shard, schemas, progress)?.part)
}

/// The result of a check.
struct CheckResult {
    part: DataPart,
    duplicates: Vec<Duplicates>,
}

/// Documents of a table with the id of an earlier document.
struct Duplicates {
    component: String,
    table: Name,
    found: TopN<DuplicateId>,
}

fn check(
    source: &DataSource,
    shard: Option<&Shard>,
    schemas: &BTreeMap<String, &Schema>,
    progress: &mut dyn FnMut(DataProgress<'_>) -> Result<()>,
) -> Result<CheckResult> {
    source.require_table(schemas)?;
    let plan = Plan::new(source, schemas)?;
    let chosen = plan.tables().filter(|(component, table)| shard.is_none_or(|shard| shard.is_of(component, table)));
    let jobs: Vec<Job<'_>> =
        chosen.map(|(component, table)| job(source, shard, component, table)).collect::<Result<_>>()?;
    if let (Some(shard), []) = (shard, jobs.as_slice()) {
        let error = Error::invalid_input(format!("documents of table `{}` not found", shard.table));
        return Err(error.in_file(&source.name).help("use the names of table and component in the export"));
    }
    let total_bytes = jobs.iter().map(Job::bytes).sum();
    let sorting = source.sorting.as_ref();
    let found =
        run(&*source.container, &jobs, source.threads, sorting, &mut |RunProgress { job, documents, bytes }| {
            progress(DataProgress { component: job.component, table: job.table, documents, bytes, total_bytes })
        })?;
    let (mut part, mut duplicates) = (plan.part(source.limits), Vec::new());
    for (job, TableResult { part: found, bytes, duplicate_ids }) in jobs.iter().zip(found) {
        let (component, table) = (job.component.to_owned(), job.table.clone());
        part.put(&component, &table, job.file.bytes.unwrap_or(bytes), found);
        duplicates.extend(duplicate_ids.map(|found| Duplicates { component, table, found }));
    }
    Ok(CheckResult { part, duplicates })
}

/// Creates the job for a table.
fn job<'a>(
    source: &DataSource,
    shard: Option<&Shard>,
    component: &'a Component<'a>,
    table: &'a Table<'a>,
) -> Result<Job<'a>> {
    if shard.is_some() && table.file.bytes.is_none() {
        let error = Error::invalid_input("cannot check a shard of a stream: its length is unknown");
        return Err(error.in_file(&source.name).help("save it as a file"));
    }
    Ok(Job {
        component: component.path,
        table: table.name,
        file: table.file,
        lines: shard.map(|shard| shard.start..shard.end.unwrap_or(u64::MAX)),
        checker: TableChecker::new(component.check(table, source.limits)),
    })
}

impl Shard {
    fn is_of(&self, component: &Component<'_>, table: &Table<'_>) -> bool {
        self.component == component.path && self.table == table.name.as_str()
    }
}

impl Job<'_> {
    /// Returns the number of bytes to check, if known; an estimate for shards.
    fn bytes(&self) -> Option<u64> {
        let bytes = self.file.bytes?;
        let lines = self.lines.clone().unwrap_or(0..bytes);
        Some(lines.end.min(bytes).saturating_sub(lines.start))
    }
}

impl DataSource {
    /// Checks that the schema has the table of a single documents file: otherwise the table name is probably wrong.
    fn require_table(&self, schemas: &BTreeMap<String, &Schema>) -> Result<()> {
        let Some((component, table)) = &self.alone else { return Ok(()) };
        let Some(schema) = schemas.get(component) else { return Ok(()) };
        if schema.tables.contains_key(table) {
            return Ok(());
        }
        let message = format!("table `{table}` of the documents not found in the schema");
        Err(Error::invalid_input(message).in_file(&self.name).help("use the option `table` to name their table"))
    }
}
