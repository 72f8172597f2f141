//! Fast inclusion check without a witness, which decides most cases where little has changed.

use crate::compat::align::align;
use crate::schema::check::Reader;
use crate::schema::{Field, Object, Validator};
use crate::value::{Value, is_function_handle};

/// Checks if `a` is trivially included in `b`: field by field, element by element, member by member. False means
/// unknown.
pub(in crate::compat) fn is_plainly_in(a: &Validator, b: &Validator, reader: Reader) -> bool {
    match (a, b) {
        (_, Validator::Any) => true,
        (Validator::Union(members), b) => members.iter().all(|member| is_plainly_in(member, b, reader)),
        (a, Validator::Union(members)) => members.iter().any(|member| is_plainly_in(a, member, reader)),
        (Validator::Array(a), Validator::Array(b)) => is_plainly_in(a, b, reader),
        (Validator::Record(keys, a), Validator::Record(accepted, b)) => {
            is_plainly_in(keys, accepted, reader) && is_plainly_in(a, b, reader)
        }
        (Validator::Object(a), Validator::Object(b)) => is_object_plainly_in(a, b, reader),
        (Validator::Literal(literal), b) if a != b => match literal.value() {
            Value::Boolean(_) => *b == Validator::Boolean,
            Value::Float64(_) => *b == Validator::Float64,
            Value::Int64(_) => matches!(b, Validator::Int64 | Validator::CommitTs),
            Value::String(text) if matches!(b, Validator::Function(_)) => is_function_handle(text),
            _ => *b == Validator::String,
        },
        // Signatures are not enforced.
        (Validator::Function(_), Validator::Function(_) | Validator::String)
        | (Validator::Id(_), Validator::String)
        | (Validator::Int64, Validator::CommitTs)
        | (Validator::CommitTs, Validator::Int64) => true,
        (a, b) => a == b,
    }
}

fn is_object_plainly_in(a: &Object, b: &Object, reader: Reader) -> bool {
    align(a.iter(), b.iter()).all(|(_, sent, accepted)| is_field_plainly_in(sent, accepted, reader))
}

/// Checks if the field that `a` sends under a name is trivially included in the field that `b` accepts.
pub(in crate::compat) fn is_field_plainly_in(sent: Option<&Field>, accepted: Option<&Field>, reader: Reader) -> bool {
    match (sent, accepted) {
        (Some(sent), Some(accepted)) => {
            (accepted.optional || !sent.optional) && is_plainly_in(&sent.validator, &accepted.validator, reader)
        }
        (Some(_), None) => reader == Reader::Open,
        (None, accepted) => accepted.is_none_or(|accepted| accepted.optional),
    }
}
