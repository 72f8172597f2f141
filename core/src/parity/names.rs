//! The names of one subject at one place.

use std::collections::{BTreeMap, BTreeSet};

use super::place::ParityPlace;
use super::subject::ParitySubject;
use crate::schema::{IndexKind, Schema, Validator};
use crate::surface::{AuthProvider, Component, Cron, Function, Part, TokenVerification};

/// Names with their definitions, which are compared and never shown.
pub(super) struct Names<'a> {
    pub(super) known: BTreeMap<String, Definition<'a>>,
    /// Components of which the names are unknown.
    pub(super) unknown: BTreeSet<String>,
}

/// A definition.
#[derive(PartialEq)]
pub(super) enum Definition<'a> {
    /// The name is all there is.
    Name,
    Provider(&'a TokenVerification),
    Table(&'a Validator),
    Index(&'a IndexKind, bool),
    Function(&'a Function),
    Cron(&'a Cron),
    Permissions(&'a BTreeSet<String>),
}

/// Names of one component, or `None` if they are unknown.
type Found<'a> = Option<Vec<(String, Definition<'a>)>>;

/// Returns the names of a subject at a place.
pub(super) fn names(place: &ParityPlace, subject: ParitySubject) -> Names<'_> {
    match subject {
        ParitySubject::EnvironmentVariables => whole(
            place
                .environment_variables
                .as_ref()
                .map(|names| names.iter().map(|name| (name.clone(), Definition::Name)).collect()),
        ),
        ParitySubject::Keys => {
            whole(place.keys.as_ref().map(|keys| {
                keys.iter().map(|(name, actions)| (name.clone(), Definition::Permissions(actions))).collect()
            }))
        }
        ParitySubject::AuthProviders => whole(place.surface.root.auth_providers.known().map(|all| providers(all))),
        ParitySubject::Components => components(place),
        ParitySubject::Tables => of_components(place, |component| of_schema(component, tables)),
        ParitySubject::Indexes => of_components(place, |component| of_schema(component, indexes)),
        ParitySubject::Functions => of_components(place, functions),
        ParitySubject::Routes => of_components(place, routes),
        ParitySubject::Crons => of_components(place, crons),
    }
}

fn whole(found: Found<'_>) -> Names<'_> {
    let unknown = found.is_none().then(String::new).into_iter().collect();
    Names { known: found.into_iter().flatten().collect(), unknown }
}

fn components(place: &ParityPlace) -> Names<'_> {
    let all = place.surface.components();
    let unknown = all.iter().filter(|(_, component)| component.components.is_unknown());
    let unknown = unknown.map(|(path, _)| path.clone()).collect();
    let known = all.into_keys().filter(|path| !path.is_empty()).map(|path| (path, Definition::Name)).collect();
    Names { known, unknown }
}

fn of_components(place: &ParityPlace, of: impl Fn(&Component) -> Found<'_>) -> Names<'_> {
    let mut names = Names { known: BTreeMap::new(), unknown: BTreeSet::new() };
    for (path, component) in place.surface.components() {
        match of(component) {
            None => drop(names.unknown.insert(path)),
            Some(found) => names.known.extend(found.into_iter().map(|(name, definition)| {
                let name = if path.is_empty() { name } else { format!("{path}/{name}") };
                (name, definition)
            })),
        }
    }
    names
}

fn providers(all: &[AuthProvider]) -> Vec<(String, Definition<'_>)> {
    let name = |provider: &AuthProvider| match &provider.application_id {
        Some(audience) => format!("{} ({audience})", provider.issuer()),
        None => provider.issuer(),
    };
    all.iter().map(|provider| (name(provider), Definition::Provider(&provider.verification))).collect()
}

fn of_schema<'a>(component: &'a Component, of: fn(&'a Schema) -> Vec<(String, Definition<'a>)>) -> Found<'a> {
    component.schema.known().map(|schema| schema.as_ref().map(of).unwrap_or_default())
}

fn tables(schema: &Schema) -> Vec<(String, Definition<'_>)> {
    schema.tables.iter().map(|(name, table)| (name.to_string(), Definition::Table(&table.document))).collect()
}

fn indexes(schema: &Schema) -> Vec<(String, Definition<'_>)> {
    let all = schema.tables.iter().flat_map(|(table, of)| of.indexes.iter().map(move |index| (table, index)));
    all.map(|(table, index)| (format!("{table}.{}", index.name), Definition::Index(&index.kind, index.staged)))
        .collect()
}

fn functions(component: &Component) -> Found<'_> {
    known(&component.functions, |all| {
        all.iter().map(|(name, function)| (name.as_str().to_owned(), Definition::Function(function))).collect()
    })
}

fn routes(component: &Component) -> Found<'_> {
    known(&component.routes, |all| all.iter().map(|route| (route.to_string(), Definition::Name)).collect())
}

fn crons(component: &Component) -> Found<'_> {
    known(&component.crons, |all| all.iter().map(|(name, cron)| (name.clone(), Definition::Cron(cron))).collect())
}

fn known<'a, T>(part: &'a Part<T>, names: impl FnOnce(&'a T) -> Vec<(String, Definition<'a>)>) -> Found<'a> {
    part.known().map(names)
}
