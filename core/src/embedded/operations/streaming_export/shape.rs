//! What the documents of a table look like, as far as Convex tells that to connectors.
//!
//! Source: `crates/common/src/shapes/reduced.rs` and `crates/shape_inference` of convex-backend.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::Validator;
use crate::value::limits::is_identifier;
use crate::value::{DocumentId, Fields, Name, Tables, Value};

/// How many fields objects may have that are described one by one. Source: `MAX_OBJECT_FIELDS`.
const MAX_FIELDS: usize = 64;

/// Which values there are: any number of kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shape {
    /// The tables of which there are ids. Where there are other texts too, nobody is told of ids.
    pub(super) ids: BTreeSet<Name>,
    pub(super) null: bool,
    pub(super) int64: bool,
    pub(super) float64: Option<Floats>,
    pub(super) boolean: bool,
    pub(super) string: bool,
    pub(super) bytes: bool,
    pub(super) object: Option<Objects>,
    /// What the elements of arrays are.
    pub(super) array: Option<Box<Shape>>,
    /// Whether there are values that are not described: objects with names of all kinds, or with very many.
    pub(super) other: bool,
}

/// Which floats there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Floats {
    /// Those that JSON has.
    Ordinary,
    /// Negative zero, an infinity or NaN too.
    Special,
}

/// Which objects there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects {
    count: u64,
    fields: BTreeMap<Name, (u64, Shape)>,
}

impl Objects {
    /// The fields, each with what it is and whether some object is without it.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&Name, &Shape, bool)> {
        self.fields.iter().map(|(name, (count, shape))| (name, shape, *count < self.count))
    }
}

impl Shape {
    /// Adds a value to those that there are. `tables` says which texts are ids.
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

    /// The same objects, each with the fields that every document of a table has.
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

    /// Adds all values of a validator.
    pub(super) fn add_all(&mut self, validator: &Validator) {
        match validator {
            Validator::Null => self.null = true,
            Validator::Float64 => self.add_floats(Floats::Special),
            Validator::Int64 | Validator::CommitTs => self.int64 = true,
            Validator::Boolean => self.boolean = true,
            Validator::String => self.string = true,
            Validator::Bytes => self.bytes = true,
            Validator::Any | Validator::Record(..) => self.other = true,
            Validator::Literal(literal) => self.add(literal.value(), &Tables::default()),
            Validator::Id(table) => drop(self.ids.insert(table.clone())),
            Validator::Array(element) => self.array.get_or_insert_default().add_all(element),
            Validator::Object(object) => {
                let objects = self.object.get_or_insert_default();
                // Twice: once with what is optional, once without.
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
