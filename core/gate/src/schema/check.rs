//! The plain validator: checks if a value matches a validator, and finds every mismatch.
//!
//! Follows Convex's `check_value`, but reports all mismatches, not only the first. It confirms every witness, and is
//! the oracle of every faster check.

use std::collections::BTreeMap;

use super::{Field, Object, Path, Segment, Validator};
use crate::value::{Fields, IdMatch, Name, Tables, Value, is_function_handle};

/// Treatment of object fields that a validator does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Reader {
    /// Refuses them, as a deployment does with documents and arguments.
    #[default]
    Closed,
    /// Ignores them, at every depth, as a client does with results.
    Open,
}

/// Reason for refusing a value. In the order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The validator does not know the field.
    ExtraField,
    /// A required field is missing.
    MissingField,
    /// No member of the union accepts the value.
    NoUnionMember,
    /// The string is not the handle of a function.
    NotAFunctionHandle,
    /// The string is not a document id.
    NotAnId,
    /// The value is not the literal.
    WrongLiteral,
    /// The id belongs to another table.
    WrongTable,
    /// The value has another kind.
    WrongType,
}

impl Reason {
    /// Returns the reason as reports name it: `missing-field`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingField => "missing-field",
            Self::ExtraField => "extra-field",
            Self::WrongType => "wrong-type",
            Self::WrongLiteral => "wrong-literal",
            Self::NotAFunctionHandle => "not-a-function-handle",
            Self::NotAnId => "not-an-id",
            Self::WrongTable => "wrong-table",
            Self::NoUnionMember => "no-union-member",
        }
    }
}

/// One place where a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Path of the place; for a missing or extra field, of the field itself.
    pub path: Path,
    /// Reason of the refusal.
    pub reason: Reason,
    /// For a union, the mismatches of its closest member.
    pub members: Vec<Mismatch>,
}

/// Checks values against validators.
#[derive(Debug)]
pub struct Checker<'a> {
    tables: &'a Tables,
    reader: Reader,
}

impl<'a> Checker<'a> {
    /// Creates a checker with these table numbers.
    #[must_use]
    pub fn new(tables: &'a Tables, reader: Reader) -> Self {
        Self { tables, reader }
    }

    /// Returns every place where `validator` refuses `value`, fields in name order, extra fields after the known ones.
    #[must_use]
    pub fn check(&self, validator: &Validator, value: &Value) -> Vec<Mismatch> {
        let mut found = Vec::new();
        self.check_each(validator, value, &mut |mismatch, _| found.push(mismatch));
        found
    }

    /// Calls `visit` with each mismatch that [`check`](Self::check) returns, and the value that is refused there; a
    /// missing field has none.
    pub fn check_each(&self, validator: &Validator, value: &Value, visit: &mut dyn FnMut(Mismatch, Option<&Value>)) {
        self.check_each_at(Path::default(), validator, value, visit);
    }

    /// Like [`check_each`](Self::check_each), for a value at a path.
    pub fn check_each_at(
        &self,
        path: Path,
        validator: &Validator,
        value: &Value,
        visit: &mut dyn FnMut(Mismatch, Option<&Value>),
    ) {
        Walk { checker: self, path, visit }.check(validator, value);
    }

    /// Checks if `validator` accepts `value`; cheaper than [`check`](Self::check).
    #[must_use]
    pub fn accepts(&self, validator: &Validator, value: &Value) -> bool {
        match (validator, value) {
            (Validator::Any | Validator::Unknown(_), _)
            | (Validator::Null, Value::Null)
            | (Validator::Float64, Value::Float64(_))
            | (Validator::Int64 | Validator::CommitTs, Value::Int64(_))
            | (Validator::Boolean, Value::Boolean(_))
            | (Validator::String, Value::String(_))
            | (Validator::Bytes, Value::Bytes(_)) => true,
            (Validator::Literal(literal), value) => literal.value() == value,
            (Validator::Id(table), Value::String(text)) => self.id_reason(table, text).is_none(),
            (Validator::Function(_), Value::String(text)) => is_function_handle(text),
            (Validator::Array(element), Value::Array(elements)) => {
                elements.iter().all(|value| self.accepts(element, value))
            }
            (Validator::Record(keys, values), Value::Object(fields)) => {
                fields.iter().all(|(key, value)| self.accepts_key(keys, key) && self.accepts(values, value))
            }
            (Validator::Object(object), Value::Object(fields)) => self.accepts_fields(object, fields),
            (Validator::Union(members), value) => members.iter().any(|member| self.accepts(member, value)),
            _ => false,
        }
    }

    /// Checks if the validator of a record's keys accepts a key.
    #[must_use]
    pub fn accepts_key(&self, keys: &Validator, key: &str) -> bool {
        match keys {
            Validator::Any | Validator::String | Validator::Unknown(_) => true,
            Validator::Id(table) => self.id_reason(table, key).is_none(),
            Validator::Function(_) => is_function_handle(key),
            Validator::Literal(literal) => literal.value().as_str() == Some(key),
            Validator::Union(members) => members.iter().any(|member| self.accepts_key(member, key)),
            _ => false,
        }
    }

    /// Counts the ids in a value that pass only because the number of their table is unknown, by the table that the
    /// validator names. In a union, the first member that accepts the value decides.
    pub fn count_unverified(&self, validator: &Validator, value: &Value, counts: &mut BTreeMap<Name, u64>) {
        match (validator, value) {
            (Validator::Id(table), Value::String(text)) => self.count_id(table, text, counts),
            (Validator::Array(element), Value::Array(elements)) => {
                elements.iter().for_each(|value| self.count_unverified(element, value, counts));
            }
            (Validator::Record(keys, values), Value::Object(fields)) => {
                for (key, value) in fields {
                    self.count_unverified(keys, &Value::from(key.as_str()), counts);
                    self.count_unverified(values, value, counts);
                }
            }
            (Validator::Object(object), Value::Object(fields)) => {
                for (name, value) in fields {
                    if let Some(field) = object.get(name) {
                        self.count_unverified(&field.validator, value, counts);
                    }
                }
            }
            (Validator::Union(members), value) => {
                if let Some(member) = members.iter().find(|member| self.accepts(member, value)) {
                    self.count_unverified(member, value, counts);
                }
            }
            _ => {}
        }
    }

    fn count_id(&self, table: &Name, text: &str, counts: &mut BTreeMap<Name, u64>) {
        if self.tables.match_id(text, table) == IdMatch::Unverified {
            *counts.entry(table.clone()).or_default() += 1;
        }
    }

    fn accepts_fields(&self, object: &Object, fields: &Fields) -> bool {
        let mut known = 0;
        for (name, field) in object.iter() {
            match fields.get(name) {
                Some(value) if self.accepts(&field.validator, value) => known += 1,
                None if field.optional => {}
                _ => return false,
            }
        }
        self.reader == Reader::Open || known == fields.len()
    }

    fn id_reason(&self, table: &Name, text: &str) -> Option<Reason> {
        match self.tables.match_id(text, table) {
            IdMatch::Same | IdMatch::Unverified => None,
            IdMatch::OtherTable => Some(Reason::WrongTable),
            IdMatch::NotAnId => Some(Reason::NotAnId),
        }
    }
}

struct Walk<'a, 'c> {
    checker: &'a Checker<'c>,
    path: Path,
    visit: &'a mut dyn FnMut(Mismatch, Option<&Value>),
}

impl Walk<'_, '_> {
    fn refuse(&mut self, reason: Reason, value: Option<&Value>) {
        (self.visit)(Mismatch { path: self.path.clone(), reason, members: Vec::new() }, value);
    }

    fn inside(&mut self, segment: Segment, visit: impl FnOnce(&mut Self)) {
        self.path.0.push(segment);
        visit(self);
        self.path.0.pop();
    }

    fn check(&mut self, validator: &Validator, value: &Value) {
        match (validator, value) {
            (Validator::Id(table), Value::String(text)) => {
                if let Some(reason) = self.checker.id_reason(table, text) {
                    self.refuse(reason, Some(value));
                }
            }
            (Validator::Function(_), Value::String(text)) => {
                if !is_function_handle(text) {
                    self.refuse(Reason::NotAFunctionHandle, Some(value));
                }
            }
            (Validator::Array(element), Value::Array(elements)) => {
                for (index, value) in elements.iter().enumerate() {
                    self.inside(Segment::Index(index), |walk| walk.check(element, value));
                }
            }
            (Validator::Record(keys, values), Value::Object(fields)) => {
                for (key, value) in fields {
                    self.inside(Segment::Key, |walk| walk.check(keys, &Value::from(key.as_str())));
                    self.inside(Segment::Entry, |walk| walk.check(values, value));
                }
            }
            (Validator::Object(object), Value::Object(fields)) => self.check_fields(object, fields),
            (Validator::Union(members), value) => self.check_union(members, value),
            (Validator::Literal(literal), value) => {
                if literal.value() != value {
                    self.refuse(Reason::WrongLiteral, Some(value));
                }
            }
            (leaf, value) => {
                if !self.checker.accepts(leaf, value) {
                    self.refuse(Reason::WrongType, Some(value));
                }
            }
        }
    }

    fn check_fields(&mut self, object: &Object, fields: &Fields) {
        for (name, Field { validator, optional }) in object.iter() {
            match fields.get(name) {
                Some(value) => self.inside(Segment::Field(name.clone()), |walk| walk.check(validator, value)),
                None if *optional => {}
                None => self.inside(Segment::Field(name.clone()), |walk| walk.refuse(Reason::MissingField, None)),
            }
        }
        if self.checker.reader == Reader::Open {
            return;
        }
        for (name, value) in fields.iter().filter(|(name, _)| object.get(name).is_none()) {
            self.inside(Segment::Field(name.clone()), |walk| walk.refuse(Reason::ExtraField, Some(value)));
        }
    }

    /// Checks a union. A union with one member is treated as that member, as in Convex's messages.
    fn check_union(&mut self, members: &[Validator], value: &Value) {
        if let [only] = members {
            return self.check(only, value);
        }
        if members.iter().any(|member| self.checker.accepts(member, value)) {
            return;
        }
        let closest = members
            .iter()
            .map(|member| {
                let mut found = Vec::new();
                let visit = &mut |mismatch, _: Option<&Value>| found.push(mismatch);
                Walk { checker: self.checker, path: self.path.clone(), visit }.check(member, value);
                found
            })
            .min_by_key(|found| distance(found, self.path.0.len()));
        let members = closest.unwrap_or_default();
        (self.visit)(Mismatch { path: self.path.clone(), reason: Reason::NoUnionMember, members }, Some(value));
    }
}

/// Returns the distance of a union member from accepting a value. A member of another kind is further than any of the
/// same kind, and a member whose tag (a literal field) differs is further than any whose tag matches; then the number
/// of mismatches decides.
fn distance(found: &[Mismatch], depth: usize) -> (usize, usize, usize) {
    let other_kind = found.iter().filter(|mismatch| mismatch.path.0.len() == depth).count();
    let other_tag = found
        .iter()
        .filter(|mismatch| mismatch.path.0.len() == depth + 1 && mismatch.reason == Reason::WrongLiteral)
        .count();
    (other_kind, other_tag, found.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::DocumentId;

    fn id(table: u32) -> String {
        DocumentId { table, internal: [1; 16] }.to_string()
    }

    fn object(fields: &[(&str, Value)]) -> Value {
        fields.iter().map(|(name, value)| (Name::from(*name), value.clone())).collect()
    }

    #[test]
    fn mismatches_contain_refused_value() {
        let tables = Tables::default();
        let checker = Checker::new(&tables, Reader::Closed);
        let record = Validator::Record(Box::new(Validator::String), Box::new(Validator::Float64));
        let fields = [("missing", Validator::Null), ("scores", record)];
        let fields = fields.map(|(name, validator)| (Name::from(name), Field::required(validator)));
        let value =
            object(&[("scores", object(&[("a", Value::Float64(1.0)), ("b", Value::Int64(2))])), ("x", Value::Null)]);
        let mut found = Vec::new();
        checker.check_each(&Validator::Object(fields.into_iter().collect()), &value, &mut |mismatch, value| {
            found.push((mismatch.path.to_string(), mismatch.reason, value.cloned()));
        });
        let expected = [
            (".missing".to_owned(), Reason::MissingField, None),
            (".scores.values()".to_owned(), Reason::WrongType, Some(Value::Int64(2))),
            (".x".to_owned(), Reason::ExtraField, Some(Value::Null)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn ids_of_unknown_tables_are_counted_once_if_they_pass() {
        let mut tables = Tables::default();
        tables.insert("users", 10_001);
        tables.unnumbered("_storage");
        let checker = Checker::new(&tables, Reader::Closed);
        let file = Validator::Id("_storage".into());
        let tagged = Validator::Object(Object::from_iter([
            ("file".into(), Field::required(file.clone())),
            ("kind".into(), Field::required(Validator::Null)),
        ]));
        let validator = Validator::Array(Box::new(Validator::Union(vec![tagged, Validator::Any, file.clone()])));
        let refused_by_the_first = object(&[("file", id(10_007).as_str().into()), ("kind", Value::Boolean(true))]);
        let accepted = object(&[("file", id(10_007).as_str().into()), ("kind", Value::Null)]);
        let mut counts = BTreeMap::new();
        checker.count_unverified(&validator, &Value::Array(vec![refused_by_the_first, accepted]), &mut counts);
        checker.count_unverified(&file, &id(10_001).as_str().into(), &mut counts);
        assert_eq!(counts, BTreeMap::from([("_storage".into(), 1)]));
    }
}
