//! Requests as data, for all engines.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::naming::camel_case;
use super::text::Text;
use super::{Body, Bytes, Contract, Operation};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::{REDACTED, redact};

/// The request of an operation as data: its fields by name, each in the form in which it was received.
///
/// ```
/// use convex_ops::api::Request;
/// use convex_ops::api::projects::GetProjectById;
/// use convex_ops::model::ProjectId;
///
/// let request = Request::from_json(serde_json::json!({ "projectId": 7 }))?;
/// assert_eq!(request.decode::<GetProjectById>()?, GetProjectById { project_id: ProjectId(7) });
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Request {
    fields: Vec<(Cow<'static, str>, Field)>,
}

/// A field of a request.
#[derive(Clone)]
pub(super) enum Field {
    /// A text from a path or query, converted to the field's type: a number, a flag, a name.
    Text(String),
    Json(Value),
    Bytes(Vec<u8>),
}

impl Request {
    /// Converts a request to data.
    ///
    /// # Errors
    ///
    /// `Internal` if it cannot be written as a JSON object, which is a bug in its declaration.
    pub fn encode<O: Operation>(request: &O) -> Result<Self> {
        Self::encoded(&O::CONTRACT, serde_json::to_value(request), None)
    }

    /// Converts a request to data, moving the bytes of a file instead of copying them.
    ///
    /// # Errors
    ///
    /// See [`encode`](Self::encode).
    pub fn encode_moved<O: Operation>(mut request: O) -> Result<Self> {
        let bytes = request.take_bytes();
        Self::encoded(&O::CONTRACT, serde_json::to_value(request), bytes)
    }

    fn encoded(contract: &Contract, json: serde_json::Result<Value>, bytes: Option<Vec<u8>>) -> Result<Self> {
        let json =
            json.map_err(|error| Error::new(ErrorKind::Internal, "cannot write a request as JSON").caused_by(error));
        let mut request = json.and_then(Self::from_json).map_err(|error| error.in_operation(contract.id))?;
        if let Body::Bytes(name) = contract.body {
            request.unpack_bytes(name, bytes).map_err(|error| error.in_operation(contract.id))?;
        }
        Ok(request)
    }

    /// Converts a JSON object to a request.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if it is not an object.
    pub fn from_json(json: Value) -> Result<Self> {
        match json {
            Value::Object(fields) => Ok(Self::from_fields(fields)),
            _ => Err(Error::invalid_input("invalid request: expected a JSON object")),
        }
    }

    /// Converts a JSON object to the request of an operation. Bytes are base64.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if it is not an object, or the bytes are not base64.
    pub fn from_json_of(contract: &Contract, json: Value) -> Result<Self> {
        let mut request = Self::from_json(json)?;
        if let Body::Bytes(name) = contract.body {
            request.unpack_bytes(name, None)?;
        }
        Ok(request)
    }

    fn from_fields(fields: Map<String, Value>) -> Self {
        Self { fields: fields.into_iter().map(|(name, value)| (Cow::Owned(name), Field::Json(value))).collect() }
    }

    /// Decodes the request of an operation.
    ///
    /// # Errors
    /// `InvalidInput`, with the path of the field, if a field is missing, unknown to a closed request, or invalid.
    pub fn decode<O: Operation>(self) -> Result<O> {
        serde_path_to_error::deserialize(Fields(self.fields)).map_err(|error| invalid(&error))
    }

    /// Returns the request as a JSON object, with bytes in base64.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let json = |field: &Field| match field {
            Field::Text(text) => Value::String(text.clone()),
            Field::Json(value) => value.clone(),
            Field::Bytes(bytes) => serde_json::to_value(Bytes(bytes.clone())).unwrap_or_default(),
        };
        Value::Object(self.fields.iter().map(|(name, field)| (name.to_string(), json(field))).collect())
    }

    /// Returns the fields that are JSON.
    pub fn json_fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.iter().filter_map(|(name, field)| match field {
            Field::Json(value) => Some((name.as_ref(), value)),
            Field::Text(_) | Field::Bytes(_) => None,
        })
    }

    /// Returns the fields of the path as texts, by their names in the contract.
    #[must_use]
    pub fn path_texts(&self, contract: &Contract) -> Vec<(&'static str, String)> {
        let text = |field: &Field| match field {
            Field::Text(text) | Field::Json(Value::String(text)) => Some(text.clone()),
            Field::Json(Value::Number(number)) => Some(number.to_string()),
            Field::Json(_) | Field::Bytes(_) => None,
        };
        let named = contract.path_parameters().filter_map(|name| {
            let field = camel_case(name);
            let (_, value) = self.fields.iter().find(|(other, _)| *other == field)?;
            Some((name, text(value)?))
        });
        named.collect()
    }

    /// Sets a field, in place of one with the same name.
    #[doc(hidden)]
    pub fn set(&mut self, name: &'static str, value: Value) {
        self.take(name);
        self.push(name, Field::Json(value));
    }

    pub(super) fn push(&mut self, name: impl Into<Cow<'static, str>>, field: Field) {
        self.fields.push((name.into(), field));
    }

    /// Removes and returns a field.
    pub(super) fn take(&mut self, name: &str) -> Option<Field> {
        let at = self.fields.iter().position(|(other, _)| other == name)?;
        Some(self.fields.swap_remove(at).1)
    }

    /// Returns the remaining fields as a JSON object.
    pub(super) fn into_json(self) -> Value {
        Value::Object(self.fields.into_iter().map(|(name, field)| (name.into_owned(), field.into_json())).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Stores the bytes of a field raw instead of as base64.
    fn unpack_bytes(&mut self, name: &'static str, moved: Option<Vec<u8>>) -> Result<()> {
        let bytes = match (moved, self.take(name)) {
            (Some(bytes), _) => bytes,
            (None, Some(field)) => {
                let invalid = |error| Error::invalid_input("invalid bytes").caused_by(error);
                let bytes = serde_json::from_value::<Bytes>(field.into_json()).map_err(invalid);
                bytes.map_err(|error| error.at_path(format_args!(".{name}")))?.0
            }
            (None, None) => return Ok(()),
        };
        self.push(name, Field::Bytes(bytes));
        Ok(())
    }
}

impl fmt::Debug for Request {
    /// Prints the names of the fields only: the values may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Request");
        self.fields.iter().for_each(|(name, _)| {
            shown.field(name, &REDACTED);
        });
        shown.finish()
    }
}

impl Field {
    /// Returns the field as JSON.
    pub(super) fn into_json(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text),
            Self::Json(value) => value,
            Self::Bytes(bytes) => serde_json::to_value(Bytes(bytes)).unwrap_or_default(),
        }
    }
}

fn invalid(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let invalid = Error::invalid_input(redact(&error.inner().to_string()));
    match error.path().to_string().as_str() {
        "" | "." => invalid,
        path => invalid.at_path(format_args!(".{path}")),
    }
}

/// Deserializer of a request.
struct Fields(Vec<(Cow<'static, str>, Field)>);

impl<'de> Deserializer<'de> for Fields {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_map(FieldAccess { rest: self.0.into_iter(), value: None })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct FieldAccess {
    rest: std::vec::IntoIter<(Cow<'static, str>, Field)>,
    value: Option<Field>,
}

impl<'de> MapAccess<'de> for FieldAccess {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Self::Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Self::Error> {
        match self.value.take() {
            Some(Field::Text(text)) => seed.deserialize(Text(Cow::Owned(text))),
            Some(Field::Json(value)) => seed.deserialize(value),
            Some(Field::Bytes(bytes)) => seed.deserialize(RawBytes(bytes)),
            None => Err(serde::de::Error::custom("value before its name")),
        }
    }
}

/// Raw bytes.
struct RawBytes(Vec<u8>);

impl<'de> Deserializer<'de> for RawBytes {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_byte_buf(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
