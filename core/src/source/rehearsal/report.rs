//! Result of a rehearsal.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use crate::compat::data::{DataEvidence, Group, TableData};
use crate::compat::report::render::inert;

/// Maximum number of ids that are named for a problem.
const MAX_IDS: usize = 5;

/// The steps of a plan, carried out on a copy of the documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Rehearsal {
    /// Steps, in order.
    pub steps: Vec<RehearsedStep>,
    /// Notes about the format of the documents that affect the result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// One step on a copy of the documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RehearsedStep {
    /// Number of the step.
    pub number: u32,
    /// Number of documents at the deploy.
    pub documents: u64,
    /// Tables with documents that the step's schema refuses: Convex would refuse the deploy.
    pub refused: Vec<RefusedTable>,
    /// Tables whose documents are changed after the deploy.
    pub migrations: Vec<MigratedTable>,
    /// Duration in milliseconds.
    pub milliseconds: u64,
}

/// A table with documents that a schema refuses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RefusedTable {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of the table.
    pub table: String,
    /// Number of refused documents.
    pub documents: u64,
    /// Reasons.
    pub groups: Vec<RefusedGroup>,
}

/// A reason for which documents are refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RefusedGroup {
    /// Place in the documents: `.items[].price`.
    pub path: String,
    /// Reason, as in reports of `check`.
    pub reason: String,
    /// Number of documents.
    pub documents: u64,
    /// Ids of some of them.
    pub ids: Vec<String>,
}

/// The migration of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MigratedTable {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of the table.
    pub table: String,
    /// Number of documents that were read.
    pub documents: u64,
    /// Number of documents that were changed.
    pub changed: u64,
    /// Changes that could not be made, by place and reason.
    pub failures: Vec<Unmigrated>,
    /// Changes that the plan needs and that are not declared.
    pub undeclared: Vec<String>,
}

/// A change that could not be made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Unmigrated {
    /// Place of the change.
    pub path: String,
    /// Reason.
    pub why: String,
    /// Number of times.
    pub count: u64,
    /// Ids of some of the documents.
    pub ids: Vec<String>,
}

impl Rehearsal {
    /// Checks if every step can be deployed and every change was made.
    #[must_use]
    pub fn passes(&self) -> bool {
        let is_done = |of: &MigratedTable| of.failures.is_empty() && of.undeclared.is_empty();
        self.steps.iter().all(|step| step.refused.is_empty() && step.migrations.iter().all(is_done))
    }
}

impl RehearsedStep {
    /// Describes the documents at a step's deploy.
    pub(super) fn of(number: u32, evidence: &DataEvidence) -> Self {
        let (mut documents, mut refused) = (0, Vec::new());
        for (path, component) in &evidence.components {
            for (name, table) in &component.tables {
                documents += table.documents;
                if table.checked && !table.passes() {
                    refused.push(RefusedTable::of(path, name, table));
                }
            }
        }
        Self { number, documents, refused, migrations: Vec::new(), milliseconds: 0 }
    }
}

impl RefusedTable {
    fn of(component: &str, table: &str, data: &TableData) -> Self {
        let group = |group: &Group| RefusedGroup {
            path: group.path.clone(),
            reason: group.reason.as_str().to_owned(),
            documents: group.documents,
            ids: group.samples.iter().filter_map(|sample| sample.id.clone()).take(MAX_IDS).collect(),
        };
        Self {
            component: component.to_owned(),
            table: table.to_owned(),
            documents: data.refused,
            groups: data.groups.iter().map(group).collect(),
        }
    }
}

impl MigratedTable {
    /// Counts a change that could not be made in a document.
    pub(super) fn add_failure(&mut self, path: &str, why: &str, id: Option<&str>) {
        let same = |known: &Unmigrated| known.path == path && known.why == why;
        let index = self.failures.iter().position(same).unwrap_or(self.failures.len());
        if index == self.failures.len() {
            let (path, why) = (path.to_owned(), why.to_owned());
            self.failures.push(Unmigrated { path, why, count: 0, ids: Vec::new() });
        }
        if let Some(failure) = self.failures.get_mut(index) {
            failure.count += 1;
            failure.ids.extend(id.filter(|_| failure.ids.len() < MAX_IDS).map(str::to_owned));
        }
    }
}

impl Display for Rehearsal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let verdict = if self.passes() { "every step can be deployed" } else { "some documents are in the way" };
        writeln!(f, "{verdict}")?;
        for step in &self.steps {
            write_step(f, step)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "\nNote: {}", inert(note)))
    }
}

fn write_step(f: &mut Formatter<'_>, step: &RehearsedStep) -> fmt::Result {
    let (number, documents, seconds) = (step.number, step.documents, step.milliseconds as f64 / 1000.0);
    writeln!(f, "\nStep {number}: {documents} documents, {seconds:.1} s")?;
    if step.refused.is_empty() {
        writeln!(f, "  The schema accepts every document.")?;
    }
    for table in &step.refused {
        let place = place(&table.component, &table.table);
        writeln!(f, "  The schema refuses {} documents of {place}:", table.documents)?;
        for group in &table.groups {
            let path = if group.path.is_empty() { "the document" } else { &group.path };
            let text = format!("{path}: {}, {} documents{}", group.reason, group.documents, some(&group.ids));
            writeln!(f, "    - {}", inert(&text))?;
        }
    }
    for of in &step.migrations {
        let place = place(&of.component, &of.table);
        writeln!(f, "  Then {} of {} documents of {place} change.", of.changed, of.documents)?;
        for failure in &of.failures {
            let text = format!("{}: {}, {} times{}", failure.path, failure.why, failure.count, some(&failure.ids));
            writeln!(f, "    - cannot change {}", inert(&text))?;
        }
        of.undeclared.iter().try_for_each(|change| writeln!(f, "    - not declared: {}", inert(change)))?;
    }
    Ok(())
}

fn place(component: &str, table: &str) -> String {
    match component {
        "" => format!("`{}`", inert(table)),
        component => format!("`{}` in component `{}`", inert(table), inert(component)),
    }
}

fn some(ids: &[String]) -> String {
    if ids.is_empty() { String::new() } else { format!(", such as {}", ids.join(", ")) }
}
