//! Inferred shape of a table's documents, as far as Convex reports it to connectors.
//!
//! Source: `crates/common/src/shapes/reduced.rs` and `crates/shape_inference` of convex-backend.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::Validator;
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Fields, Name, Tables, Value};

/// Maximum number of object fields that are described individually. Source: `MAX_OBJECT_FIELDS`.
const MAX_FIELDS: usize = 64;

/// Shape of a set of values of any number of types.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shape {
    /// Tables of the IDs among the values. Ignored if there are other strings too.
    pub(super) ids: BTreeSet<Name>,
    pub(super) null: bool,
    pub(super) int64: bool,
    pub(super) float64: Option<Floats>,
    pub(super) boolean: bool,
    pub(super) string: bool,
    pub(super) bytes: bool,
    pub(super) object: Option<Objects>,
    /// Shape of the arrays' elements.
    pub(super) array: Option<Box<Shape>>,
    /// Set if values are not described: objects with arbitrary or very many field names.
    pub(super) other: bool,
}

/// Kinds of floats among the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Floats {
    /// Floats that JSON can represent.
    Ordinary,
    /// Also negative zero, an infinity or NaN.
    Special,
}

/// Objects among the values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects {
    count: u64,
    fields: BTreeMap<Name, (u64, Shape)>,
}

impl Objects {
    /// Returns the fields with their shapes, and true for those that some object lacks.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&Name, &Shape, bool)> {
        self.fields.iter().map(|(name, (count, shape))| (name, shape, *count < self.count))
    }
}

impl Shape {
    /// Adds a value. `tables` identifies the strings that are IDs.
    pub(super) fn add(&mut self, value: &Value, tables: &Tables) {
        match value {
            Value::Null => self.null = true,
            Value::Int64(_) => self.int64 = true,
            Value::Float64(number) => self.add_floats(floats(*number)),
            Value::Boolean(_) => self.boolean = true,
            Value::String(text) => match DocumentId::decode(text).and_then(|id| tables.name(id.table)) {
                Some(table) => drop(self.ids.insert(table.clone())),
                None => self.string = true,
            },
            Value::Bytes(_) => self.bytes = true,
            Value::Array(elements) => {
                let shape = self.array.get_or_insert_default();
                elements.iter().for_each(|element| shape.add(element, tables));
            }
            Value::Object(fields) => self.add_object(fields, tables),
        }
    }

    /// Adds the fields that every document of a table has.
    pub(super) fn with_system_fields(mut self, table: &Name) -> Self {
        let id = Self { ids: [table.clone()].into(), ..Self::default() };
        let time = Self { float64: Some(Floats::Ordinary), ..Self::default() };
        let objects = self.object.get_or_insert_default();
        objects.count = objects.count.max(1);
        objects.fields.insert("_id".into(), (objects.count, id));
        objects.fields.insert("_creationTime".into(), (objects.count, time));
        self
    }

    fn add_floats(&mut self, floats: Floats) {
        self.float64 = self.float64.max(Some(floats));
    }

    fn add_object(&mut self, fields: &Fields, tables: &Tables) {
        if fields.len() > MAX_FIELDS || !fields.keys().all(|name| is_identifier(name)) {
            self.other = true;
            return;
        }
        let objects = self.object.get_or_insert_default();
        objects.count += 1;
        for (name, value) in fields {
            let (count, shape) = objects.fields.entry(name.clone()).or_default();
            *count += 1;
            shape.add(value, tables);
        }
        if objects.fields.len() > MAX_FIELDS {
            (self.object, self.other) = (None, true);
        }
    }

    /// Adds all values that a validator accepts.
    pub(super) fn add_all(&mut self, validator: &Validator) {
        match validator {
            Validator::Null => self.null = true,
            Validator::Float64 => self.add_floats(Floats::Special),
            Validator::Int64 | Validator::CommitTs => self.int64 = true,
            Validator::Boolean => self.boolean = true,
            Validator::String | Validator::Function(_) => self.string = true,
            Validator::Bytes => self.bytes = true,
            Validator::Any | Validator::Record(..) | Validator::Unknown(_) => self.other = true,
            Validator::Literal(literal) => self.add(literal.value(), &Tables::default()),
            Validator::Id(table) => drop(self.ids.insert(table.clone())),
            Validator::Array(element) => self.array.get_or_insert_default().add_all(element),
            Validator::Object(object) => {
                let objects = self.object.get_or_insert_default();
                // Twice: once with the optional fields and once without.
                objects.count += 2;
                for (name, field) in object.iter() {
                    let (count, shape) = objects.fields.entry(name.clone()).or_default();
                    *count += if field.optional { 1 } else { 2 };
                    shape.add_all(&field.validator);
                }
            }
            Validator::Union(members) => members.iter().for_each(|member| self.add_all(member)),
        }
    }
}

fn floats(number: f64) -> Floats {
    let is_special = !number.is_finite() || (number == 0.0 && number.is_sign_negative());
    if is_special { Floats::Special } else { Floats::Ordinary }
}
