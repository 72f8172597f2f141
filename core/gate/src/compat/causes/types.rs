//! Types at a place, as reports show them.

use super::canonical::{flatten, union};
use crate::schema::{Path, Segment, Validator};

/// Longest type that is shown whole, in characters.
const MAX_SHOWN: usize = 600;

/// The type of one side at a place.
#[derive(Debug, Default)]
pub(super) struct TypesAt<'v> {
    /// Members, without unions and duplicates.
    pub(super) members: Vec<&'v Validator>,
    optional: bool,
}

impl<'v> TypesAt<'v> {
    /// Finds the type at a place; without members if the side does not know the place.
    pub(super) fn of(validator: &'v Validator, path: &Path) -> Self {
        let mut types = Self::default();
        types.collect(validator, &path.0);
        types
    }

    fn collect(&mut self, validator: &'v Validator, path: &[Segment]) {
        let Some((step, rest)) = path.split_first() else {
            let mut members = Vec::new();
            flatten(validator, &mut members);
            for member in members {
                if !self.members.contains(&member) {
                    self.members.push(member);
                }
            }
            return;
        };
        match (validator, step) {
            (Validator::Union(members), _) => members.iter().for_each(|member| self.collect(member, path)),
            (Validator::Object(object), Segment::Field(name)) => {
                if let Some(field) = object.get(name) {
                    self.optional |= rest.is_empty() && field.optional;
                    self.collect(&field.validator, rest);
                }
            }
            (Validator::Object(object), Segment::Entry) => {
                object.iter().for_each(|(_, field)| self.collect(&field.validator, rest));
            }
            (Validator::Record(_, values), Segment::Field(_) | Segment::Entry) => self.collect(values, rest),
            (Validator::Record(keys, _), Segment::Key) => self.collect(keys, rest),
            (Validator::Array(element), Segment::Index(_)) => self.collect(element, rest),
            (Validator::Any, _) => self.collect(validator, &[]),
            _ => {}
        }
    }

    /// Finds the type at a place in the form that groups findings: `.items[].price`.
    pub(super) fn of_group(validator: &'v Validator, group: &str) -> Self {
        let mut types = Self::default();
        types.collect_group(validator, group);
        types
    }

    fn collect_group(&mut self, validator: &'v Validator, group: &str) {
        let ends_a_step = |rest: &&str| rest.is_empty() || rest.starts_with(['.', '[']);
        match validator {
            validator if group.is_empty() => self.collect(validator, &[]),
            Validator::Union(members) => members.iter().for_each(|member| self.collect_group(member, group)),
            Validator::Object(object) => {
                for (name, field) in object.iter() {
                    let rest = group.strip_prefix('.').and_then(|rest| rest.strip_prefix(name.as_str()));
                    if let Some(rest) = rest.filter(ends_a_step) {
                        self.optional |= rest.is_empty() && field.optional;
                        self.collect_group(&field.validator, rest);
                    }
                }
            }
            Validator::Record(keys, values) => {
                if let Some(rest) = group.strip_prefix(".keys()") {
                    self.collect_group(keys, rest);
                } else if let Some(rest) = group.strip_prefix(".*") {
                    self.collect_group(values, rest);
                }
            }
            Validator::Array(element) => {
                if let Some(rest) = group.strip_prefix("[]") {
                    self.collect_group(element, rest);
                }
            }
            Validator::Any => self.collect(validator, &[]),
            _ => {}
        }
    }

    /// Returns the type as validator text, `None` if the side does not know the place.
    pub(super) fn show(&self) -> Option<String> {
        let text = match self.members.as_slice() {
            [] => return None,
            [only] => only.to_string(),
            members => Validator::Union(members.iter().map(|member| (*member).clone()).collect()).to_string(),
        };
        Some(shorten(if self.optional { format!("v.optional({text})") } else { text }))
    }
}

/// Shows the type at a place that a check reported.
pub(in crate::compat) fn show_type_at(validator: &Validator, path: &Path) -> Option<String> {
    TypesAt::of(validator, path).show()
}

/// The type of a validator at the place of a group of mismatches.
pub(in crate::compat) struct GroupType {
    /// Text of the type; `None` if the validator does not know the place.
    pub(in crate::compat) shown: Option<String>,
    /// Canonical text of the type, for fingerprints.
    pub(in crate::compat) canonical: String,
}

impl GroupType {
    /// Finds the type at a place such as `.items[].price`.
    pub(in crate::compat) fn at(validator: &Validator, group: &str) -> Self {
        let types = TypesAt::of_group(validator, group);
        Self { shown: types.show(), canonical: union(&types.members) }
    }
}

/// Shows a type as validator text.
pub(in crate::compat) fn show_type(validator: &Validator) -> String {
    shorten(validator.to_string())
}

fn shorten(text: String) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_finds_the_same_type_as_its_path() {
        let text = r#"{"type": "object", "value": {
            "a.b": {"fieldType": {"type": "null"}, "optional": false},
            "a": {"fieldType": {"type": "array", "value": {"type": "union", "value": [{"type": "string"},
                {"type": "record", "keys": {"type": "id", "tableName": "t"},
                 "values": {"fieldType": {"type": "number"}, "optional": false}}]}}, "optional": true}}}"#;
        let validator = Validator::parse(text).unwrap();
        let name = |name: &str| Segment::Field(name.into());
        for (path, shown) in [
            (vec![name("a")], Some("v.optional(v.array(v.union(v.string(), v.record(v.id(\"t\"), v.float64()))))")),
            (vec![name("a.b")], Some("v.null()")),
            (vec![name("a"), Segment::Index(3)], Some("v.union(v.string(), v.record(v.id(\"t\"), v.float64()))")),
            (vec![name("a"), Segment::Index(3), Segment::Key], Some("v.id(\"t\")")),
            (vec![name("a"), Segment::Index(0), Segment::Entry], Some("v.float64()")),
            (vec![name("b")], None),
            (vec![name("a"), name("c")], None),
        ] {
            let path = Path(path);
            assert_eq!(show_type_at(&validator, &path).as_deref(), shown, "{path}");
            assert_eq!(GroupType::at(&validator, &path.group()).shown.as_deref(), shown, "{path}");
        }
    }
}
