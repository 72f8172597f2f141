//! Kinds of values.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::schema::{Field, Validator};
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Fields, Name, Tables, Value};

/// Maximum depth in arrays and objects to distinguish kinds.
const MAX_DEPTH: usize = 2;
/// Maximum number of fields; an object with more is treated as any object.
const MAX_FIELDS: usize = 32;

/// A kind of scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Kind {
    Null,
    Boolean,
    Int64,
    Float64,
    String,
    Bytes,
}

/// Kinds of some values; empty without values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Shape {
    kinds: BTreeSet<Kind>,
    /// Tables whose ids were seen; other strings are [`Kind::String`].
    ids: BTreeSet<Name>,
    /// Kinds of the elements of arrays.
    array: Option<Box<Shape>>,
    object: Option<ObjectShape>,
    /// True if some values were too deep to distinguish.
    anything: bool,
}

/// Fields of some objects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ObjectShape {
    /// Kinds of each field, and whether some of the objects lack it.
    Fields(BTreeMap<Name, (Shape, bool)>),
    /// Too many fields, or a field name that no validator can contain.
    Any,
}

impl Shape {
    /// Adds a value.
    pub(super) fn add(&mut self, value: &Value, tables: &Tables) {
        self.add_at(value, tables, 0);
    }

    fn add_at(&mut self, value: &Value, tables: &Tables, depth: usize) {
        match value {
            Value::Array(elements) => {
                let shape = self.array.get_or_insert_default();
                if depth == MAX_DEPTH {
                    shape.anything = true;
                } else {
                    elements.iter().for_each(|element| shape.add_at(element, tables, depth + 1));
                }
            }
            Value::Object(fields) => {
                let found = ObjectShape::of(fields, tables, depth);
                self.object = Some(match self.object.take() {
                    Some(shape) => shape.join(found),
                    None => found,
                });
            }
            Value::String(text) => match id_table(text, tables) {
                Some(table) if self.ids.contains(table) => {}
                Some(table) => drop(self.ids.insert(table.clone())),
                None => drop(self.kinds.insert(Kind::String)),
            },
            Value::Null => drop(self.kinds.insert(Kind::Null)),
            Value::Boolean(_) => drop(self.kinds.insert(Kind::Boolean)),
            Value::Int64(_) => drop(self.kinds.insert(Kind::Int64)),
            Value::Float64(_) => drop(self.kinds.insert(Kind::Float64)),
            Value::Bytes(_) => drop(self.kinds.insert(Kind::Bytes)),
        }
    }

    /// Merges another shape.
    pub(super) fn merge(&mut self, other: Self) {
        self.kinds.extend(other.kinds);
        self.ids.extend(other.ids);
        self.anything |= other.anything;
        if let Some(array) = other.array {
            self.array.get_or_insert_default().merge(*array);
        }
        self.object = match (self.object.take(), other.object) {
            (Some(one), Some(other)) => Some(one.join(other)),
            (one, other) => one.or(other),
        };
    }

    /// Removes the kinds that have literals.
    pub(super) fn without_literals(mut self) -> Self {
        self.kinds.retain(|kind| matches!(kind, Kind::Null | Kind::Bytes));
        self
    }

    /// Returns a validator for each kind.
    pub(super) fn validators(&self) -> Vec<Validator> {
        if self.anything {
            return vec![Validator::Any];
        }
        let kind = |kind: &Kind| match kind {
            Kind::Null => Validator::Null,
            Kind::Boolean => Validator::Boolean,
            Kind::Int64 => Validator::Int64,
            Kind::Float64 => Validator::Float64,
            Kind::String => Validator::String,
            Kind::Bytes => Validator::Bytes,
        };
        let mut all: Vec<Validator> = self.kinds.iter().map(kind).collect();
        // Ids are strings as well.
        if !self.kinds.contains(&Kind::String) {
            all.extend(self.ids.iter().cloned().map(Validator::Id));
        }
        all.extend(self.array.iter().map(|element| Validator::Array(Box::new(element.validator()))));
        all.extend(self.object.iter().map(ObjectShape::validator));
        all
    }

    /// Returns the validator of all kinds; without values, `any`.
    pub(super) fn validator(&self) -> Validator {
        let mut all = self.validators();
        match (all.pop(), all.is_empty()) {
            (None, _) => Validator::Any,
            (Some(only), true) => only,
            (Some(last), false) => {
                all.push(last);
                Validator::Union(all)
            }
        }
    }
}

impl ObjectShape {
    fn of(fields: &Fields, tables: &Tables, depth: usize) -> Self {
        if depth == MAX_DEPTH || fields.len() > MAX_FIELDS || !fields.keys().all(|name| is_identifier(name)) {
            return Self::Any;
        }
        let shape = |value: &Value| {
            let mut shape = Shape::default();
            shape.add_at(value, tables, depth + 1);
            shape
        };
        Self::Fields(fields.iter().map(|(name, value)| (name.clone(), (shape(value), false))).collect())
    }

    fn join(self, other: Self) -> Self {
        let (Self::Fields(mut all), Self::Fields(mut others)) = (self, other) else { return Self::Any };
        for (name, (shape, optional)) in &mut all {
            match others.remove(name) {
                Some((other, also_optional)) => {
                    shape.merge(other);
                    *optional |= also_optional;
                }
                None => *optional = true,
            }
        }
        all.extend(others.into_iter().map(|(name, (shape, _))| (name, (shape, true))));
        if all.len() > MAX_FIELDS { Self::Any } else { Self::Fields(all) }
    }

    fn validator(&self) -> Validator {
        match self {
            Self::Any => Validator::any_object(),
            Self::Fields(fields) => {
                let field = |(name, (shape, optional)): (&Name, &(Shape, bool))| {
                    (name.clone(), Field { validator: shape.validator(), optional: *optional })
                };
                Validator::Object(fields.iter().map(field).collect())
            }
        }
    }
}

/// Returns the known table of an id.
pub(super) fn id_table<'t>(text: &str, tables: &'t Tables) -> Option<&'t Name> {
    DocumentId::decode(text).and_then(|id| tables.name(id.table))
}
