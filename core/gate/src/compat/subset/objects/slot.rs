//! Field of the value under construction.

use crate::compat::subset::members::flatten;
use crate::compat::subset::search::Search;
use crate::schema::check::Reader;
use crate::schema::{Literal, Validator};
use crate::value::{Name, Value};
use std::sync::LazyLock;

/// A field that distinguishes alternatives.
#[derive(Clone)]
pub(super) struct Slot<'v> {
    pub(super) name: Name,
    /// Members of its type that can still provide its value.
    pub(super) members: Vec<&'v Validator>,
    /// Validators that must not accept its value.
    pub(super) escapes: Vec<&'v Validator>,
    pub(super) may_be_absent: bool,
    pub(super) may_be_present: bool,
}

/// Violation of an alternative at a slot.
#[derive(Clone, Copy)]
pub(super) enum Violation<'v> {
    /// Leave the field out.
    Omit,
    /// Have the field.
    Include,
    /// Have the field with a value outside of this.
    Escape(&'v Validator),
}

static BOOLEANS: LazyLock<Vec<Validator>> = LazyLock::new(|| {
    let literals = [false, true].into_iter().filter_map(|truth| Literal::new(Value::Boolean(truth)));
    literals.map(Validator::Literal).collect()
});

impl<'v> Slot<'v> {
    pub(super) fn new(name: Name, validator: &'v Validator, optional: bool) -> Self {
        let mut members = Vec::new();
        flatten(validator, &mut members);
        // Literals can be excluded one by one.
        if members.contains(&&Validator::Boolean) {
            members.retain(|member| **member != Validator::Boolean);
            members.extend(BOOLEANS.iter());
        }
        Self { name, members, escapes: Vec::new(), may_be_absent: optional, may_be_present: true }
    }

    /// Returns the violations of an alternative here, the smaller value first.
    pub(super) fn violations(&self, search: &mut Search<'_>, alternative: &'v Validator) -> [Option<Violation<'v>>; 2] {
        let present = |violation| Some(violation).filter(|_| self.may_be_present);
        match alternative {
            Validator::Object(object) => match object.get(&self.name) {
                Some(field) => [
                    Some(Violation::Omit).filter(|_| self.may_be_absent && !field.optional),
                    present(Violation::Escape(&field.validator)),
                ],
                None => [None, present(Violation::Include).filter(|_| search.reader == Reader::Closed)],
            },
            Validator::Record(keys, values) => {
                let known = search.accepts_key(keys, &self.name);
                [None, present(if known { Violation::Escape(values) } else { Violation::Include })]
            }
            _ => [None, None],
        }
    }

    /// Keeps the members that have values of `validator`. A member is kept if this is unknown, which is sound.
    pub(super) fn keep(&mut self, search: &Search<'_>, validator: &Validator) {
        self.members.retain(|member| match member {
            Validator::Literal(literal) => search.checker.accepts(validator, literal.value()),
            Validator::Null => search.checker.accepts(validator, &Value::Null),
            member => kinds(member) & kinds(validator) != 0,
        });
    }
}

/// Returns the kinds of values that a validator has, one bit each.
fn kinds(validator: &Validator) -> u8 {
    match validator {
        Validator::Null => 1,
        Validator::Boolean => 1 << 1,
        Validator::Float64 => 1 << 2,
        Validator::Int64 | Validator::CommitTs => 1 << 3,
        Validator::String | Validator::Id(_) | Validator::Function(_) => 1 << 4,
        Validator::Bytes => 1 << 5,
        Validator::Array(_) => 1 << 6,
        Validator::Object(_) | Validator::Record(..) => 1 << 7,
        Validator::Any | Validator::Unknown(_) => u8::MAX,
        Validator::Literal(literal) => match literal.value() {
            Value::Boolean(_) => 1 << 1,
            Value::Float64(_) => 1 << 2,
            Value::Int64(_) => 1 << 3,
            _ => 1 << 4,
        },
        Validator::Union(members) => members.iter().map(kinds).fold(0, |all, member| all | member),
    }
}
