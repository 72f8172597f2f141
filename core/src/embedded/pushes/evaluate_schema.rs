//! `evaluateSchema`

use std::collections::BTreeMap;

use serde_json::Value;

use super::app::App;
use super::components::mounted;
use super::evaluate::{Evaluated, admit, evaluate};
use super::indexes::{diff, indexes};
use crate::analysis::ComponentAnalysis;
use crate::api::Operation;
use crate::api::pushes::{
    ComponentPrediction, EvaluateSchema, EvaluatedSchema, Index, IndexChange, IndexPrediction, TablePrediction,
    ValidationOutcome,
};
use crate::embedded::{Answered, Caller, Platform};
use crate::error::Result;

impl Answered for EvaluateSchema {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<EvaluatedSchema> {
        let Evaluated { app, .. } = evaluate(platform, caller, self.request, &Self::CONTRACT)?;
        platform.in_transaction(false, caller, |call| {
            let deployment = admit(call, &Self::CONTRACT)?;
            let live = App::live(call.tx, deployment.row.id)?;
            predict(live.as_ref(), &app)
        })
    }
}

fn predict(live: Option<&App>, next: &App) -> Result<EvaluatedSchema> {
    let before = live.map(|app| mounted(&app.analysis)).transpose()?.unwrap_or_default();
    let mut components = BTreeMap::new();
    for (path, (definition_path, component)) in mounted(&next.analysis)? {
        let old = before.get(&path).and_then(|(_, component)| component.schema.as_ref());
        components.insert(path, prediction(definition_path, old, component));
    }
    let known = live.map(|app| &app.analysis.components);
    let is_new = |path: &&String| !known.is_some_and(|known| known.contains_key(*path));
    Ok(EvaluatedSchema {
        component_schema_evaluations: components,
        new_component_definitions: next.analysis.components.keys().filter(is_new).cloned().collect(),
    })
}

/// There are no documents yet: none is read, and every index is filled at once.
fn prediction(definition_path: String, old: Option<&Value>, component: &ComponentAnalysis) -> ComponentPrediction {
    let schema = component.schema.as_ref();
    let validates = schema.and_then(|schema| schema.get("schemaValidation")).and_then(Value::as_bool).unwrap_or(false);
    let outcome = if validates { ValidationOutcome::SupersetOfShape } else { ValidationOutcome::NotValidated };
    let tables = schema.and_then(|schema| schema.get("tables")).and_then(Value::as_array);
    let names = tables.into_iter().flatten().filter_map(|table| table.get("tableName")?.as_str());
    let tables = names.map(|name| TablePrediction {
        name: name.to_owned(),
        outcome: outcome.clone(),
        num_docs: 0,
        size_bytes: 0,
    });
    ComponentPrediction {
        definition_path,
        schema_validation: validates,
        tables: tables.collect(),
        indexes: index_predictions(old, schema),
    }
}

fn index_predictions(old: Option<&Value>, new: Option<&Value>) -> Vec<IndexPrediction> {
    let diff = diff(old, new);
    let changed = [
        (&diff.added_indexes, IndexChange::Added),
        (&diff.enabled_indexes, IndexChange::Enabled),
        (&diff.disabled_indexes, IndexChange::Disabled),
    ];
    let becomes = |index: &Index| {
        let found = changed.iter().find(|(list, _)| list.contains(index));
        found.map_or(IndexChange::Identical, |(_, change)| change.clone())
    };
    let prediction = |index: Index, change| IndexPrediction { index, change, needs_backfill: false, num_docs: 0 };
    let kept = indexes(new).into_values().map(|index| {
        let change = becomes(&index);
        prediction(index, change)
    });
    let dropped = diff.removed_indexes.iter().cloned().map(|index| prediction(index, IndexChange::Dropped));
    kept.chain(dropped).collect()
}
