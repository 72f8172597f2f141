//! The facts of preconditions, as inputs of a check.

use std::collections::BTreeSet;

use super::components::{component_mut, function, has_clients, schema, schema_mut, set_function, table};
use super::precondition::{Precondition, PreconditionKind};
use crate::compat::Evidence;
use crate::compat::data::TableData;
use crate::compat::report::Subject;
use crate::schema::{Schema, Validator};
use crate::surface::{Component, FunctionName, Part, Surface};

/// Returns the surface and the evidence that remain if the preconditions of a step hold: what stored documents, callers
/// and scheduled calls can still be.
///
/// `previous` is the surface before the step and `next` the one after it; `evidence` is about the documents, calls and
/// variables of the deployment, checked against `candidate`.
pub(super) fn assume(
    previous: &Surface,
    next: &Surface,
    candidate: &Surface,
    evidence: &Evidence,
    preconditions: &[Precondition],
) -> (Surface, Evidence) {
    let mut surface = previous.clone();
    let mut evidence = evidence.clone();
    keep_valid_data(&mut evidence, next, candidate);
    for Precondition { kind, subject, documents, .. } in preconditions {
        match kind {
            PreconditionKind::Data => assume_data(&mut surface, subject, documents.as_ref(), &mut evidence),
            PreconditionKind::Clients => assume_clients(&mut surface, next, subject),
            PreconditionKind::Schedule => assume_schedule(&mut surface, next, subject, &mut evidence),
            PreconditionKind::Environment => assume_variable(subject, &mut evidence),
        }
    }
    assume_enforcement(&mut surface, next, &evidence, preconditions);
    (surface, evidence)
}

/// Drops the results for tables whose type in `next` is not the one that the documents were checked against.
fn keep_valid_data(evidence: &mut Evidence, next: &Surface, candidate: &Surface) {
    let Some(data) = &mut evidence.data else { return };
    for (path, of) in &mut data.components {
        let type_in = |surface, name: &str| table(surface, path, name).map(|table| &table.document);
        of.tables.retain(|name, _| type_in(next, name) == type_in(candidate, name));
    }
}

fn assume_data(surface: &mut Surface, subject: &Subject, documents: Option<&Validator>, evidence: &mut Evidence) {
    let (Some(name), Some(documents)) = (&subject.table, documents) else { return };
    if let Some(table) = schema_mut(surface, &subject.component).and_then(|schema| schema.tables.get_mut(name.as_str()))
    {
        table.document = documents.clone();
    }
    // The documents have changed since they were checked.
    if let Some(of) = evidence.data.as_mut().and_then(|data| data.components.get_mut(&subject.component)) {
        of.tables.remove(name.as_str());
    }
}

/// Lets the remaining clients use what the next surface has.
fn assume_clients(surface: &mut Surface, next: &Surface, subject: &Subject) {
    if let Some(name) = subject.function.as_deref().map(FunctionName::new) {
        let used = function(next, &subject.component, &name).cloned();
        set_function(surface, &subject.component, &name, used);
    }
    let next = next.component(&subject.component);
    let Some(component) = component_mut(surface, &subject.component) else { return };
    if let (Some(route), Part::Known(routes)) = (&subject.route, &mut component.routes) {
        let served = next.and_then(|next| next.routes.known());
        routes.retain(|other| other.to_string() != *route || served.is_some_and(|served| served.contains(other)));
    }
    if let (Some(domain), Part::Known(providers)) = (&subject.auth_provider, &mut component.auth_providers) {
        providers.retain(|provider| provider.domain != *domain);
        if let Some(kept) = next.and_then(|next| next.auth_providers.known()) {
            providers.extend(kept.iter().filter(|provider| provider.domain == *domain).cloned());
        }
    }
}

/// Drops the pending calls, and lets future ones be what the next surface accepts. Clients are another matter: a public
/// function of the root keeps its contract.
fn assume_schedule(surface: &mut Surface, next: &Surface, subject: &Subject, evidence: &mut Evidence) {
    let Some(name) = subject.function.as_deref().map(FunctionName::new) else { return };
    if !has_clients(surface, &subject.component, &name) {
        let called = function(next, &subject.component, &name).cloned();
        set_function(surface, &subject.component, &name, called);
    }
    if subject.component.is_empty()
        && let Some(calls) = &mut evidence.scheduled
    {
        calls.retain(|call| call.target != name);
    }
}

fn assume_variable(subject: &Subject, evidence: &mut Evidence) {
    if let (Some(name), Some(set)) = (&subject.environment_variable, &mut evidence.environment_variables) {
        set.insert(name.clone());
    }
}

/// Treats a schema as enforced if the preconditions and the evidence cover every table that the next one restricts.
fn assume_enforcement(surface: &mut Surface, next: &Surface, evidence: &Evidence, preconditions: &[Precondition]) {
    let of_data = |precondition: &&Precondition| precondition.kind == PreconditionKind::Data;
    let components: BTreeSet<&str> =
        preconditions.iter().filter(of_data).map(|precondition| precondition.subject.component.as_str()).collect();
    for path in components {
        let Some(to_come) = schema(next, path).filter(|schema| schema.validates) else { continue };
        let covered = |name: &str| {
            let named = |precondition: &Precondition| precondition.subject == Subject::table(path, name);
            preconditions.iter().filter(of_data).any(named) || passes(evidence, path, name)
        };
        if !restricted_tables(to_come).all(covered) {
            continue;
        }
        if let Some(Component { schema: Part::Known(schema), .. }) = component_mut(surface, path)
            && !schema.as_ref().is_some_and(|schema| schema.validates)
        {
            *schema = Some(to_come.clone());
        }
    }
}

/// Returns the tables that don't accept every document.
pub(super) fn restricted_tables(schema: &Schema) -> impl Iterator<Item = &str> {
    let restricted = schema.tables.iter().filter(|(_, table)| table.document != Validator::Any);
    restricted.map(|(name, _)| name.as_str())
}

/// Checks if all documents of a table were checked and match.
pub(super) fn passes(evidence: &Evidence, component: &str, table: &str) -> bool {
    evidence.data.as_ref().and_then(|data| data.table(component, table)).is_some_and(TableData::passes)
}
