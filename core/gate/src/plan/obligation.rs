//! Requirements of the code of a step, and of the clients that are built for it.

use serde::{Deserialize, Serialize};

use super::components::{function, has_clients, schema, table};
use super::differences::{Difference, DifferenceKind, differences};
use super::migration::{Migration, MigrationKind};
use super::precondition::{Precondition, PreconditionKind, describe_subject};
use super::widen::Swap;
use crate::compat::report::Subject;
use crate::schema::Validator;
use crate::surface::{Function, FunctionName, Surface};

/// A requirement of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Obligation {
    /// Program that has to comply.
    pub of: ObligationOf,
    /// Table, function, route or auth provider that it is about.
    pub subject: Subject,
    /// Requirement, as a sentence without a final period.
    pub text: String,
}

/// Program that an obligation binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ObligationOf {
    /// Functions of the app.
    Code,
    /// Clients that are built for the step.
    Clients,
}

/// The surfaces between which obligations arise.
#[derive(Clone, Copy)]
pub(super) struct Between<'a> {
    /// Surface before the plan.
    pub(super) baseline: &'a Surface,
    /// Surface after the step.
    pub(super) step: &'a Surface,
    /// Surface after the plan.
    pub(super) candidate: &'a Surface,
}

/// Returns what a step has to do so that the preconditions of the next step become true.
pub(super) fn obligations(
    between: Between<'_>,
    next: &[Precondition],
    migrations: &[Migration],
    swaps: &[Swap],
) -> Vec<Obligation> {
    let mut found = Vec::new();
    for Precondition { kind, subject, documents, .. } in next {
        match kind {
            PreconditionKind::Data => of_table(between, subject, documents.as_ref(), migrations, &mut found),
            PreconditionKind::Clients if subject.function.is_none() => found.push(clients(
                subject,
                &match &subject.route {
                    Some(route) => format!("no longer request `{route}`"),
                    None => format!("sign in without {}", describe_subject(subject)),
                },
            )),
            PreconditionKind::Clients | PreconditionKind::Schedule => {
                of_function(between, *kind, subject, swaps, &mut found);
            }
            PreconditionKind::Environment => {}
        }
    }
    found
}

fn code(subject: &Subject, text: String) -> Obligation {
    Obligation { of: ObligationOf::Code, subject: subject.clone(), text }
}

fn clients(subject: &Subject, text: &str) -> Obligation {
    Obligation { of: ObligationOf::Clients, subject: subject.clone(), text: format!("clients {text}") }
}

fn of_table(
    between: Between<'_>,
    subject: &Subject,
    documents: Option<&Validator>,
    migrations: &[Migration],
    found: &mut Vec<Obligation>,
) {
    let (Some(name), Some(new)) = (&subject.table, documents) else { return };
    let enforced = schema(between.baseline, &subject.component).is_some_and(|schema| schema.validates);
    let old = table(between.baseline, &subject.component, name).filter(|_| enforced);
    let Some(old) = old else {
        found.push(code(subject, format!("writes to `{name}` store documents of the new type")));
        found.push(code(subject, format!("reads of `{name}` accept documents of any type")));
        return;
    };
    let renames: Vec<(&str, &str)> = migrations
        .iter()
        .filter(|migration| migration.component == subject.component && migration.table == *name)
        .flat_map(|migration| &migration.operations)
        .filter(|operation| operation.kind == MigrationKind::Rename)
        .filter_map(|operation| Some((operation.from.as_deref()?, operation.path.as_str())))
        .collect();
    for (from, to) in &renames {
        let (from, to) = (plain(from), plain(to));
        found.push(code(subject, format!("inserts into `{name}` set `{to}` in place of `{from}`")));
        found.push(code(subject, format!("reads of `{name}` take `{from}` where `{to}` is absent")));
    }
    for difference in differences(&old.document, new).iter().filter(|difference| difference.narrows()) {
        let place = difference.path.group();
        if !renames.iter().any(|(from, to)| *from == place || *to == place) {
            of_place(subject, name, difference, found);
        }
    }
}

fn of_place(subject: &Subject, table: &str, difference: &Difference<'_>, found: &mut Vec<Obligation>) {
    let group = difference.path.group();
    let place = plain(&group);
    let subject = &subject.clone().at(&*group);
    let mut add = |text: String| found.push(code(subject, text));
    match difference.kind {
        DifferenceKind::Added(_) | DifferenceKind::Required(_) | DifferenceKind::Optional(_) => {
            add(format!("inserts into `{table}` set `{place}`"));
            add(format!("reads of `{table}` accept documents without `{place}`"));
        }
        DifferenceKind::Removed(field) => {
            add(format!("inserts into `{table}` leave out `{place}`"));
            if !field.optional {
                add(format!("reads of `{table}` accept documents without `{place}`"));
            }
        }
        DifferenceKind::Changed(..) if place.is_empty() => {
            add(format!("writes to `{table}` store documents of the new type"));
            add(format!("reads of `{table}` accept documents of both types"));
        }
        DifferenceKind::Changed(_, new) => {
            add(format!("writes to `{table}` store `{place}` as {new}"));
            add(format!("reads of `{table}` accept both types of `{place}`"));
        }
    }
}

/// Removes the point that a place starts with.
fn plain(place: &str) -> &str {
    place.strip_prefix('.').unwrap_or(place)
}

fn of_function(
    between: Between<'_>,
    kind: PreconditionKind,
    subject: &Subject,
    swaps: &[Swap],
    found: &mut Vec<Obligation>,
) {
    let Some(name) = subject.function.as_deref().map(FunctionName::new) else { return };
    let callers = |text: String| match kind {
        PreconditionKind::Clients => clients(subject, &text),
        _ => code(subject, format!("functions and crons {text}")),
    };
    let verb = if kind == PreconditionKind::Clients { "call" } else { "schedule" };
    if let Some(swap) = swaps.iter().find(|swap| swap.component == subject.component && swap.name == name) {
        found.push(callers(format!("{verb} `{}` in place of `{name}`", swap.temporary)));
        return;
    }
    if let Some(swap) = swaps.iter().find(|swap| swap.component == subject.component && swap.temporary == name) {
        found.push(callers(format!("{verb} `{}` in place of `{name}`", swap.name)));
        return;
    }
    let of = |surface| function(surface, &subject.component, &name);
    let (old, step, new) = (of(between.baseline), of(between.step), of(between.candidate));
    let usable = new.filter(|_| {
        kind == PreconditionKind::Schedule
            || !has_clients(between.baseline, &subject.component, &name)
            || has_clients(between.candidate, &subject.component, &name)
    });
    let (Some(old), Some(step), Some(new)) = (old, step, usable) else {
        found.push(code(subject, format!("`{name}` still serves its callers")));
        found.push(callers(match replacement(between, subject, &name) {
            Some(other) => format!("{verb} `{other}` in place of `{name}`"),
            None => format!("no longer {verb} `{name}`"),
        }));
        return;
    };
    if !old.takes_the_same(new) {
        found.push(code(subject, format!("`{name}` accepts the old arguments and the new ones")));
        found.push(callers(format!("send `{name}` the new arguments")));
    }
    if kind == PreconditionKind::Clients && !old.returns_the_same(new) && !step.returns_the_same(new) {
        found.push(code(subject, format!("`{name}` still returns the old type")));
        found.push(clients(subject, &format!("read results of `{name}` of both types")));
    }
}

/// Finds the only new function of the same type: probably the new name.
fn replacement<'a>(between: Between<'a>, subject: &Subject, name: &FunctionName) -> Option<&'a FunctionName> {
    let functions = |surface: &'a Surface| surface.component(&subject.component)?.functions.known();
    let (old, new) = (functions(between.baseline)?, functions(between.candidate)?);
    let removed: &Function = old.get(name)?;
    let mut alike = new.iter().filter(|(name, function)| !old.contains_key(*name) && *function == removed);
    let first = alike.next().map(|(name, _)| name);
    first.filter(|_| alike.next().is_none() && removed.args().is_some())
}
