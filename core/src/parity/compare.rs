//! The comparison.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::names::names;
use super::place::ParityPlace;
use super::subject::ParitySubject;

/// Differences between two places, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Difference {
    /// Name of the first place.
    pub first: String,
    /// Name of the second place.
    pub second: String,
    /// Subjects that differ, in the order of [`ParitySubject::ALL`].
    pub differences: Vec<SubjectDifference>,
    /// Subjects that are the same.
    pub same: Vec<ParitySubject>,
    /// Subjects that were not compared completely.
    pub not_compared: Vec<NotCompared>,
}

/// Differences of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SubjectDifference {
    /// The subject.
    pub subject: ParitySubject,
    /// Names that the first place has alone.
    pub only_in_first: Vec<String>,
    /// Names that the second place has alone.
    pub only_in_second: Vec<String>,
    /// Names that both have, with other definitions.
    pub changed: Vec<String>,
}

/// A subject of which a place does not show the names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NotCompared {
    /// The subject.
    pub subject: ParitySubject,
    /// Component whose names are unknown; empty for the app itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub component: String,
    /// Places that do not show them.
    pub unknown_in: Vec<String>,
}

/// Compares the names at two places.
#[must_use]
pub fn compare(first: &ParityPlace, second: &ParityPlace) -> Difference {
    let mut all = Difference {
        first: first.name.clone(),
        second: second.name.clone(),
        differences: Vec::new(),
        same: Vec::new(),
        not_compared: Vec::new(),
    };
    for subject in ParitySubject::ALL {
        let (one, other) = (names(first, subject), names(second, subject));
        let unknown: BTreeSet<&String> = one.unknown.union(&other.unknown).collect();
        for component in &unknown {
            let sides = [(&one, &first.name), (&other, &second.name)];
            let unknown_in = sides.into_iter().filter(|(side, _)| side.unknown.contains(*component));
            let unknown_in = unknown_in.map(|(_, name)| name.clone()).collect();
            all.not_compared.push(NotCompared { subject, component: (*component).clone(), unknown_in });
        }
        let is_compared = |name: &String| !unknown.iter().any(|component| is_in(name, component));
        let only = |of: &super::names::Names<'_>, other: &super::names::Names<'_>| {
            let names = of.known.keys().filter(|name| !other.known.contains_key(*name));
            names.filter(|name| is_compared(name)).cloned().collect::<Vec<_>>()
        };
        let changed = one.known.iter().filter(|(name, definition)| {
            other.known.get(*name).is_some_and(|other| other != *definition) && is_compared(name)
        });
        let found = SubjectDifference {
            subject,
            only_in_first: only(&one, &other),
            only_in_second: only(&other, &one),
            changed: changed.map(|(name, _)| name.clone()).collect(),
        };
        if !found.is_empty() {
            all.differences.push(found);
        } else if unknown.is_empty() {
            all.same.push(subject);
        }
    }
    all
}

/// Checks if a name belongs to a component, or to one below the app if that is unknown itself.
fn is_in(name: &str, component: &str) -> bool {
    component.is_empty() || name.strip_prefix(component).is_some_and(|rest| rest.starts_with('/'))
}

impl SubjectDifference {
    fn is_empty(&self) -> bool {
        self.only_in_first.is_empty() && self.only_in_second.is_empty() && self.changed.is_empty()
    }
}

impl Difference {
    /// Checks if no compared name differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// Returns the differences of a subject, if there are any.
    #[must_use]
    pub fn of(&self, subject: ParitySubject) -> Option<&SubjectDifference> {
        self.differences.iter().find(|difference| difference.subject == subject)
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{}", difference.subject.as_str())?;
            for (label, names) in [
                (format!("only in {}", self.first), &difference.only_in_first),
                (format!("only in {}", self.second), &difference.only_in_second),
                ("in both, but not the same".to_owned(), &difference.changed),
            ] {
                if !names.is_empty() {
                    writeln!(f, "  {label}: {}", names.join(", "))?;
                }
            }
        }
        if !self.same.is_empty() {
            let same: Vec<&str> = self.same.iter().map(|subject| subject.as_str()).collect();
            writeln!(f, "the same: {}", same.join(", "))?;
        }
        for skipped in &self.not_compared {
            let component =
                if skipped.component.is_empty() { String::new() } else { format!(" of {}", skipped.component) };
            let places = skipped.unknown_in.join(" and ");
            writeln!(f, "not compared: {}{component}, unknown in {places}", skipped.subject.as_str())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surface::Surface;

    fn place(name: &str, surface: &str) -> ParityPlace {
        ParityPlace::new(name, Surface::parse(surface).unwrap())
    }

    #[test]
    fn names_and_definitions_are_compared_and_unknown_parts_are_listed() {
        let a = place("a", r#"{"functions": [{"identifier": "x:f", "functionType": "Query"}], "crons": {}}"#);
        let b = place("b", r#"{"functions": [{"identifier": "x:f", "functionType": "Mutation"}]}"#);
        let difference = compare(&a, &b);
        let functions = difference.of(ParitySubject::Functions).unwrap();
        assert_eq!(functions.changed, ["x.js:f"]);
        assert!(functions.only_in_first.is_empty() && functions.only_in_second.is_empty());
        let crons = difference.not_compared.iter().find(|skipped| skipped.subject == ParitySubject::Crons).unwrap();
        assert_eq!(crons.unknown_in, ["b"]);
        assert!(compare(&a, &a).is_empty());
    }

    #[test]
    fn variables_and_keys_are_compared_by_name_and_permissions() {
        let of = |names: &[&str], actions: &[&str]| {
            let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<BTreeSet<_>>();
            let keys = [("ci".to_owned(), texts(actions))].into();
            place(names[0], "{\"functions\": []}").environment_variables(Some(texts(names))).keys(Some(keys))
        };
        let difference = compare(&of(&["A", "B"], &["deploy"]), &of(&["B", "C"], &["view"]));
        let variables = difference.of(ParitySubject::EnvironmentVariables).unwrap();
        assert_eq!(
            (&variables.only_in_first, &variables.only_in_second),
            (&vec!["A".to_owned()], &vec!["C".to_owned()])
        );
        assert_eq!(difference.of(ParitySubject::Keys).unwrap().changed, ["ci"]);
        assert!(difference.to_string().contains("only in A: A\n  only in B: C\n"), "{difference}");
    }
}
