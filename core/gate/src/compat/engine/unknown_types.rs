//! Places with types that this version does not know.

use crate::compat::report::NotChecked;
use crate::schema::{Schema, Validator};
use crate::surface::{Component, Function};

/// Lists the places of a component whose type this version does not know. Values there count as accepted.
pub(super) fn unknown_types(side: &str, path: &str, component: &Component) -> Vec<NotChecked> {
    let schema = component.schema.known().and_then(Option::as_ref);
    let functions = component.functions.known().into_iter().flatten();
    let mut places: Vec<(String, &str)> = schema.into_iter().flat_map(in_tables).collect();
    for (name, function) in functions.filter(|(_, function)| function.may_have_unknown_types()) {
        places.extend(in_function(name.as_str(), function));
    }
    let note = |(place, name): (String, &str)| NotChecked {
        what: format!(
            "values of {place} in the {side}: this version does not know the validator type `{}`",
            name.escape_debug()
        ),
        component: path.to_owned(),
        rules: Vec::new(),
    };
    places.into_iter().map(note).collect()
}

fn in_tables(schema: &Schema) -> impl Iterator<Item = (String, &str)> {
    schema.tables.iter().flat_map(|(table, definition)| {
        let documents = [Some(&definition.document), definition.staged_document.as_ref()];
        documents.into_iter().flatten().flat_map(move |document| {
            let places = document.unknown_types().into_iter();
            places.map(move |(path, name)| (format!("`{table}{}`", path.group()), name))
        })
    })
}

fn in_function<'a>(name: &'a str, function: &'a Function) -> impl Iterator<Item = (String, &'a str)> {
    let of = |validator: Option<&'a Validator>, what: &'static str| {
        let places = validator.map(Validator::unknown_types).unwrap_or_default().into_iter();
        places.map(move |(path, unknown)| (format!("the {what} of `{name}`, `{}`", path.group()), unknown))
    };
    of(function.args(), "arguments").chain(of(function.returns(), "result"))
}
