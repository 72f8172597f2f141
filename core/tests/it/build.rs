//! Shorthands for validators and values.

use convex_ops::schema::{Field, Literal, Object, Validator};
use convex_ops::value::{DocumentId, Name, Value};

pub(crate) fn literal(value: impl Into<Scalar>) -> Validator {
    Validator::Literal(Literal::new(value.into().0).expect("a scalar"))
}

/// Values that a literal can be created from.
pub(crate) struct Scalar(Value);

impl From<&str> for Scalar {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<f64> for Scalar {
    fn from(number: f64) -> Self {
        Self(Value::Float64(number))
    }
}

impl From<i64> for Scalar {
    fn from(number: i64) -> Self {
        Self(Value::Int64(number))
    }
}

impl From<bool> for Scalar {
    fn from(truth: bool) -> Self {
        Self(Value::Boolean(truth))
    }
}

pub(crate) fn id(table: &str) -> Validator {
    Validator::Id(table.into())
}

/// The validator of a function handle, without a signature.
pub(crate) fn function() -> Validator {
    Validator::Function(Box::default())
}

/// The text of a function handle.
pub(crate) fn handle_text(internal: u8) -> String {
    format!("function://{}", id_text(7, internal))
}

pub(crate) fn array(element: Validator) -> Validator {
    Validator::Array(Box::new(element))
}

pub(crate) fn record(keys: Validator, values: Validator) -> Validator {
    Validator::Record(Box::new(keys), Box::new(values))
}

pub(crate) fn union(members: impl IntoIterator<Item = Validator>) -> Validator {
    Validator::Union(members.into_iter().collect())
}

/// An object validator; a name that ends in `?` is an optional field.
pub(crate) fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Validator)>) -> Validator {
    let field = |(name, validator): (&str, Validator)| match name.strip_suffix('?') {
        Some(name) => (Name::from(name), Field::optional(validator)),
        None => (Name::from(name), Field::required(validator)),
    };
    Validator::Object(fields.into_iter().map(field).collect::<Object>())
}

/// The text of an ID of a table.
pub(crate) fn id_text(table: u32, internal: u8) -> String {
    DocumentId { table, internal: [internal; 16] }.to_string()
}
