//! The surface of the first step, which serves the old side and the new one.

use std::collections::BTreeSet;

use super::components::{component_mut, function, has_clients, schema, schema_mut, set_function, table};
use super::merge::{merge, merge_objects};
use super::precondition::PreconditionKind;
use super::problem::Problem;
use crate::compat::report::Subject;
use crate::compat::{Inclusion, Options, subset};
use crate::schema::check::Reader;
use crate::schema::{Index, Validator};
use crate::surface::{Function, FunctionName, Locations, Part, Route, Surface, Visibility};
use crate::value::{Name, Tables};

/// A function that changes its kind. Until its callers have moved, the new kind has another name.
#[derive(Clone, Debug)]
pub(super) struct Swap {
    /// Path of the component.
    pub(super) component: String,
    /// Name of the function.
    pub(super) name: FunctionName,
    /// Temporary name of the new kind.
    pub(super) temporary: FunctionName,
}

/// The surface of the first step.
pub(super) struct Widened {
    pub(super) surface: Surface,
    pub(super) swaps: Vec<Swap>,
}

/// Builds a surface that accepts what both sides accept, for the subjects of the problems; all else is the candidate's.
///
/// `keep` also keeps tables and indexes that the candidate drops, since code that serves old callers may use them.
pub(super) fn widen(
    baseline: &Surface,
    candidate: &Surface,
    problems: &[Problem],
    keep: bool,
    options: &Options,
) -> Widened {
    let mut surface = candidate.clone();
    for path in candidate.components().keys() {
        if let Some(component) = component_mut(&mut surface, path) {
            component.locations = Locations::default();
        }
        if keep {
            keep_dropped(&mut surface, baseline, path);
        }
    }
    let mut swaps = Vec::new();
    for subject in problems.iter().filter(|problem| problem.lifted_by == Some(PreconditionKind::Data)) {
        widen_data(&mut surface, baseline, &subject.subject);
    }
    for (component, name) in functions(problems) {
        let is_strict = problems.iter().any(|problem| {
            let subject = &problem.subject;
            problem.rule == "returns-field-added"
                && (subject.component == component && subject.function.as_deref() == Some(name.as_str()))
        });
        let reader = if is_strict { Reader::Closed } else { Reader::Open };
        let served = Served { reader, options };
        if let Some(temporary) = widen_function(&mut surface, baseline, candidate, &component, &name, served) {
            swaps.push(Swap { component, name, temporary });
        }
    }
    for Problem { subject, .. } in problems {
        keep_route(&mut surface, baseline, subject);
        keep_provider(&mut surface, baseline, subject);
    }
    Widened { surface, swaps }
}

/// Returns the functions that problems are about, each once.
fn functions(problems: &[Problem]) -> BTreeSet<(String, FunctionName)> {
    let subjects = problems.iter().map(|problem| &problem.subject);
    subjects
        .filter_map(|subject| Some((subject.component.clone(), FunctionName::new(subject.function.as_ref()?))))
        .collect()
}

/// Keeps the tables and indexes that the candidate drops.
fn keep_dropped(surface: &mut Surface, baseline: &Surface, path: &str) {
    let Some(old) = schema(baseline, path) else { return };
    let Some(new) = schema_mut(surface, path) else { return };
    for (name, table) in &old.tables {
        let kept = new.tables.entry(name.clone()).or_insert_with(|| table.clone());
        let has = |indexes: &[Index], name: &Name| indexes.iter().any(|index| index.name == *name);
        let dropped: Vec<Index> =
            table.indexes.iter().filter(|index| !has(&kept.indexes, &index.name)).cloned().collect();
        kept.indexes.extend(dropped);
        kept.indexes.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

/// Lets a table accept its old documents, or leaves a schema unenforced that was not enforced.
fn widen_data(surface: &mut Surface, baseline: &Surface, subject: &Subject) {
    let path = subject.component.as_str();
    let known = baseline.component(path).and_then(|component| component.schema.known());
    let unenforced = known.is_some_and(|schema| !schema.as_ref().is_some_and(|schema| schema.validates));
    if unenforced {
        if let Some(schema) = schema_mut(surface, path) {
            schema.validates = false;
        }
        return;
    }
    let Some(name) = &subject.table else { return };
    let old = table(baseline, path, name).map_or(Validator::Any, |table| table.document.clone());
    if let Some(table) = schema_mut(surface, path).and_then(|schema| schema.tables.get_mut(name.as_str())) {
        table.document = merge(&old, &table.document);
    }
}

/// How the old callers of a function read its results.
#[derive(Clone, Copy)]
struct Served<'a> {
    /// Readers that ignore unknown fields, or that refuse them.
    reader: Reader,
    options: &'a Options,
}

/// Lets a function serve its old callers. Returns the temporary name of a function whose kind changes.
fn widen_function(
    surface: &mut Surface,
    baseline: &Surface,
    candidate: &Surface,
    path: &str,
    name: &FunctionName,
    served: Served<'_>,
) -> Option<FunctionName> {
    let old = function(baseline, path, name)?;
    let Some(new) = function(candidate, path, name) else {
        set_function(surface, path, name, Some(old.clone()));
        return None;
    };
    if old.kind == new.kind {
        let returns = served_result(old, new, has_clients(baseline, path, name), served);
        let public = has_clients(baseline, path, name);
        let visibility = if public { Visibility::Public } else { new.visibility };
        let args = merged_args(old, new);
        set_function(surface, path, name, Some(Function::new(new.kind, visibility, args.as_ref(), returns.as_ref())));
        return None;
    }
    let temporary = temporary_name(surface, path, name);
    set_function(surface, path, &temporary, Some(new.clone()));
    set_function(surface, path, name, Some(old.clone()));
    if let Some(crons) = component_mut(surface, path).map(|component| &mut component.crons)
        && let Part::Known(crons) = crons
    {
        let targeting = crons.values_mut().filter(|cron| cron.target == *name);
        targeting.for_each(|cron| cron.target = temporary.clone());
    }
    Some(temporary)
}

/// Returns a type of arguments that accepts those of both: an object, or nothing at all.
fn merged_args(old: &Function, new: &Function) -> Option<Validator> {
    match (old.args()?, new.args()?) {
        (old, new) if old == new => Some(new.clone()),
        (Validator::Object(old), Validator::Object(new)) => Some(Validator::Object(merge_objects(old, new))),
        _ => None,
    }
}

/// Returns the results that old readers can handle: the candidate's, or else the baseline's.
fn served_result(old: &Function, new: &Function, has_clients: bool, served: Served<'_>) -> Option<Validator> {
    let (Some(promised), true) = (old.returns(), has_clients) else { return new.returns().cloned() };
    let sent = new.returns().unwrap_or(&Validator::Any);
    let Served { reader, options } = served;
    let is_served = subset(sent, promised, reader, &Tables::default(), options.budget) == Inclusion::Yes;
    if is_served { new.returns().cloned() } else { Some(promised.clone()) }
}

/// Returns a name that no function of the component has: `messages.js:sendNext`.
fn temporary_name(surface: &Surface, path: &str, name: &FunctionName) -> FunctionName {
    let base = match name.as_str().rsplit_once(':') {
        Some((module, "default")) => format!("{module}:next"),
        _ => format!("{}Next", name.as_str()),
    };
    let numbered = (2..).map(|number| format!("{base}{number}"));
    let mut names = std::iter::once(base.clone()).chain(numbered).map(|name| FunctionName::new(&name));
    names.find(|name| function(surface, path, name).is_none()).unwrap_or_else(|| name.clone())
}

/// Keeps a route that the candidate removes.
fn keep_route(surface: &mut Surface, baseline: &Surface, subject: &Subject) {
    let Some(name) = &subject.route else { return };
    let old = baseline.component(&subject.component).and_then(|component| component.routes.known());
    let kept: Vec<Route> = old.into_iter().flatten().filter(|route| route.to_string() == *name).cloned().collect();
    if let Some(Part::Known(routes)) = component_mut(surface, &subject.component).map(|component| &mut component.routes)
    {
        routes.extend(kept);
    }
}

/// Keeps the auth providers of a domain beside those of the candidate.
fn keep_provider(surface: &mut Surface, baseline: &Surface, subject: &Subject) {
    let Some(domain) = &subject.auth_provider else { return };
    let old = baseline.component(&subject.component).and_then(|component| component.auth_providers.known());
    let kept = old.into_iter().flatten().filter(|provider| provider.domain == *domain).cloned();
    let providers = component_mut(surface, &subject.component).map(|component| &mut component.auth_providers);
    if let Some(Part::Known(providers)) = providers {
        let missing: Vec<_> = kept.filter(|provider| !providers.contains(provider)).collect();
        providers.extend(missing);
    }
}

/// Returns the surface of the second step: the candidate with the temporary functions.
pub(super) fn with_temporary(candidate: &Surface, swaps: &[Swap]) -> Surface {
    let mut surface = candidate.clone();
    for Swap { component, name, temporary } in swaps {
        let moved = function(candidate, component, name).cloned();
        set_function(&mut surface, component, temporary, moved);
    }
    surface
}
