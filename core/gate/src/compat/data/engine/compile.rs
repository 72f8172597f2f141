//! Compilation of validators to nodes.

use super::id::IdNode;
use super::node::{Field, Key, Keys, Node, Object, Record, Text, Union};
use crate::schema::{self, Literal, Validator};
use crate::value::limits::is_field_name;
use crate::value::{Encoding, Name, Tables, Value};

/// Fields of every document, in name order.
const SYSTEM_FIELDS: [&str; 2] = ["_creationTime", "_id"];

/// A validator compiled for many documents of one table.
#[derive(Debug)]
pub(in crate::compat::data) struct Engine {
    pub(super) root: Node,
    /// Reads plain integers as float64, as in encoded JSON.
    pub(super) all_floats: bool,
    /// Tables without a number that ids of the validator name; [`Document::unverified`](super::Document::unverified)
    /// contains indexes into this list.
    unnumbered: Vec<Name>,
    /// Numbers that belong to a table, in order.
    pub(super) numbers: Vec<u32>,
}

impl Engine {
    /// Compiles the validator of a table; without one, every document is accepted.
    pub(in crate::compat::data) fn new(validator: Option<&Validator>, tables: &Tables, encoding: Encoding) -> Self {
        let mut compiler = Compiler { tables, unnumbered: Vec::new() };
        let root = compiler.document(validator.unwrap_or(&Validator::Any));
        let mut numbers: Vec<u32> = tables.iter().map(|(_, number)| number).collect();
        numbers.sort_unstable();
        Self { root, all_floats: encoding == Encoding::Encoded, unnumbered: compiler.unnumbered, numbers }
    }

    /// Returns the table at an index of [`Document::unverified`](super::Document::unverified).
    pub(in crate::compat::data) fn unnumbered(&self, place: usize) -> Option<&Name> {
        self.unnumbered.get(place)
    }
}

struct Compiler<'a> {
    tables: &'a Tables,
    unnumbered: Vec<Name>,
}

impl Compiler<'_> {
    /// Compiles the validator of a document, which is an object whose system fields no validator sees.
    fn document(&mut self, validator: &Validator) -> Node {
        match validator {
            Validator::Any | Validator::Unknown(_) => {
                Node::Record(Box::new(Record { keys: Keys::Any, values: Node::Any, document: true }))
            }
            Validator::Object(object) => self.object(object, true),
            Validator::Record(keys, values) => self.record(keys, values, true),
            Validator::Union(members) => {
                let mut union = Union::default();
                for member in flatten(members) {
                    if let Validator::Any | Validator::Unknown(_) | Validator::Object(_) | Validator::Record(..) =
                        member
                    {
                        union.objects.push(self.document(member));
                    }
                }
                Node::Union(Box::new(union))
            }
            _ => Node::Unsupported,
        }
    }

    fn node(&mut self, validator: &Validator) -> Node {
        match validator {
            Validator::Any | Validator::Unknown(_) => Node::Any,
            Validator::Null => Node::Null,
            Validator::Boolean => Node::Boolean,
            Validator::Float64 => Node::Float64,
            Validator::Int64 | Validator::CommitTs => Node::Int64,
            Validator::String => Node::String,
            Validator::Bytes => Node::Bytes,
            Validator::Id(table) => Node::Text(Text::Id(self.id(table))),
            Validator::Function(_) => Node::Text(Text::Handle),
            Validator::Literal(literal) => self.literal(literal),
            Validator::Array(element) => Node::Array(Box::new(self.node(element))),
            Validator::Record(keys, values) => self.record(keys, values, false),
            Validator::Object(object) => self.object(object, false),
            Validator::Union(members) => match members.as_slice() {
                [only] => self.node(only),
                members => self.union(members),
            },
        }
    }

    fn literal(&mut self, literal: &Literal) -> Node {
        match literal.value() {
            Value::String(text) => Node::Text(Text::Literal(text.as_bytes().into())),
            _ => self.union(&[Validator::Literal(literal.clone())]),
        }
    }

    fn id(&mut self, table: &Name) -> IdNode {
        let number = self.tables.number(table);
        let unnumbered =
            self.tables.is_unnumbered(table).then(|| match self.unnumbered.iter().position(|other| other == table) {
                Some(place) => place,
                None => {
                    self.unnumbered.push(table.clone());
                    self.unnumbered.len() - 1
                }
            });
        IdNode { number, unnumbered }
    }

    fn record(&mut self, keys: &Validator, values: &Validator, document: bool) -> Node {
        let keys = match keys {
            Validator::Any | Validator::String | Validator::Unknown(_) => Keys::Any,
            keys => {
                Keys::Of(flatten(std::slice::from_ref(keys)).into_iter().filter_map(|key| self.text(key)).collect())
            }
        };
        Node::Record(Box::new(Record { keys, values: self.node(values), document }))
    }

    /// Compiles the strings that a member of a union accepts.
    fn text(&mut self, member: &Validator) -> Option<Text> {
        match member {
            Validator::Any | Validator::String | Validator::Unknown(_) => Some(Text::Any),
            Validator::Function(_) => Some(Text::Handle),
            Validator::Id(table) => Some(Text::Id(self.id(table))),
            Validator::Literal(literal) => literal.value().as_str().map(|text| Text::Literal(text.as_bytes().into())),
            _ => None,
        }
    }

    fn object(&mut self, object: &schema::Object, document: bool) -> Node {
        let system = document.then_some(SYSTEM_FIELDS).into_iter().flatten();
        let mut fields: Vec<Field> = system.map(system_field).collect();
        let mut required_names = Vec::new();
        for (name, field) in object.iter() {
            if document && name.starts_with('_') {
                if !field.optional {
                    // Never present, since the validator does not see system fields.
                    return Node::Unsupported;
                }
                continue;
            }
            if !is_field_name(name) || name.contains(['"', '\\']) {
                return Node::Unsupported;
            }
            if !field.optional {
                required_names.push(name);
            }
            fields.push(Field { key: Key::new(name), value: self.node(&field.validator), is_id: false });
        }
        fields.sort_by(|a, b| a.key.name().cmp(b.key.name()));
        if fields.len() > u128::BITS as usize {
            return Node::Unsupported;
        }
        let is_required = |field: &Field| required_names.iter().any(|name| name.as_bytes() == field.key.name());
        let bits = fields.iter().enumerate().filter(|(_, field)| is_required(field)).map(|(place, _)| 1u128 << place);
        let required = bits.fold(0, |mask, bit| mask | bit);
        Node::Object(Box::new(Object { fields, required, document }))
    }

    fn union(&mut self, members: &[Validator]) -> Node {
        let mut union = Union::default();
        for member in flatten(members) {
            union.texts.extend(self.text(member));
            match member {
                Validator::Null => union.null = true,
                Validator::Boolean => (union.yes, union.no) = (true, true),
                Validator::Float64 => union.numbers.floats = true,
                Validator::Int64 | Validator::CommitTs => union.numbers.ints = true,
                Validator::Bytes => union.bytes = true,
                Validator::Literal(literal) => add_literal(literal.value(), &mut union),
                Validator::Array(_) => union.arrays.push(self.node(member)),
                Validator::Record(..) | Validator::Object(_) => union.objects.push(self.node(member)),
                Validator::Any | Validator::Unknown(_) => add_any(&mut union),
                Validator::String | Validator::Id(_) | Validator::Function(_) | Validator::Union(_) => {}
            }
        }
        Node::Union(Box::new(union))
    }
}

fn add_any(union: &mut Union) {
    (union.null, union.yes, union.no, union.bytes) = (true, true, true, true);
    (union.numbers.ints, union.numbers.floats) = (true, true);
    union.arrays.push(Node::Any);
    union.objects.push(Node::Any);
}

fn add_literal(value: &Value, union: &mut Union) {
    match value {
        Value::Boolean(true) => union.yes = true,
        Value::Boolean(false) => union.no = true,
        Value::Int64(number) => union.numbers.int_literals.push(number.to_string().into()),
        Value::Float64(number) => union.numbers.float_literals.push(*number),
        _ => {}
    }
}

fn system_field(name: &str) -> Field {
    Field { key: Key::new(name), value: Node::Any, is_id: name == "_id" }
}

/// Returns the members of a union with those of nested unions, in order.
fn flatten(members: &[Validator]) -> Vec<&Validator> {
    let mut all = Vec::new();
    collect(members, &mut all);
    all
}

fn collect<'a>(members: &'a [Validator], all: &mut Vec<&'a Validator>) {
    for member in members {
        match member {
            Validator::Union(inner) => collect(inner, all),
            other => all.push(other),
        }
    }
}
