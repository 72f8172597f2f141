//! Caveats about stored documents.

use crate::compat::context::Evidence;
use crate::compat::data::DataEvidence;
use crate::compat::report::NotChecked;
use crate::schema::Validator;
use crate::surface::{EnvironmentVariable, Surface};

/// Lists guesses about the format of the documents, and ids that passed only because the number of their table is
/// unknown.
pub(super) fn caveats(data: &DataEvidence) -> Vec<NotChecked> {
    let notes =
        data.notes.iter().map(|note| NotChecked { what: note.clone(), component: String::new(), rules: Vec::new() });
    notes.chain(unverified_ids(data)).collect()
}

fn unverified_ids(data: &DataEvidence) -> impl Iterator<Item = NotChecked> {
    data.components.iter().flat_map(|(component, stored)| {
        stored.tables.iter().flat_map(move |(table, documents)| {
            documents.ids_not_verified.iter().map(move |(target, count)| NotChecked {
                what: format!("whether ids in `{table}` belong to `{target}`, whose number is unknown: {count} passed"),
                component: component.clone(),
                rules: vec!["document-mismatch".to_owned()],
            })
        })
    })
}

/// Lists the variables whose values were not checked against the validators that the app declares.
pub(super) fn unchecked_values(candidate: &Surface, evidence: &Evidence) -> Option<NotChecked> {
    let declared = candidate.root.environment_variables.known()?;
    let is_known = |name: &str| evidence.environment_values.as_ref().is_some_and(|values| values.get(name).is_some());
    let is_set = |name: &str| evidence.environment_variables.as_ref().is_none_or(|names| names.contains(name));
    let restricted = |variable: &EnvironmentVariable| {
        variable.validator.as_ref().is_some_and(|validator| *validator != Validator::String)
    };
    let unchecked = declared.iter().filter(|(name, variable)| restricted(variable) && is_set(name) && !is_known(name));
    let names: Vec<String> = unchecked.map(|(name, _)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| NotChecked {
        what: format!("values of the environment variables {}, which the app restricts", names.join(", ")),
        component: String::new(),
        rules: vec!["env-var-mismatch".to_owned()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use crate::compat::SecretValues;
    use crate::compat::data::{ComponentData, TableData};

    #[test]
    fn declared_variable_without_known_value_is_listed() {
        let variable = |name: &str, validator: &str| {
            format!(r#"{{"name": "{name}", "required": false, "validator": {validator}}}"#)
        };
        let region = variable("REGION", r#"{"type": "literal", "value": "eu"}"#);
        let list = format!(r#"{{"environmentVariables": [{region}, {}]}}"#, variable("KEY", r#"{"type": "string"}"#));
        let surface = Surface::parse(&list).unwrap();
        let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
        let values = || Some(SecretValues::from(BTreeMap::from([("REGION".to_owned(), "eu".to_owned())])));
        let listed = |evidence: &Evidence| unchecked_values(&surface, evidence).map(|note| note.what);
        let expected = "values of the environment variables `REGION`, which the app restricts";
        assert_eq!(listed(&Evidence::default()).as_deref(), Some(expected));
        let known = Evidence { environment_variables: names(&["REGION"]), ..Evidence::default() };
        assert_eq!(listed(&known).as_deref(), Some(expected));
        assert_eq!(listed(&Evidence { environment_variables: names(&["KEY"]), ..Evidence::default() }), None);
        assert_eq!(listed(&Evidence { environment_values: values(), ..known }), None);
    }

    #[test]
    fn guesses_and_unverified_ids_are_listed() {
        let table = TableData { ids_not_verified: [("_storage".into(), 3)].into(), ..TableData::default() };
        let tables = [("files".into(), table), ("users".into(), TableData::default())].into();
        let components = [("waitlist".to_owned(), ComponentData { tables, ..ComponentData::default() })].into();
        let listed = caveats(&DataEvidence { components, notes: vec!["read as float64".to_owned()] });
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[0].what, "read as float64");
        assert_eq!(listed[1].what, "whether ids in `files` belong to `_storage`, whose number is unknown: 3 passed");
        assert_eq!(
            (listed[1].component.as_str(), listed[1].rules.as_slice()),
            ("waitlist", ["document-mismatch".to_owned()].as_slice())
        );
    }
}
