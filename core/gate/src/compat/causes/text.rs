//! Text of a validator in normal form.

use crate::schema::{Literal, Validator};
use crate::value::{Value, to_encoded};

/// Returns the text of a validator in normal form.
pub(super) fn text(validator: &Validator) -> String {
    match validator {
        Validator::Null => "null".to_owned(),
        Validator::Float64 => "float64".to_owned(),
        Validator::Int64 | Validator::CommitTs => "int64".to_owned(),
        Validator::Boolean => "boolean".to_owned(),
        Validator::String => "string".to_owned(),
        Validator::Bytes => "bytes".to_owned(),
        Validator::Any => "any".to_owned(),
        Validator::Literal(literal) => literal_text(literal),
        Validator::Id(table) => format!("id<{table}>"),
        // Convex enforces no signature.
        Validator::Function(_) => "function".to_owned(),
        Validator::Unknown(unknown) => format!("unknown<{}>", unknown.json()),
        Validator::Array(element) => format!("array<{}>", text(element)),
        Validator::Record(keys, values) => format!("record<{},{}>", text(keys), text(values)),
        Validator::Object(object) => {
            let field = |name: &str, optional: bool, validator: &Validator| {
                format!("{}{}:{}", quote(name), if optional { "?" } else { "" }, text(validator))
            };
            let fields = object.iter().map(|(name, given)| field(name, given.optional, &given.validator));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Validator::Union(members) if members.is_empty() => "never".to_owned(),
        Validator::Union(members) => format!("({})", members.iter().map(text).collect::<Vec<_>>().join("|")),
    }
}

/// Returns the text of a literal.
pub(super) fn literal_text(literal: &Literal) -> String {
    value_text(literal.value())
}

/// Returns the text of a value.
pub(super) fn value_text(value: &Value) -> String {
    to_encoded(value).to_string()
}

fn quote(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}
