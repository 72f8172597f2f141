//! `evaluateSchema`

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde_json::Value;

use super::evaluate::{EvaluatedApp, evaluate};
use super::indexes::{diff, indexes};
use crate::analysis::ComponentAnalysis;
use crate::api::Operation;
use crate::api::pushes::{
    ComponentPrediction, EvaluateSchema, EvaluatedSchema, IndexChange, IndexPrediction, PushedIndex, TablePrediction,
    ValidationOutcome,
};
use crate::api::response;
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::embedded::records::document::{TableRow, numbers_of};
use crate::embedded::records::schema::{Decision, SchemaRow, decide};
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::Result;
use crate::model::DeploymentId;
use crate::schema::Schema;
use crate::value::{Name, Tables};

in_steps!(EvaluateSchema);

impl StepsHandler for EvaluateSchema {
    fn run(self, steps: &Steps<'_>) -> Result<EvaluatedSchema> {
        let EvaluatedApp { app, .. } = evaluate(steps, self.request, &Self::CONTRACT)?;
        steps.transaction(false, |call| {
            let deployment = call.admit(&Self::CONTRACT)?;
            let live = App::live(call.tx, deployment.row.id)?;
            predict(call.tx, deployment.row.id, live.as_ref(), &app)
        })
    }
}

fn predict(tx: &Transaction<'_>, deployment: DeploymentId, live: Option<&App>, next: &App) -> Result<EvaluatedSchema> {
    let before = live.map(|app| collect_mounted(&app.analysis)).transpose()?.unwrap_or_default();
    let mut components = BTreeMap::new();
    for (path, (definition_path, component)) in collect_mounted(&next.analysis)? {
        let old = before.get(&path).and_then(|(_, component)| component.schema.as_ref());
        let stored = StoredComponent::read(tx, deployment, &path)?;
        components.insert(path, prediction(definition_path, old, component, &stored)?);
    }
    let known = live.map(|app| &app.analysis.components);
    let is_new = |path: &&String| !known.is_some_and(|known| known.contains_key(*path));
    Ok(response!(EvaluatedSchema {
        component_schema_evaluations: components,
        new_component_definitions: next.analysis.components.keys().filter(is_new).cloned().collect(),
    }))
}

/// Stored data of a component.
struct StoredComponent {
    tables: Vec<TableRow>,
    numbers: Tables,
    active: Option<Schema>,
}

impl StoredComponent {
    fn read(tx: &Transaction<'_>, deployment: DeploymentId, path: &str) -> Result<Self> {
        let tables = TableRow::of_component(tx, deployment, path)?;
        let numbers = numbers_of(tables.iter().map(|table| (&table.name, table.number)));
        let active = SchemaRow::active(tx, deployment, path)?.map(|row| row.schema()).transpose()?;
        Ok(Self { tables, numbers, active })
    }

    fn table(&self, name: &str) -> Option<&TableRow> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Returns the number of documents in an index's table.
    fn documents_of(&self, index: &PushedIndex) -> u64 {
        let table = index.name.split_once('.').map_or(index.name.as_str(), |(table, _)| table);
        self.table(table).map_or(0, |table| table.documents)
    }
}

fn prediction(
    definition_path: String,
    old: Option<&Value>,
    component: &ComponentAnalysis,
    stored: &StoredComponent,
) -> Result<ComponentPrediction> {
    let next = component.schema.as_ref().map(|schema| Schema::parse(&schema.to_string())).transpose()?;
    let table = |name: &Name, next: &Schema| {
        let there = stored.table(name);
        response!(TablePrediction {
            name: name.to_string(),
            outcome: outcome(decide(next, stored.active.as_ref(), name, there, &stored.numbers)),
            num_docs: there.map_or(0, |table| table.documents),
            size_bytes: there.map_or(0, |table| table.bytes),
        })
    };
    let tables = next.iter().flat_map(|next| next.tables.keys().map(move |name| table(name, next)));
    Ok(response!(ComponentPrediction {
        definition_path,
        schema_validation: next.as_ref().is_some_and(|next| next.validates),
        tables: tables.collect(),
        indexes: index_predictions(old, component.schema.as_ref(), stored),
        // Documents are not validated against staged validators here.
        discarded_staged_validators: Vec::new(),
    }))
}

fn outcome(decision: Decision) -> ValidationOutcome {
    match decision {
        Decision::NotValidated => ValidationOutcome::NotValidated,
        Decision::SupersetOfEnforced => ValidationOutcome::SupersetOfEnforced,
        Decision::SupersetOfShape => ValidationOutcome::SupersetOfShape,
        Decision::MustWalk => ValidationOutcome::MustWalk,
    }
}

fn index_predictions(old: Option<&Value>, new: Option<&Value>, stored: &StoredComponent) -> Vec<IndexPrediction> {
    let diff = diff(old, new);
    let changed = [
        (&diff.added_indexes, IndexChange::Added),
        (&diff.enabled_indexes, IndexChange::Enabled),
        (&diff.disabled_indexes, IndexChange::Disabled),
    ];
    let becomes = |index: &PushedIndex| {
        let found = changed.iter().find(|(list, _)| list.contains(index));
        found.map_or(IndexChange::Identical, |(_, change)| change.clone())
    };
    // No query uses an index here, so none needs a backfill; Convex backfills new ones.
    let prediction = |index: PushedIndex, change| {
        let num_docs = stored.documents_of(&index);
        let needs_backfill = change == IndexChange::Added && num_docs > 0;
        response!(IndexPrediction { index, change, needs_backfill, num_docs })
    };
    let kept = indexes(new).into_values().map(|index| {
        let change = becomes(&index);
        prediction(index, change)
    });
    let dropped = diff.removed_indexes.iter().cloned().map(|index| prediction(index, IndexChange::Dropped));
    kept.chain(dropped).collect()
}
