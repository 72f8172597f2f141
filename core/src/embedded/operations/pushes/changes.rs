//! Changes that a push makes to the live app.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::indexes;
use crate::analysis::ComponentAnalysis;
use crate::api::pushes::{
    AuthDiff, ComponentDiff, CronDiff, DiffType, FinishedPush, ModuleDiff, SchemaDiff, ServerVersionDiff,
};
use crate::api::response;
use crate::artifact::Module;
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::error::Result;

/// Compares the live app, if any, with the next one.
pub(super) fn compare(live: Option<&App>, next: &App) -> Result<FinishedPush> {
    let before = live.map(sides).transpose()?.unwrap_or_default();
    let after = sides(next)?;
    let paths: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let component_diffs = paths.into_iter().filter_map(|path| {
        let (old, new) = (before.get(path), after.get(path));
        let diff = component(old, new);
        // As in Convex, unchanged components are omitted.
        (diff.diff_type != DiffType::Modify || has_changes(&diff)).then(|| (path.clone(), diff))
    });
    Ok(response!(FinishedPush {
        auth_diff: auth(live, next),
        definition_diffs: BTreeMap::new(),
        component_diffs: component_diffs.collect(),
    }))
}

/// One side of a comparison: a component, its modules, and the version of the package that bundled it.
struct Side<'a> {
    component: &'a ComponentAnalysis,
    modules: BTreeSet<&'a str>,
    version: &'a str,
}

fn sides(app: &App) -> Result<BTreeMap<String, Side<'_>>> {
    let mut sides = BTreeMap::new();
    for (path, (definition, component)) in collect_mounted(&app.analysis)? {
        let modules = modules(app, &definition).iter().map(|module| module.path.as_str()).collect();
        sides.insert(path, Side { component, modules, version: app.server_version(&definition) });
    }
    Ok(sides)
}

fn modules<'a>(app: &'a App, definition: &str) -> &'a [Module] {
    let component = app.artifact.components.iter().find(|component| component.definition_path == definition);
    component.map_or(&app.artifact.app.modules, |component| &component.modules)
}

fn component(old: Option<&Side<'_>>, new: Option<&Side<'_>>) -> ComponentDiff {
    let diff_type = match (old, new) {
        (None, _) => DiffType::Create,
        (Some(_), None) => DiffType::Unmount,
        (Some(_), Some(_)) => DiffType::Modify,
    };
    let none = BTreeSet::new();
    let before = old.map_or(&none, |side| &side.modules);
    let after = new.map_or(&none, |side| &side.modules);
    let less = |from: &BTreeSet<&str>, other: &BTreeSet<&str>| {
        from.difference(other).map(|path| (*path).to_owned()).collect::<Vec<_>>()
    };
    // An unmounted component keeps its tables and indexes.
    let schemas = (old.and_then(schema), new.map_or_else(|| old.and_then(schema), schema));
    response!(ComponentDiff {
        diff_type,
        module_diff: response!(ModuleDiff { added: less(after, before), removed: less(before, after) }),
        udf_config_diff: versions(old, new),
        cron_diff: crons(old, new),
        index_diff: indexes::diff(schemas.0, schemas.1),
        schema_diff: (schemas.0 != schemas.1).then(|| response!(SchemaDiff {
            previous_schema: schemas.0.map(Value::to_string),
            next_schema: schemas.1.map(Value::to_string),
        })),
    })
}

fn has_changes(diff: &ComponentDiff) -> bool {
    diff.module_diff != ModuleDiff::default()
        || diff.udf_config_diff.is_some()
        || diff.cron_diff != CronDiff::default()
        || diff.index_diff != Default::default()
        || diff.schema_diff.is_some()
}

fn schema<'a>(side: &Side<'a>) -> Option<&'a Value> {
    side.component.schema.as_ref()
}

fn versions(old: Option<&Side<'_>>, new: Option<&Side<'_>>) -> Option<ServerVersionDiff> {
    let (previous, next) = (old?.version, new?.version);
    (previous != next)
        .then(|| response!(ServerVersionDiff { previous_version: previous.to_owned(), next_version: next.to_owned() }))
}

fn crons(old: Option<&Side<'_>>, new: Option<&Side<'_>>) -> CronDiff {
    let specs = |side: Option<&Side<'_>>| -> BTreeMap<String, Value> {
        let module = side.and_then(|side| side.component.functions.get("crons.js"));
        module.and_then(|module| module.cron_specs.clone()).unwrap_or_default().into_iter().collect()
    };
    let (before, after) = (specs(old), specs(new));
    let missing = |from: &BTreeMap<String, Value>, other: &BTreeMap<String, Value>| {
        from.keys().filter(|name| !other.contains_key(*name)).cloned().collect::<Vec<_>>()
    };
    let updated = after.iter().filter(|(name, spec)| before.get(*name).is_some_and(|old| old != *spec));
    response!(CronDiff {
        added: missing(&after, &before),
        updated: updated.map(|(name, _)| name.clone()).collect(),
        deleted: missing(&before, &after),
    })
}

fn auth(live: Option<&App>, next: &App) -> AuthDiff {
    let providers = |app: Option<&App>| -> BTreeSet<String> {
        let providers = app.and_then(|app| app.analysis.auth_providers.as_ref());
        providers.into_iter().flatten().map(Value::to_string).collect()
    };
    let (before, after) = (providers(live), providers(Some(next)));
    response!(AuthDiff {
        added: after.difference(&before).cloned().collect(),
        removed: before.difference(&after).cloned().collect(),
    })
}
