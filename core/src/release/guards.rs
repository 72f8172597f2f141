//! Guards before a push: changes that hold a deploy up for long, or that cost as much to take back.
//!
//! Source: `checkForLargeIndexBackfill.ts`, `checkForLargeIndexDeletion.ts` and `checkForStagedValidatorDeletion.ts` of the npm
//! package `convex` 1.48.0. Its command asks on a terminal; here the options answer.

use std::collections::BTreeMap;

use serde_json::json;

use super::costly::CostlyChange;
use super::push;
use crate::api::functions::{FunctionResult, RunQuery};
use crate::api::pushes::{
    ComponentPrediction, EvaluatePush, EvaluateSchema, EvaluatedSchema, IndexChange, PushedIndex, StagedValidation,
};
use crate::artifact::Artifact;
use crate::engine::Connection;
use crate::error::{Error, Result};
use crate::model::DeploymentType;
use crate::surface::Surface;

/// Number of documents from which Convex's command takes a table for large.
const LARGE: u64 = 100_000;

/// Options of the guards before a push. By default all of them refuse.
///
/// ```
/// use convex_ops::release::DeployGuards;
///
/// let mut guards = DeployGuards::default();
/// guards.allow_index_removal = true;
/// assert_eq!(guards.large_from_on_creation, 100_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeployGuards {
    /// Allows new indexes on large tables. The deploy waits until they are built.
    pub allow_index_creation: bool,
    /// Allows to remove indexes of large tables. They must be built again after a rollback.
    pub allow_index_removal: bool,
    /// Allows to discard staged validators that are validating or have validated their documents.
    pub allow_unstaging: bool,
    /// Number of documents from which a table is large to a new index.
    pub large_from_on_creation: u64,
    /// Number of documents from which a table is large to a removed index.
    pub large_from_on_removal: u64,
}

impl Default for DeployGuards {
    fn default() -> Self {
        Self {
            allow_index_creation: false,
            allow_index_removal: false,
            allow_unstaging: false,
            large_from_on_creation: LARGE,
            large_from_on_removal: LARGE,
        }
    }
}

/// The push that guards inspect.
pub(super) struct Guarded<'a> {
    pub(super) connection: &'a Connection,
    pub(super) artifact: &'a Artifact,
    pub(super) deployment_type: Option<&'a DeploymentType>,
    pub(super) live: &'a Surface,
    pub(super) next: &'a Surface,
}

impl Guarded<'_> {
    /// Returns the costly changes of the push. Nothing is asked if no schema changes. As with Convex's command, the guards
    /// protect the developer's time and not correctness: what the deployment cannot tell is not guarded.
    pub(super) async fn find(&self, guards: &DeployGuards) -> Result<Vec<CostlyChange>> {
        if !self.changes_a_schema() {
            return Ok(Vec::new());
        }
        let request = push::request(self.connection, self.artifact).await?;
        let mut found = Vec::new();
        match self.connection.call(EvaluateSchema::new(request.clone())).await {
            Ok(evaluated) => self.read(&evaluated, guards, &mut found),
            Err(_) if self.is_preview() => {}
            Err(_) => {
                // An older deployment lists the indexes, and tells the sizes of tables one by one.
                let Ok(evaluated) = self.connection.call(EvaluatePush::new(request)).await else { return Ok(found) };
                for (component, diff) in &evaluated.schema_change.index_diffs {
                    self.size(component, &diff.removed_indexes, guards, &mut found).await;
                }
            }
        }
        Ok(found)
    }

    /// Checks if the schema of a component that is live changes.
    fn changes_a_schema(&self) -> bool {
        self.live
            .components()
            .into_iter()
            .any(|(path, component)| self.next.component(&path).is_none_or(|next| next.schema != component.schema))
    }

    fn is_preview(&self) -> bool {
        self.deployment_type == Some(&DeploymentType::Preview)
    }

    fn read(&self, evaluated: &EvaluatedSchema, guards: &DeployGuards, found: &mut Vec<CostlyChange>) {
        for (component, prediction) in &evaluated.component_schema_evaluations {
            created(component, prediction, guards.large_from_on_creation, found);
            // Previews are not kept, so that is all that Convex's command asks there.
            if !self.is_preview() {
                removed(component, prediction, guards.large_from_on_removal, found);
                unstaged(component, prediction, found);
            }
        }
    }

    /// Adds the removed indexes of large tables. A key that may not read a table's size guards nothing.
    async fn size(&self, component: &str, indexes: &[PushedIndex], guards: &DeployGuards, to: &mut Vec<CostlyChange>) {
        let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
        for index in indexes {
            let table = index.name.split('.').next().unwrap_or_default();
            let documents = match sizes.get(table) {
                Some(documents) => *documents,
                None => self.documents(table).await.unwrap_or_default(),
            };
            sizes.insert(table, documents);
            if component.is_empty() && documents >= guards.large_from_on_removal {
                let (component, index) = (component.to_owned(), index.name.clone());
                to.push(CostlyChange::IndexRemoved { component, index, documents });
            }
        }
    }

    async fn documents(&self, table: &str) -> Option<u64> {
        let query = RunQuery::new("_system/cli/tableSize:default").args(json!({ "tableName": table })).format("json");
        match self.connection.call(query).await {
            Ok(FunctionResult::Success(success)) => success.value.as_f64().map(|documents| documents as u64),
            _ => None,
        }
    }
}

/// Adds the indexes that the deploy waits for. A staged index is built later, and one that an earlier push started is not
/// this one's doing.
fn created(component: &str, prediction: &ComponentPrediction, large: u64, found: &mut Vec<CostlyChange>) {
    let blocking = prediction.indexes.iter().filter(|index| {
        let starts = matches!(index.change, IndexChange::Added | IndexChange::Enabled);
        starts && index.needs_backfill && !index.index.staged && index.num_docs >= large
    });
    found.extend(blocking.map(|index| CostlyChange::IndexCreated {
        component: component.to_owned(),
        index: index.index.name.clone(),
        documents: index.num_docs,
    }));
}

fn removed(component: &str, prediction: &ComponentPrediction, large: u64, found: &mut Vec<CostlyChange>) {
    let dropped = prediction.indexes.iter().filter(|index| index.change == IndexChange::Dropped);
    found.extend(dropped.filter(|index| index.num_docs >= large).map(|index| CostlyChange::IndexRemoved {
        component: component.to_owned(),
        index: index.index.name.clone(),
        documents: index.num_docs,
    }));
}

fn unstaged(component: &str, prediction: &ComponentPrediction, found: &mut Vec<CostlyChange>) {
    found.extend(prediction.discarded_staged_validators.iter().map(|discarded| CostlyChange::ValidatorUnstaged {
        component: component.to_owned(),
        table: discarded.table_name.clone(),
        is_validated: matches!(discarded.state, StagedValidation::Valid(_)),
    }));
}

impl DeployGuards {
    fn allows(&self, change: &CostlyChange) -> bool {
        match change {
            CostlyChange::IndexCreated { .. } => self.allow_index_creation,
            CostlyChange::IndexRemoved { .. } => self.allow_index_removal,
            CostlyChange::ValidatorUnstaged { .. } => self.allow_unstaging,
        }
    }

    /// Refuses a deploy with changes that are not allowed.
    ///
    /// # Errors
    /// `InvalidInput` with the code `CostlyChange`.
    pub(super) fn check(&self, changes: &[CostlyChange], deployment: &str) -> Result<()> {
        let mut refused = changes.iter().filter(|change| !self.allows(change));
        let Some(first) = refused.next() else { return Ok(()) };
        let more = match refused.count() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let message = format!("cannot deploy to `{deployment}` without consent: it {first}{more}");
        let stage = match first {
            CostlyChange::IndexCreated { .. } => "stage the index, which is then built in the background, or ",
            _ => "",
        };
        Err(Error::invalid_input(message)
            .with_code("CostlyChange")
            .about_deployment(deployment)
            .help(format!("{stage}allow the change with `{}`; nothing was changed", first.flag())))
    }
}
