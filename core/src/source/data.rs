//! All documents of a source against the schemas of their components.

use std::collections::BTreeMap;

use super::input::DataSource;
use super::plan::{Component, Plan, Table};
use super::run::{Found, Heard, Job, run};
use super::shard::Shard;
use crate::compat::data::{DataEvidence, DataPart, DuplicateId, TableChecker, TopN};
use crate::error::{Error, Result};
use crate::schema::Schema;
use crate::value::Name;

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
    let Checked { part, duplicates } = check(source, None, schemas, progress)?;
    let mut evidence = part.finish(schemas)?;
    for Duplicates { component, table, found } in duplicates {
        let tables = evidence.components.get_mut(&component).map(|component| &mut component.tables);
        if let Some(data) = tables.and_then(|tables| tables.get_mut(&table)) {
            data.duplicate_ids = Some(found);
        }
    }
    Ok(evidence)
}

/// Checks documents as [`check_data`], or some lines of one table alone, into a part. The parts of all documents merge to
/// what is found in one pass.
///
/// # Errors
/// As [`check_data`]; `InvalidInput` also where all ids are to be compared, which takes all of them in one place, and
/// where the source has no such table, or is a stream, and a shard is asked for.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use convex_ops::source::{Shard, TableText, check_data, check_data_part, data_in_memory};
///
/// let documents = "{\"age\": 1}\n{\"age\": 1.0}\n".to_owned();
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
    progress: &mut dyn FnMut(Progress<'_>) -> Result<()>,
) -> Result<DataPart> {
    if source.sorting.is_some() {
        let error = Error::invalid_input("all ids are compared only where all documents are checked at once");
        return Err(error.help("leave `duplicate_ids` out; ids of neighbours are compared in any case"));
    }
    Ok(check(source, shard, schemas, progress)?.part)
}

/// What a check found.
struct Checked {
    part: DataPart,
    duplicates: Vec<Duplicates>,
}

/// The documents of one table that have the id of an earlier one.
struct Duplicates {
    component: String,
    table: Name,
    found: TopN<DuplicateId>,
}

fn check(
    source: &DataSource,
    shard: Option<&Shard>,
    schemas: &BTreeMap<String, &Schema>,
    progress: &mut dyn FnMut(Progress<'_>) -> Result<()>,
) -> Result<Checked> {
    source.require_table(schemas)?;
    let plan = Plan::new(source, schemas)?;
    let chosen = plan.tables().filter(|(component, table)| shard.is_none_or(|shard| shard.is_of(component, table)));
    let jobs: Vec<Job<'_>> =
        chosen.map(|(component, table)| job(source, shard, component, table)).collect::<Result<_>>()?;
    if let (Some(shard), []) = (shard, jobs.as_slice()) {
        let error = Error::invalid_input(format!("there are no documents of a table `{}`", shard.table));
        return Err(error.in_file(&source.name).help("name a table, and its component, as the export does"));
    }
    let total_bytes = jobs.iter().map(Job::bytes).sum();
    let sorting = source.sorting.as_ref();
    let found = run(&*source.container, &jobs, source.threads, sorting, &mut |Heard { job, documents, bytes }| {
        progress(Progress { component: job.component, table: job.table, documents, bytes, total_bytes })
    })?;
    let (mut part, mut duplicates) = (plan.part(source.limits), Vec::new());
    for (job, Found { part: found, bytes, duplicate_ids }) in jobs.iter().zip(found) {
        let (component, table) = (job.component.to_owned(), job.table.clone());
        part.put(&component, &table, job.file.bytes.unwrap_or(bytes), found);
        duplicates.extend(duplicate_ids.map(|found| Duplicates { component, table, found }));
    }
    Ok(Checked { part, duplicates })
}

/// What there is to do for a table.
fn job<'a>(
    source: &DataSource,
    shard: Option<&Shard>,
    component: &'a Component<'a>,
    table: &'a Table<'a>,
) -> Result<Job<'a>> {
    if shard.is_some() && table.file.bytes.is_none() {
        let error = Error::invalid_input("a stream has no shards: nobody knows where it ends");
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
    /// How many bytes are to be checked, where that is known: more or less, if they are a shard.
    fn bytes(&self) -> Option<u64> {
        let bytes = self.file.bytes?;
        let lines = self.lines.clone().unwrap_or(0..bytes);
        Some(lines.end.min(bytes).saturating_sub(lines.start))
    }
}

impl DataSource {
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
