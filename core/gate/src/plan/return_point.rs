//! The point after which a step cannot simply be taken back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::components::{function, schema};
use super::migration::Migration;
use crate::compat::report::Report;
use crate::surface::{FunctionName, Surface};

/// Event after which the step before cannot simply be deployed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PointOfNoReturn {
    /// Kind of the event.
    pub at: ReturnLimit,
    /// Reason, in one sentence.
    pub because: String,
}

/// Kind of event that limits the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ReturnLimit {
    /// The deploy itself: what it drops has to be built again.
    Deploy,
    /// The first document or scheduled call in the new form, which the code before refuses.
    FirstWrite,
    /// The first document that a migration changes: the old value is lost without a backup.
    Migration,
}

/// Finds the point from the step's check and its migrations.
pub(super) fn return_point(
    report: &Report,
    previous: &Surface,
    step: &Surface,
    migrations: &[Migration],
) -> Option<PointOfNoReturn> {
    let dropped = dropped_indexes(previous, step);
    if !dropped.is_empty() {
        let because = format!("the deploy drops {}, which would be built again", list(&dropped));
        return Some(PointOfNoReturn { at: ReturnLimit::Deploy, because });
    }
    let refused: BTreeSet<String> = report
        .rollback
        .iter()
        .filter_map(|finding| {
            let subject = &finding.subject;
            let is_new = subject
                .function
                .as_ref()
                .is_some_and(|name| function(previous, &subject.component, &FunctionName::new(name)).is_none());
            let name = subject.table.as_ref().or(subject.function.as_ref())?;
            (!is_new).then(|| format!("`{name}`"))
        })
        .collect();
    if !refused.is_empty() {
        let because = format!("the code before refuses the new form of {}", list(&refused));
        return Some(PointOfNoReturn { at: ReturnLimit::FirstWrite, because });
    }
    let lossy = migrations.iter().filter(|migration| migration.operations.iter().any(|each| each.loses_values()));
    let lossy: BTreeSet<String> = lossy.map(|migration| format!("`{}`", migration.table)).collect();
    (!lossy.is_empty()).then(|| PointOfNoReturn {
        at: ReturnLimit::Migration,
        because: format!("the migration removes or replaces values in {}", list(&lossy)),
    })
}

/// Lists indexes of the surface before that the step does not have, in tables that both have.
fn dropped_indexes(previous: &Surface, step: &Surface) -> BTreeSet<String> {
    let mut dropped = BTreeSet::new();
    for path in previous.components().keys() {
        let (Some(old), Some(new)) = (schema(previous, path), schema(step, path)) else { continue };
        for (name, table) in &old.tables {
            let kept = new.tables.get(name).map(|table| table.indexes.as_slice()).unwrap_or_default();
            let gone = table.indexes.iter().filter(|index| !kept.contains(index));
            dropped.extend(gone.map(|index| format!("index `{name}.{}`", index.name)));
        }
    }
    dropped
}

/// Maximum number of names in a list.
const MAX_NAMED: usize = 5;

fn list(names: &BTreeSet<String>) -> String {
    let named = names.iter().take(MAX_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
