//! Values that a validator refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::shape::{Shape, id_table};
use crate::schema::Segment;
use crate::schema::check::{Mismatch, Reason};
use crate::value::limits::is_identifier;
use crate::value::{Name, Tables, Value, to_encoded};

/// Maximum number of new literals; with more, they are not treated as literals.
const MAX_LITERALS: usize = 16;
/// Maximum length of a literal.
const MAX_LITERAL_LEN: usize = 64;
/// Maximum number of additional fields of an object.
const MAX_EXTRA: usize = 64;

/// Values seen at one place of a validator, and inside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::compat::data) struct SeenValues {
    /// True if some documents lack the field.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) missing: bool,
    /// Values of fields that the validator does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) extra: Option<Shape>,
    /// True if an object has too many unknown fields, or fields with a name that no validator can contain.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) any_extra: bool,
    /// Values that are refused here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refused: Option<Shape>,
    /// Values that no member of a union accepts, in encoded JSON; absent once there are too many, or if not all are
    /// scalars.
    pub(super) literals: Literals,
    /// The fields of objects.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) fields: BTreeMap<Name, SeenValues>,
    /// The elements of arrays.
    #[serde(skip_serializing_if = "Option::is_none")]
    elements: Option<Box<SeenValues>>,
    /// The keys and the values of records.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<Box<SeenValues>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Box<SeenValues>>,
}

/// New literals of a union.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Literals {
    /// As encoded JSON.
    Few(BTreeSet<String>),
    TooMany,
}

impl Default for Literals {
    fn default() -> Self {
        Self::Few(BTreeSet::new())
    }
}

impl SeenValues {
    /// Adds a violation.
    pub(in crate::compat::data) fn add(&mut self, mismatch: &Mismatch, value: Option<&Value>, tables: &Tables) {
        match (mismatch.reason, mismatch.path.0.split_last(), value) {
            (Reason::ExtraField, Some((Segment::Field(name), parent)), Some(value)) => {
                self.at(parent).add_extra(name, value, tables);
            }
            (Reason::MissingField, ..) => self.at(&mismatch.path.0).missing = true,
            (reason, _, Some(value)) => {
                let place = self.at(&mismatch.path.0);
                place.refused.get_or_insert_default().add(value, tables);
                if reason == Reason::NoUnionMember {
                    place.literals.add(value, tables);
                }
            }
            (_, _, None) => {}
        }
    }

    /// Returns the place at some steps from here.
    fn at(&mut self, steps: &[Segment]) -> &mut Self {
        steps.iter().fold(self, |place, step| match step {
            Segment::Field(name) => place.fields.entry(name.clone()).or_default(),
            Segment::Index(_) => place.elements.get_or_insert_default(),
            Segment::Key => place.keys.get_or_insert_default(),
            Segment::Entry => place.entries.get_or_insert_default(),
        })
    }

    fn add_extra(&mut self, name: &Name, value: &Value, tables: &Tables) {
        if self.any_extra {
            return;
        }
        if !is_identifier(name) {
            return self.give_up_extra();
        }
        self.fields.entry(name.clone()).or_default().extra.get_or_insert_default().add(value, tables);
        self.limit_extra();
    }

    fn limit_extra(&mut self) {
        if self.any_extra || self.fields.values().filter(|field| field.extra.is_some()).count() > MAX_EXTRA {
            self.give_up_extra();
        }
    }

    fn give_up_extra(&mut self) {
        self.any_extra = true;
        self.fields.retain(|_, field| field.extra.is_none());
    }

    /// Merges the values seen elsewhere.
    pub(in crate::compat::data) fn merge(&mut self, other: Self) {
        self.missing |= other.missing;
        self.any_extra |= other.any_extra;
        merge(&mut self.extra, other.extra);
        merge(&mut self.refused, other.refused);
        self.literals.merge(other.literals);
        for (name, seen) in other.fields {
            self.fields.entry(name).or_default().merge(seen);
        }
        merge_inside(&mut self.elements, other.elements);
        merge_inside(&mut self.keys, other.keys);
        merge_inside(&mut self.entries, other.entries);
        self.limit_extra();
    }

    /// Returns the values seen one step inside.
    pub(super) fn inside(&self, step: &Segment) -> Option<&Self> {
        match step {
            Segment::Field(name) => self.fields.get(name),
            Segment::Index(_) => self.elements.as_deref(),
            Segment::Key => self.keys.as_deref(),
            Segment::Entry => self.entries.as_deref(),
        }
    }
}

fn merge_inside(one: &mut Option<Box<SeenValues>>, other: Option<Box<SeenValues>>) {
    if let Some(other) = other {
        one.get_or_insert_default().merge(*other);
    }
}

fn merge(one: &mut Option<Shape>, other: Option<Shape>) {
    if let Some(other) = other {
        one.get_or_insert_default().merge(other);
    }
}

impl Literals {
    fn add(&mut self, value: &Value, tables: &Tables) {
        let Self::Few(literals) = self else { return };
        match value {
            // Kinds without literals, and ids, become members of their own.
            Value::Null | Value::Bytes(_) | Value::Array(_) | Value::Object(_) => return,
            Value::String(text) if id_table(text, tables).is_some() => return,
            Value::String(text) if text.len() > MAX_LITERAL_LEN => return *self = Self::TooMany,
            Value::Float64(number) if !number.is_finite() => return *self = Self::TooMany,
            _ => drop(literals.insert(to_encoded(value).to_string())),
        }
        self.limit();
    }

    fn merge(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Few(literals), Self::Few(others)) => literals.extend(others),
            _ => *self = Self::TooMany,
        }
        self.limit();
    }

    fn limit(&mut self) {
        if matches!(self, Self::Few(literals) if literals.len() > MAX_LITERALS) {
            *self = Self::TooMany;
        }
    }
}
