//! Document types that Convex refuses, or that no document can have.

use super::{MAX_DOCUMENT_NESTING, ProblemKind, TableProblems, not_an_identifier};
use crate::schema::{Field, Object, Path, Segment, Validator};
use crate::value::Value;
use crate::value::limits::MAX_OBJECT_FIELDS;

impl TableProblems<'_> {
    pub(super) fn document(&mut self, document: &Validator) {
        let is_object = |member: &Validator| matches!(member, Validator::Object(_) | Validator::Unknown(_));
        let fits = match document {
            Validator::Any | Validator::Object(_) | Validator::Unknown(_) => true,
            Validator::Union(members) => members.iter().all(is_object),
            _ => false,
        };
        if !fits {
            let message = format!("documents of `{}` must be an object, a union of objects or `v.any()`", self.table);
            self.push(None, None, ProblemKind::Limit, message);
        }
        let depth = min_depth(document);
        if depth > MAX_DOCUMENT_NESTING {
            let table = self.table;
            let message =
                format!("every document of `{table}` would have {depth} levels; Convex stores {MAX_DOCUMENT_NESTING}");
            self.push(None, None, ProblemKind::Limit, message);
        }
        self.place(document, &mut Path::default());
    }

    /// Checks a validator and everything inside it.
    fn place(&mut self, validator: &Validator, path: &mut Path) {
        match validator {
            Validator::Id(table) => {
                if let Some(why) = not_an_identifier(table) {
                    self.refuse(path, &format!("`v.id` can't name the table `{table}`: {why}"));
                }
            }
            Validator::Literal(literal) if literal.value().as_f64().is_some_and(|number| !number.is_finite()) => {
                self.refuse(path, "NaN and the infinities can't be literals");
            }
            Validator::Array(element) => self.inside(element, Segment::Index(0), path),
            Validator::Record(keys, values) => {
                if let Some(why) = not_record_keys(keys) {
                    self.refuse(path, why);
                }
                self.inside(keys, Segment::Key, path);
                self.inside(values, Segment::Entry, path);
            }
            Validator::Object(object) => self.object(object, path),
            Validator::Union(members) => members.iter().for_each(|member| self.place(member, path)),
            _ => {}
        }
    }

    fn object(&mut self, object: &Object, path: &mut Path) {
        let required = object.iter().filter(|(_, field)| !field.optional).count();
        if required > MAX_OBJECT_FIELDS {
            self.refuse(
                path,
                &format!("an object can't have {required} required fields: it has {MAX_OBJECT_FIELDS} at most"),
            );
        }
        for (name, field) in object.iter() {
            path.0.push(Segment::Field(name.clone()));
            if let Some(why) = not_an_identifier(name) {
                self.refuse(path, &format!("a field of a schema can't be named `{name}`: {why}"));
            }
            self.place(&field.validator, path);
            path.0.pop();
        }
    }

    fn inside(&mut self, validator: &Validator, step: Segment, path: &mut Path) {
        path.0.push(step);
        self.place(validator, path);
        path.0.pop();
    }

    fn refuse(&mut self, path: &Path, why: &str) {
        let place = path.group();
        let message = format!("`{}{place}`: {why}", self.table);
        self.push(None, Some(place).filter(|place| !place.is_empty()), ProblemKind::Limit, message);
    }
}

/// Returns the minimum number of levels of objects and arrays in a value.
fn min_depth(validator: &Validator) -> usize {
    match validator {
        Validator::Array(_) | Validator::Record(..) => 1,
        Validator::Object(object) => {
            let required = object.iter().filter(|(_, field)| !field.optional);
            1 + required.map(|(_, Field { validator, .. })| min_depth(validator)).max().unwrap_or(0)
        }
        Validator::Union(members) => members.iter().map(min_depth).min().unwrap_or(0),
        _ => 0,
    }
}

/// Returns why a record can't have such keys, if it can't.
fn not_record_keys(keys: &Validator) -> Option<&'static str> {
    match keys {
        Validator::String | Validator::Id(_) | Validator::Unknown(_) => None,
        Validator::Union(members) => members.iter().find_map(not_record_keys),
        Validator::Literal(literal) if matches!(literal.value(), Value::String(_)) => {
            Some("the keys of a record can't be literals")
        }
        _ => Some("the keys of a record must be strings"),
    }
}
