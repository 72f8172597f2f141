//! The plain validator: whether a value is in the set of a validator, and every place where it is not.
//!
//! Follows Convex's `check_value`, except that it reports all mismatches and not the first alone. It is the judge of
//! every witness, and the oracle of every faster check.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Field, Object, Path, Segment, Validator};
use crate::value::{Fields, IdMatch, Name, Tables, Value};

/// How the owner of a validator treats object fields that it does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Reader {
    /// It refuses them, as a deployment does with documents and arguments.
    #[default]
    Closed,
    /// It ignores them, at every depth, as a client does with results.
    Open,
}

/// Why a value is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A required field is absent.
    MissingField,
    /// A field is there that the validator does not know.
    ExtraField,
    /// The value is of another kind.
    WrongType,
    /// The value is not the literal.
    WrongLiteral,
    /// The text is no document id.
    NotAnId,
    /// The id is another table's.
    WrongTable,
    /// No member of the union accepts the value.
    NoUnionMember,
}

impl Reason {
    /// The reason as reports name it: `missing-field`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingField => "missing-field",
            Self::ExtraField => "extra-field",
            Self::WrongType => "wrong-type",
            Self::WrongLiteral => "wrong-literal",
            Self::NotAnId => "not-an-id",
            Self::WrongTable => "wrong-table",
            Self::NoUnionMember => "no-union-member",
        }
    }
}

/// One place where a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where; for a missing or extra field, the field itself.
    pub path: Path,
    /// Why.
    pub reason: Reason,
    /// For a union, what its closest member says.
    pub members: Vec<Mismatch>,
}

/// Checks values against validators.
#[derive(Debug)]
pub struct Checker<'a> {
    tables: &'a Tables,
    reader: Reader,
    unverified: RefCell<BTreeMap<Name, u64>>,
}

impl<'a> Checker<'a> {
    /// A checker that knows these table numbers.
    #[must_use]
    pub fn new(tables: &'a Tables, reader: Reader) -> Self {
        Self { tables, reader, unverified: RefCell::default() }
    }

    /// Every place where `validator` refuses `value`, fields in name order, extra fields after the known ones.
    #[must_use]
    pub fn check(&self, validator: &Validator, value: &Value) -> Vec<Mismatch> {
        let mut walk = Walk { checker: self, path: Path::default(), found: Vec::new() };
        walk.check(validator, value);
        walk.found
    }

    /// Whether `validator` accepts `value`; cheaper than [`check`](Self::check).
    #[must_use]
    pub fn accepts(&self, validator: &Validator, value: &Value) -> bool {
        match (validator, value) {
            (Validator::Any, _)
            | (Validator::Null, Value::Null)
            | (Validator::Float64, Value::Float64(_))
            | (Validator::Int64 | Validator::CommitTs, Value::Int64(_))
            | (Validator::Boolean, Value::Boolean(_))
            | (Validator::String, Value::String(_))
            | (Validator::Bytes, Value::Bytes(_)) => true,
            (Validator::Literal(literal), value) => literal.value() == value,
            (Validator::Id(table), Value::String(text)) => self.id_reason(table, text).is_none(),
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

    /// Whether the validator of a record's keys accepts a key.
    #[must_use]
    pub fn accepts_key(&self, keys: &Validator, key: &str) -> bool {
        match keys {
            Validator::Any | Validator::String => true,
            Validator::Id(table) => self.id_reason(table, key).is_none(),
            Validator::Literal(literal) => literal.value().as_str() == Some(key),
            Validator::Union(members) => members.iter().any(|member| self.accepts_key(member, key)),
            _ => false,
        }
    }

    /// How many ids passed that could not be verified, by the table that the validator names.
    #[must_use]
    pub fn into_unverified(self) -> BTreeMap<Name, u64> {
        self.unverified.into_inner()
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
            IdMatch::Same => None,
            IdMatch::OtherTable => Some(Reason::WrongTable),
            IdMatch::NotAnId => Some(Reason::NotAnId),
            IdMatch::Unverified => {
                *self.unverified.borrow_mut().entry(table.clone()).or_default() += 1;
                None
            }
        }
    }
}

struct Walk<'a, 'c> {
    checker: &'a Checker<'c>,
    path: Path,
    found: Vec<Mismatch>,
}

impl Walk<'_, '_> {
    fn refuse(&mut self, reason: Reason) {
        self.found.push(Mismatch { path: self.path.clone(), reason, members: Vec::new() });
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
                    self.refuse(reason);
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
                    self.refuse(Reason::WrongLiteral);
                }
            }
            (leaf, value) => {
                if !self.checker.accepts(leaf, value) {
                    self.refuse(Reason::WrongType);
                }
            }
        }
    }

    fn check_fields(&mut self, object: &Object, fields: &Fields) {
        for (name, Field { validator, optional }) in object.iter() {
            match fields.get(name) {
                Some(value) => self.inside(Segment::Field(name.clone()), |walk| walk.check(validator, value)),
                None if *optional => {}
                None => self.inside(Segment::Field(name.clone()), |walk| walk.refuse(Reason::MissingField)),
            }
        }
        if self.checker.reader == Reader::Open {
            return;
        }
        for name in fields.keys().filter(|name| object.get(name).is_none()) {
            self.inside(Segment::Field(name.clone()), |walk| walk.refuse(Reason::ExtraField));
        }
    }

    /// A union of one member is that member, as in Convex's messages.
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
                let mut walk = Walk { checker: self.checker, path: self.path.clone(), found: Vec::new() };
                walk.check(member, value);
                walk.found
            })
            .min_by_key(|found| distance(found, self.path.0.len()));
        let members = closest.unwrap_or_default();
        self.found.push(Mismatch { path: self.path.clone(), reason: Reason::NoUnionMember, members });
    }
}

/// How far a member of a union is from accepting a value: one of another kind is further than any of the same kind,
/// one whose tag (a literal field) differs is further than any whose tag fits; then the number of mismatches decides.
fn distance(found: &[Mismatch], depth: usize) -> (usize, usize, usize) {
    let other_kind = found.iter().filter(|mismatch| mismatch.path.0.len() == depth).count();
    let other_tag = found
        .iter()
        .filter(|mismatch| mismatch.path.0.len() == depth + 1 && mismatch.reason == Reason::WrongLiteral)
        .count();
    (other_kind, other_tag, found.len())
}
