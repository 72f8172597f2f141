//! Overrides of single documents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::json;
use crate::value::Name;
use crate::value::limits::is_field_name;

/// Override of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Context {
    /// No override: the shape decides, and text stays text if the shape is ambiguous.
    Infer,
    /// Text is an int64.
    Int64,
    /// Text is one of the infinities.
    Infinity,
    /// Text is this NaN.
    Nan(f64),
    /// Text is bytes in base64.
    Bytes,
    /// Overrides of the elements.
    Array(Vec<Context>),
    /// Overrides of the fields; other fields have none.
    Object(BTreeMap<Name, Context>),
}

impl Context {
    pub(super) fn parse(text: &str) -> Result<Self> {
        Self::from_json(json::from_str(text)?)
    }

    fn from_json(json: Json) -> Result<Self> {
        match json {
            Json::String(word) => Self::from_word(&word),
            Json::Array(elements) => Ok(Self::Array(elements.into_iter().map(Self::from_json).collect::<Result<_>>()?)),
            Json::Object(fields) => {
                if let Some(Json::String(bytes)) = fields.get("$float64NaN") {
                    return nan(bytes);
                }
                let fields = fields.into_iter().map(|(name, json)| {
                    if !is_field_name(&name) {
                        return Err(Error::invalid_input(format!("invalid field name `{}`", name.escape_debug())));
                    }
                    Ok((Name::from(name), Self::from_json(json)?))
                });
                Ok(Self::Object(fields.collect::<Result<_>>()?))
            }
            other => Err(unknown(&other.to_string())),
        }
    }

    fn from_word(word: &str) -> Result<Self> {
        match word {
            "infer" => Ok(Self::Infer),
            "int64" => Ok(Self::Int64),
            "float64inf" => Ok(Self::Infinity),
            "bytes" => Ok(Self::Bytes),
            _ => Err(unknown(word)),
        }
    }
}

fn unknown(found: &str) -> Error {
    let expected = "`infer`, `int64`, `float64inf`, `bytes`, an array or an object";
    Error::invalid_input(format!("expected {expected}, found `{found}`"))
}

fn nan(base64: &str) -> Result<Context> {
    let bytes = STANDARD.decode(base64).ok().and_then(|bytes| <[u8; 8]>::try_from(bytes).ok());
    match bytes.map(f64::from_le_bytes) {
        Some(number) if number.is_nan() => Ok(Context::Nan(number)),
        _ => Err(Error::invalid_input(format!("expected eight bytes of a NaN in base64, found `{base64}`"))),
    }
}
