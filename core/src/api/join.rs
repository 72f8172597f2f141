//! From what travelled back to a request.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::naming::camel_case;
use super::text::Text;
use super::{Body, Bytes, Operation};
use crate::error::{Error, Result};
use crate::keys::redact;

/// A request as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The parameters of the path, by the names of the template, with their escapes resolved.
    pub path: &'a [(&'a str, &'a str)],
    /// The query, as it stands behind the `?`.
    pub query: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// Puts a request together. Texts of the path and the query become what the field asks for: a number, a flag, a name.
/// Parameters of the query that the operation doesn't have are passed over.
///
/// # Errors
/// `InvalidInput`, with the path of the field, where a part is missing, unknown to a closed request, or not what it must
/// be.
pub fn join<O: Operation>(incoming: Incoming<'_>) -> Result<O> {
    let contract = O::CONTRACT;
    let mut fields = in_path(incoming.path);
    for (name, text) in form_urlencoded::parse(incoming.query.as_bytes()) {
        if contract.query.contains(&&*name) {
            fields.push((name, Field::Text(text)));
        }
    }
    for (name, value) in body(contract.body, incoming.body)? {
        if contract.query.contains(&name.as_str()) || contract.path_parameters().any(|other| camel_case(other) == name)
        {
            return Err(Error::invalid_input(format!("`{name}` can't stand in the body")));
        }
        fields.push((Cow::Owned(name), Field::Json(value)));
    }
    serde_path_to_error::deserialize(Fields(fields)).map_err(|error| refused(&error))
}

/// Puts a request together that stands in the path and the query alone, what else is in the body too.
///
/// # Errors
/// As [`join`].
pub fn join_query<O: Operation>(path: &[(&str, &str)], query: &str) -> Result<O> {
    let mut fields = in_path(path);
    fields.extend(form_urlencoded::parse(query.as_bytes()).map(|(name, text)| (name, Field::Text(text))));
    serde_path_to_error::deserialize(Fields(fields)).map_err(|error| refused(&error))
}

fn in_path<'a>(path: &[(&str, &'a str)]) -> Vec<(Cow<'a, str>, Field<'a>)> {
    path.iter().map(|(name, text)| (Cow::Owned(camel_case(name)), Field::Text(Cow::Borrowed(*text)))).collect()
}

fn body(kind: Body, bytes: &[u8]) -> Result<Map<String, Value>> {
    let absent = bytes.iter().all(u8::is_ascii_whitespace);
    match kind {
        Body::None => return Ok(Map::new()),
        Body::Bytes(field) => {
            let bytes = serde_json::to_value(Bytes(bytes.to_vec()));
            let bytes = bytes.map_err(|error| Error::invalid_input("the body can't be read").caused_by(error))?;
            return Ok(Map::from_iter([(field.to_owned(), bytes)]));
        }
        Body::Optional if absent => return Ok(Map::new()),
        Body::Optional | Body::Required => {}
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) if kind == Body::Optional => Ok(Map::new()),
        Ok(_) => Err(Error::invalid_input("the body must be a JSON object")),
        Err(error) => Err(Error::invalid_input("the body is not JSON").caused_by(error)),
    }
}

fn refused(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let refused = Error::invalid_input(redact(&error.inner().to_string()));
    match error.path().to_string().as_str() {
        "" | "." => refused,
        path => refused.at_path(format_args!(".{path}")),
    }
}

/// The fields of a request, each in the form in which it travelled.
struct Fields<'a>(Vec<(Cow<'a, str>, Field<'a>)>);

enum Field<'a> {
    Text(Cow<'a, str>),
    Json(Value),
}

impl<'de> Deserializer<'de> for Fields<'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_map(FieldAccess { rest: self.0.into_iter(), value: None })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct FieldAccess<'a> {
    rest: std::vec::IntoIter<(Cow<'a, str>, Field<'a>)>,
    value: Option<Field<'a>>,
}

impl<'de> MapAccess<'de> for FieldAccess<'de> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Self::Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Self::Error> {
        match self.value.take() {
            Some(Field::Text(text)) => seed.deserialize(Text(text)),
            Some(Field::Json(value)) => seed.deserialize(value),
            None => Err(serde::de::Error::custom("a value before its name")),
        }
    }
}
