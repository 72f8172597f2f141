//! Validators in Convex's JSON: `{"type": "object", "value": {"name": {"fieldType": …, "optional": false}}}`.
//!
//! Parsed by hand because a large function spec contains millions of these: serde's tagged enums would buffer each.

mod leaf;
mod read;
mod source;
mod tag;
mod unknown;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use self::read::PackValidator;
use super::packed::{self, PackedValidator};
use super::{Object, Signature, Validator};
use crate::error::Result;
use crate::json;
use crate::value::to_encoded;

impl Validator {
    /// Names of all types in JSON, as a list in words.
    ///
    /// ```
    /// use convex_ops::schema::Validator;
    ///
    /// assert!(Validator::TYPES.starts_with("null, number, "));
    /// ```
    pub const TYPES: &'static str = tag::TYPES;

    /// Reads a validator from Convex's JSON.
    ///
    /// # Errors
    /// `InvalidInput`, with the JSON path, if the text is not a validator.
    pub fn parse(text: &str) -> Result<Self> {
        json::from_str(text)
    }
}

impl<'de> Deserialize<'de> for Validator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut bytes = Vec::new();
        PackValidator(&mut bytes).deserialize(deserializer)?;
        Ok(packed::read(&bytes))
    }
}

impl<'de> Deserialize<'de> for PackedValidator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut bytes = Vec::with_capacity(512);
        PackValidator(&mut bytes).deserialize(deserializer)?;
        Ok(Self::from_bytes(bytes))
    }
}

impl Serialize for Validator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut tag = |tag: &str| map.serialize_entry("type", tag);
        match self {
            Self::Null => tag("null")?,
            Self::Float64 => tag("number")?,
            Self::Int64 => tag("bigint")?,
            Self::CommitTs => tag("commitTs")?,
            Self::Boolean => tag("boolean")?,
            Self::String => tag("string")?,
            Self::Bytes => tag("bytes")?,
            Self::Any => tag("any")?,
            Self::Literal(literal) => {
                tag("literal")?;
                map.serialize_entry("value", &to_encoded(literal.value()))?;
            }
            Self::Id(table) => {
                tag("id")?;
                map.serialize_entry("tableName", table)?;
            }
            Self::Function(signature) => {
                tag("function")?;
                let Signature { fn_type, args, returns } = &**signature;
                if let Some(fn_type) = fn_type {
                    map.serialize_entry("fnType", fn_type)?;
                }
                for (name, part) in [("args", args), ("returns", returns)] {
                    if let Some(part) = part {
                        map.serialize_entry(name, part)?;
                    }
                }
            }
            Self::Unknown(unknown) => {
                let members: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_str(&unknown.json).map_err(S::Error::custom)?;
                for (name, member) in &members {
                    map.serialize_entry(name, member)?;
                }
            }
            Self::Array(element) => {
                tag("array")?;
                map.serialize_entry("value", element)?;
            }
            Self::Record(keys, values) => {
                tag("record")?;
                map.serialize_entry("keys", keys)?;
                map.serialize_entry("values", &FieldJson { field_type: values, optional: false })?;
            }
            Self::Object(object) => {
                tag("object")?;
                map.serialize_entry("value", object)?;
            }
            Self::Union(members) => {
                tag("union")?;
                map.serialize_entry("value", members)?;
            }
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldJson<'a> {
    field_type: &'a Validator,
    optional: bool,
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.iter()
                .map(|(name, field)| (name, FieldJson { field_type: &field.validator, optional: field.optional })),
        )
    }
}
