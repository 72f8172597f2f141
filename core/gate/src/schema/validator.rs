//! Convex's validators: the types of documents, arguments and results.

use std::collections::BTreeSet;

use super::{Path, Segment};
use crate::value::{Name, Value};

/// A validator: a set of [values](Value).
///
/// ```
/// use convex_ops::schema::Validator;
///
/// let validator = Validator::parse(r#"{"type": "array", "value": {"type": "number"}}"#).unwrap();
/// assert_eq!(validator.to_string(), "v.array(v.float64())");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validator {
    /// Only `null`.
    Null,
    /// Every float64, including NaN and the infinities.
    Float64,
    /// Every int64.
    Int64,
    /// The timestamp of a commit: stored as an int64, and the same set of values.
    CommitTs,
    /// `true` and `false`.
    Boolean,
    /// Every string.
    String,
    /// Every byte string.
    Bytes,
    /// Every value.
    Any,
    /// One value.
    Literal(Literal),
    /// Ids of one table.
    Id(Name),
    /// Handles of functions with any signature: Convex checks only their form.
    Function(Box<Signature>),
    /// Arrays with elements of one validator.
    Array(Box<Validator>),
    /// Objects with keys of one validator and values of another.
    Record(Box<Validator>, Box<Validator>),
    /// Objects with these fields and no others.
    Object(Object),
    /// Values of any member; no values without members.
    Union(Vec<Validator>),
    /// Values of a type that this version does not know. A check accepts all values; questions of inclusion that depend on
    /// it are undecided.
    Unknown(Box<UnknownType>),
}

impl Validator {
    /// Returns the validator of every object.
    #[must_use]
    pub fn any_object() -> Self {
        Self::Record(Box::new(Self::String), Box::new(Self::Any))
    }

    /// Returns the tables that its ids name, without duplicates, in name order.
    #[must_use]
    pub fn tables(&self) -> BTreeSet<&Name> {
        let mut names = BTreeSet::new();
        self.visit_tables(&mut |table| {
            names.insert(table);
        });
        names
    }

    /// Calls `visitor` with each table that its ids name, with duplicates.
    pub fn visit_tables<'a>(&'a self, visitor: &mut impl FnMut(&'a Name)) {
        self.visit(&mut |validator| {
            if let Self::Id(table) = validator {
                visitor(table);
            }
        });
    }

    /// Calls `visitor` with this validator and everything inside it, outermost first.
    pub fn visit<'a>(&'a self, visitor: &mut impl FnMut(&'a Self)) {
        visitor(self);
        match self {
            Self::Array(element) => element.visit(visitor),
            Self::Record(keys, values) => {
                keys.visit(visitor);
                values.visit(visitor);
            }
            Self::Object(object) => object.iter().for_each(|(_, field)| field.validator.visit(visitor)),
            Self::Union(members) => members.iter().for_each(|member| member.visit(visitor)),
            _ => {}
        }
    }

    /// Returns the places with a type that this version does not know, in order, with the name of the type. Signatures of
    /// functions are left out, since they are not checked.
    #[must_use]
    pub fn unknown_types(&self) -> Vec<(Path, &str)> {
        let mut found = Vec::new();
        self.find_unknown(&mut Path::default(), &mut found);
        found
    }

    fn find_unknown<'a>(&'a self, path: &mut Path, found: &mut Vec<(Path, &'a str)>) {
        let mut inside = |step: Segment, validator: &'a Self| {
            path.0.push(step);
            validator.find_unknown(path, found);
            path.0.pop();
        };
        match self {
            Self::Array(element) => inside(Segment::Index(0), element),
            Self::Record(keys, values) => {
                inside(Segment::Key, keys);
                inside(Segment::Entry, values);
            }
            Self::Object(object) => {
                object.iter().for_each(|(name, field)| inside(Segment::Field(name.clone()), &field.validator));
            }
            Self::Union(members) => members.iter().for_each(|member| member.find_unknown(path, found)),
            Self::Unknown(unknown) => found.push((path.clone(), &unknown.name)),
            _ => {}
        }
    }

    /// Applies `change` to every part of the validator, innermost first.
    #[must_use]
    pub fn map(self, change: &impl Fn(Self) -> Self) -> Self {
        let inner = match self {
            Self::Array(element) => Self::Array(Box::new(element.map(change))),
            Self::Record(keys, values) => Self::Record(Box::new(keys.map(change)), Box::new(values.map(change))),
            Self::Object(object) => Self::Object(
                object
                    .into_iter()
                    .map(|(name, field)| (name, Field { validator: field.validator.map(change), ..field }))
                    .collect(),
            ),
            Self::Union(members) => Self::Union(members.into_iter().map(|member| member.map(change)).collect()),
            leaf => leaf,
        };
        change(inner)
    }
}

/// The signature in a `v.function`. Convex uses it for types and generated code, and enforces no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Kind of the function: `query`, `mutation` or `action`.
    pub fn_type: Option<Name>,
    /// Validator of its arguments.
    pub args: Option<Validator>,
    /// Validator of its results.
    pub returns: Option<Validator>,
}

/// A validator whose type this version does not know, as of a newer version of Convex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownType {
    /// Name of the type.
    pub(super) name: Name,
    /// The whole validator as JSON, with sorted members.
    pub(super) json: Box<str>,
}

impl UnknownType {
    /// Returns the name of the type.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole validator as JSON, with sorted members.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// The value of a `v.literal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal(Value);

impl Literal {
    /// Creates a literal; `None` for `null`, bytes, arrays and objects, which cannot be literals.
    #[must_use]
    pub fn new(value: Value) -> Option<Self> {
        let scalar = matches!(value, Value::Int64(_) | Value::Float64(_) | Value::Boolean(_) | Value::String(_));
        scalar.then_some(Self(value))
    }

    /// Returns the value.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.0
    }
}

/// A field of an object validator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Validator of its value.
    pub validator: Validator,
    /// True if it may be absent.
    pub optional: bool,
}

impl Field {
    /// Creates a required field.
    #[must_use]
    pub fn required(validator: Validator) -> Self {
        Self { validator, optional: false }
    }

    /// Creates an optional field.
    #[must_use]
    pub fn optional(validator: Validator) -> Self {
        Self { validator, optional: true }
    }
}

/// Fields of an object validator, in name order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    // INVARIANT: sorted by name, without duplicates.
    fields: Vec<(Name, Field)>,
}

impl Object {
    /// Returns the field with a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Field> {
        let index = self.fields.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        self.fields.get(index).map(|(_, field)| field)
    }

    /// Returns the field with a name, for changes.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Field> {
        let index = self.fields.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        self.fields.get_mut(index).map(|(_, field)| field)
    }

    /// Sets a field, and returns the one that it replaces.
    pub fn insert(&mut self, name: Name, field: Field) -> Option<Field> {
        // Convex writes fields in name order.
        if self.fields.last().is_none_or(|(last, _)| *last < name) {
            self.fields.push((name, field));
            return None;
        }
        match self.fields.binary_search_by(|(other, _)| other.cmp(&name)) {
            Ok(index) => self.fields.get_mut(index).map(|(_, old)| std::mem::replace(old, field)),
            Err(index) => {
                self.fields.insert(index, (name, field));
                None
            }
        }
    }

    /// Returns the fields, in name order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Name, &Field)> {
        self.fields.iter().map(|(name, field)| (name, field))
    }

    /// Keeps the fields for which `keep` returns true.
    pub fn retain(&mut self, mut keep: impl FnMut(&Name, &Field) -> bool) {
        self.fields.retain(|(name, field)| keep(name, field));
    }

    /// Returns the number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Checks if the object has no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl FromIterator<(Name, Field)> for Object {
    fn from_iter<I: IntoIterator<Item = (Name, Field)>>(fields: I) -> Self {
        let mut object = Self::default();
        for (name, field) in fields {
            object.insert(name, field);
        }
        object
    }
}

impl IntoIterator for Object {
    type Item = (Name, Field);
    type IntoIter = std::vec::IntoIter<(Name, Field)>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}
