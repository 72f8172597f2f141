//! The kinds of some values.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::schema::{Field, Validator};
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Fields, Name, Tables, Value};

/// Kinds are told apart inside arrays and objects to this depth.
const MAX_DEPTH: usize = 2;
/// An object with more fields than this is any object.
const MAX_FIELDS: usize = 32;

/// A kind of values that hold no others.
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

/// The kinds of some values; none of no values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Shape {
    kinds: BTreeSet<Kind>,
    /// The tables whose ids were seen; other text is [`Kind::String`].
    ids: BTreeSet<Name>,
    /// The kinds of the elements of arrays.
    array: Option<Box<Shape>>,
    object: Option<ObjectShape>,
    /// Whether there were values too deep inside to be told apart.
    anything: bool,
}

/// The fields of some objects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ObjectShape {
    /// The kinds of each field, and whether some of the objects lack it.
    Fields(BTreeMap<Name, (Shape, bool)>),
    /// Too many fields, or some that no validator can name.
    Any,
}

impl Shape {
    /// Takes in one more value.
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
                    Some(shape) => shape.joined(found),
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

    /// Takes in what another shape has.
    pub(super) fn merge(&mut self, other: Self) {
        self.kinds.extend(other.kinds);
        self.ids.extend(other.ids);
        self.anything |= other.anything;
        if let Some(array) = other.array {
            self.array.get_or_insert_default().merge(*array);
        }
        self.object = match (self.object.take(), other.object) {
            (Some(one), Some(other)) => Some(one.joined(other)),
            (one, other) => one.or(other),
        };
    }

    /// Leaves out the kinds of which there are literals.
    pub(super) fn without_literals(mut self) -> Self {
        self.kinds.retain(|kind| matches!(kind, Kind::Null | Kind::Bytes));
        self
    }

    /// A validator for each kind.
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
        // Ids are strings too.
        if !self.kinds.contains(&Kind::String) {
            all.extend(self.ids.iter().cloned().map(Validator::Id));
        }
        all.extend(self.array.iter().map(|element| Validator::Array(Box::new(element.validator()))));
        all.extend(self.object.iter().map(ObjectShape::validator));
        all
    }

    /// The validator of all kinds; of no values it is any.
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

    fn joined(self, other: Self) -> Self {
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

/// The known table of an id.
pub(super) fn id_table<'t>(text: &str, tables: &'t Tables) -> Option<&'t Name> {
    DocumentId::decode(text).and_then(|id| tables.name(id.table))
}
