//! Tables that the candidate's schema no longer has, and the references to them.

use crate::compat::pair::TablePair;
use crate::schema::{Path, Schema, Segment, Validator};
use crate::surface::Component;

/// Checks if the table was removed from a schema that still exists.
pub(super) fn is_dropped(pair: &TablePair<'_>) -> bool {
    pair.baseline.is_some() && pair.candidate.is_none() && pair.component.candidate_schema().is_some()
}

/// Lists the places of the candidate's tables, then of its functions, that refer to ids of the table.
pub(super) fn references(pair: &TablePair<'_>) -> Vec<String> {
    let tables = pair.component.candidate_schema().map(|schema| in_tables(schema, pair.name));
    let functions = pair.component.candidate.map(|component| in_functions(component, pair.name));
    tables.into_iter().chain(functions).flatten().collect()
}

fn in_tables(schema: &Schema, target: &str) -> Vec<String> {
    let mut places = Vec::new();
    for (name, table) in &schema.tables {
        find(&table.document, target, &mut Path::default(), &mut |path| {
            places.push(format!("`{name}{}`", path.group()));
        });
    }
    places.dedup();
    places
}

fn in_functions(component: &Component, target: &str) -> Vec<String> {
    let functions = component.functions.known().into_iter().flatten();
    let refers = |validator: &Validator| validator.tables().into_iter().any(|table| table == target);
    let referring = functions.filter(|(_, function)| function.args().into_iter().chain(function.returns()).any(refers));
    referring.map(|(name, _)| format!("`{name}`")).collect()
}

/// Calls `found` with each place that refers to ids of a table.
fn find(validator: &Validator, target: &str, path: &mut Path, found: &mut impl FnMut(&Path)) {
    let mut inside = |validator: &Validator, step: Segment, path: &mut Path| {
        path.0.push(step);
        find(validator, target, path, found);
        path.0.pop();
    };
    match validator {
        Validator::Id(table) if table == target => found(path),
        Validator::Array(element) => inside(element, Segment::Index(0), path),
        Validator::Record(keys, values) => {
            inside(keys, Segment::Key, path);
            inside(values, Segment::Entry, path);
        }
        Validator::Object(object) => {
            object.iter().for_each(|(name, field)| inside(&field.validator, Segment::Field(name.clone()), path));
        }
        Validator::Union(members) => members.iter().for_each(|member| find(member, target, path, found)),
        _ => {}
    }
}
