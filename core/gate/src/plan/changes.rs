//! The changes of schema and functions between two steps.

use std::collections::{BTreeMap, BTreeSet};

use super::differences::differences;
use super::step::StepChange;
use crate::compat::report::Subject;
use crate::schema::{Index, IndexKind, Table, Validator};
use crate::surface::{Component, Function, FunctionName, Surface, Visibility};
use crate::value::Name;

/// Lists the changes of tables, indexes, functions and routes between two surfaces.
pub(super) fn changes(old: &Surface, new: &Surface) -> Vec<StepChange> {
    let mut found = Vec::new();
    for (path, new) in new.components() {
        let Some(old) = old.component(&path) else { continue };
        tables(&path, old, new, &mut found);
        functions(&path, old, new, &mut found);
        routes(&path, old, new, &mut found);
    }
    found
}

fn change(subject: Subject, part: Option<&str>, before: Option<String>, after: Option<String>) -> StepChange {
    StepChange { subject, part: part.map(str::to_owned), before, after }
}

fn tables(path: &str, old: &Component, new: &Component, found: &mut Vec<StepChange>) {
    let none = BTreeMap::new();
    let (Some(old), Some(new)) = (old.schema.known(), new.schema.known()) else { return };
    let old = old.as_ref().map_or(&none, |schema| &schema.tables);
    let new = new.as_ref().map_or(&none, |schema| &schema.tables);
    for name in names(old.keys(), new.keys()) {
        let subject = Subject::table(path, name);
        match (old.get(name), new.get(name)) {
            (Some(old), Some(new)) => {
                let places = differences(&old.document, &new.document);
                found.extend(places.iter().map(|place| {
                    let (before, after) = place.texts();
                    change(subject.clone().at(place.path.group()), Some("documents"), before, after)
                }));
                indexes(path, name, old, new, found);
            }
            (Some(old), None) => found.push(change(subject, None, Some(old.document.to_string()), None)),
            (None, Some(new)) => found.push(change(subject, None, None, Some(new.document.to_string()))),
            (None, None) => {}
        }
    }
}

fn indexes(path: &str, table: &str, old: &Table, new: &Table, found: &mut Vec<StepChange>) {
    let named = |table: &Table, name: &Name| table.indexes.iter().find(|index| index.name == *name).map(describe);
    let all = |table: &'_ Table| table.indexes.iter().map(|index| index.name.clone()).collect::<BTreeSet<_>>();
    for name in all(old).union(&all(new)) {
        let (before, after) = (named(old, name), named(new, name));
        if before != after {
            found.push(change(Subject::index(path, table, name), Some("indexes"), before, after));
        }
    }
}

fn describe(index: &Index) -> String {
    let fields = match &index.kind {
        IndexKind::Database { fields } => fields.join(", "),
        IndexKind::Search { search_field, .. } => format!("search in {search_field}"),
        IndexKind::Vector { vector_field, .. } => format!("vectors in {vector_field}"),
    };
    if index.staged { format!("{fields}, staged") } else { fields }
}

fn functions(path: &str, old: &Component, new: &Component, found: &mut Vec<StepChange>) {
    let (Some(old), Some(new)) = (old.functions.known(), new.functions.known()) else { return };
    for name in names(old.keys(), new.keys()) {
        let subject = || Subject::function(path, name);
        match (old.get(name), new.get(name)) {
            (Some(old), Some(new)) if old != new => function(path, name, old, new, found),
            (Some(old), None) => found.push(change(subject(), None, Some(kind(old)), None)),
            (None, Some(new)) => found.push(change(subject(), None, None, Some(kind(new)))),
            _ => {}
        }
    }
}

fn function(path: &str, name: &FunctionName, old: &Function, new: &Function, found: &mut Vec<StepChange>) {
    let subject = Subject::function(path, name);
    if kind(old) != kind(new) {
        found.push(change(subject.clone(), Some("kind"), Some(kind(old)), Some(kind(new))));
    }
    for (part, old, new) in [("arguments", old.args(), new.args()), ("results", old.returns(), new.returns())] {
        let places = differences(old.unwrap_or(&Validator::Any), new.unwrap_or(&Validator::Any));
        found.extend(places.iter().map(|place| {
            let (before, after) = place.texts();
            change(subject.clone().at(place.path.group()), Some(part), before, after)
        }));
    }
}

fn kind(function: &Function) -> String {
    match function.visibility {
        Visibility::Public => function.kind.to_string(),
        Visibility::Internal => format!("internal {}", function.kind),
    }
}

fn routes(path: &str, old: &Component, new: &Component, found: &mut Vec<StepChange>) {
    let (Some(old), Some(new)) = (old.routes.known(), new.routes.known()) else { return };
    let subject = |route| Subject::route(path, route);
    found.extend(old.difference(new).map(|route| change(subject(route), None, Some(route.to_string()), None)));
    found.extend(new.difference(old).map(|route| change(subject(route), None, None, Some(route.to_string()))));
}

fn names<'a, K: Ord + 'a>(old: impl Iterator<Item = &'a K>, new: impl Iterator<Item = &'a K>) -> BTreeSet<&'a K> {
    old.chain(new).collect()
}
