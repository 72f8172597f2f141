//! Names of refused values in messages.

use super::cause::Cause;
use super::types::TypesAt;
use crate::schema::check::{Checker, Reason};
use crate::schema::{Segment, Validator};
use crate::value::{DocumentId, Tables, Value, to_encoded};

/// Longest literal that a message contains, in characters.
const MAX_LITERAL: usize = 60;

/// Names the value that is refused at the place of a cause: "an id of `users`", "a value of type string".
pub(super) fn phrase(
    cause: &Cause,
    sent: &TypesAt<'_>,
    accepted: &TypesAt<'_>,
    checker: &Checker<'_>,
    tables: &Tables,
) -> String {
    let mut values = Vec::new();
    values_at(&cause.witness, &cause.path.0, &mut values);
    let is_refused = |value: &&&Value| !accepted.members.iter().any(|member| checker.accepts(member, value));
    let Some(value) = values.iter().find(is_refused).or_else(|| values.first()) else {
        return "a value that was allowed".to_owned();
    };
    let is_literal = sent.members.iter().any(|member| match member {
        Validator::Literal(literal) => literal.value() == *value,
        _ => false,
    });
    match value {
        Value::Null => "`null`".to_owned(),
        value if is_literal && to_encoded(value).to_string().chars().count() <= MAX_LITERAL => {
            format!("the value `{}`", to_encoded(value))
        }
        Value::String(text) => string_phrase(text, sent, cause.reason, tables),
        value => format!("a value of type {}", type_name(value)),
    }
}

fn string_phrase(text: &str, sent: &TypesAt<'_>, reason: Reason, tables: &Tables) -> String {
    let table = DocumentId::decode(text).and_then(|id| tables.name(id.table));
    let is_sent = |table: &&crate::value::Name| {
        sent.members.iter().any(|member| matches!(member, Validator::Id(name) if name == *table))
    };
    match table.filter(is_sent) {
        Some(table) => format!("an id of `{table}`"),
        None if reason == Reason::NotAnId => "a string that is not a document id".to_owned(),
        None => "a value of type string".to_owned(),
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Boolean(_) => "boolean",
        Value::Float64(_) => "float64",
        Value::Int64(_) => "int64",
        Value::String(_) => "string",
        Value::Bytes(_) => "bytes",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Collects the values at a place; any element and any entry counts.
fn values_at<'v>(value: &'v Value, path: &[Segment], found: &mut Vec<&'v Value>) {
    let Some((step, rest)) = path.split_first() else { return found.push(value) };
    match (value, step) {
        (Value::Object(fields), Segment::Field(name)) => {
            if let Some(value) = fields.get(name) {
                values_at(value, rest, found);
            }
        }
        (Value::Object(fields), Segment::Entry) => fields.values().for_each(|value| values_at(value, rest, found)),
        (Value::Array(elements), Segment::Index(_)) => elements.iter().for_each(|value| values_at(value, rest, found)),
        _ => {}
    }
}
