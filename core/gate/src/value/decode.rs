//! Lossless decoding of values from JSON.

use std::cell::Cell;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::limits::{MAX_ARRAY_LEN, MAX_NESTING, MAX_OBJECT_FIELDS, is_field_name};
use super::{Encoding, Fields, Name, Value};
use crate::error::{Error, Result};
use crate::json;

/// Decodes one value from JSON text.
///
/// # Errors
/// `InvalidInput`, with the JSON path, if the text is not JSON, a `$`-object is not one of Convex's, or a value exceeds
/// one of [`limits`](super::limits).
///
/// ```
/// use convex_ops::value::{Encoding, Value, decode};
///
/// assert_eq!(decode("1", Encoding::Export).unwrap(), Value::Int64(1));
/// assert_eq!(decode("1", Encoding::Encoded).unwrap(), Value::Float64(1.0));
/// assert_eq!(decode(r#"{"$integer": "AQAAAAAAAAA="}"#, Encoding::Encoded).unwrap(), Value::Int64(1));
/// assert!(decode(r#"{"$price": 1}"#, Encoding::Export).is_err());
/// ```
pub fn decode(text: &str, encoding: Encoding) -> Result<Value> {
    json::read(text, Seed::new(encoding))
}

/// Decodes one value from JSON text, if it takes at most about `memory` bytes of memory.
///
/// # Errors
/// As [`decode`]; also `InvalidInput` if it would take more.
pub fn decode_within(text: &str, encoding: Encoding, memory: usize) -> Result<Value> {
    let budget = MemoryBudget { all: memory, left: Cell::new(memory) };
    json::read(text, Seed { budget: Some(&budget), ..Seed::new(encoding) })
}

/// Decodes one value from parsed JSON.
///
/// # Errors
/// As [`decode`].
pub fn decode_json(json: &serde_json::Value, encoding: Encoding) -> Result<Value> {
    Seed::new(encoding).deserialize(json).map_err(|error| Error::invalid_input(error.to_string()))
}

/// Memory of an array element; arrays grow by doubling.
const ELEMENT_LEN: usize = 2 * size_of::<Value>();
/// Memory of a map field; map nodes are half full.
const FIELD_LEN: usize = 2 * size_of::<(Name, Value)>();
/// Memory of a map with its first field.
const OBJECT_LEN: usize = 12 * size_of::<(Name, Value)>();

/// Deserializes a value in any position.
#[derive(Clone, Copy)]
struct Seed<'m> {
    encoding: Encoding,
    depth: usize,
    /// Memory limit; absent if unlimited.
    budget: Option<&'m MemoryBudget>,
}

/// Memory limit in bytes, and the rest of it.
struct MemoryBudget {
    all: usize,
    left: Cell<usize>,
}

impl Seed<'_> {
    fn new(encoding: Encoding) -> Self {
        Self { encoding, depth: 0, budget: None }
    }

    /// Uses up some bytes of memory.
    fn take<E: serde::de::Error>(self, bytes: usize) -> Result<(), E> {
        let Some(budget) = self.budget else { return Ok(()) };
        let too_much = || E::custom("the values up to here take too much memory");
        budget.left.set(budget.left.get().checked_sub(bytes).ok_or_else(too_much)?);
        Ok(())
    }

    fn descend<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_NESTING {
            return Err(E::custom(format_args!("a value nests at most {MAX_NESTING} levels deep")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if let (0, Some(budget)) = (self.depth, self.budget) {
            // A text that failed is parsed again, to find the place.
            budget.left.set(budget.all);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Convex value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(match self.encoding {
            Encoding::Export => Value::Int64(number),
            Encoding::Encoded => Value::Float64(number as f64),
        })
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        // As in Convex's import, a number that does not fit an int64 is a float64.
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Ok(Value::Float64(number as f64)),
        }
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float64(number))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.take(text.len())?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let inner = self.descend()?;
        let mut elements = Vec::new();
        while let Some(element) = array.next_element_seed(inner)? {
            if elements.len() == MAX_ARRAY_LEN {
                return Err(A::Error::custom(format_args!("array with more than {MAX_ARRAY_LEN} elements")));
            }
            self.take(ELEMENT_LEN)?;
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let inner = self.descend()?;
        let mut fields = Fields::new();
        while let Some(name) = object.next_key::<Name>()? {
            self.take(if fields.is_empty() { OBJECT_LEN } else { FIELD_LEN } + name.len())?;
            if name.starts_with('$') && fields.is_empty() {
                return special(self, &name, &mut object);
            }
            check_field_name(&name)?;
            let value = object.next_value_seed(inner)?;
            if fields.len() == MAX_OBJECT_FIELDS {
                return Err(A::Error::custom(format_args!("object with more than {MAX_OBJECT_FIELDS} fields")));
            }
            if fields.insert(name.clone(), value).is_some() {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
        }
        Ok(Value::Object(fields))
    }
}

fn check_field_name<E: serde::de::Error>(name: &str) -> Result<(), E> {
    if is_field_name(name) {
        return Ok(());
    }
    let name: String = name.chars().take(80).collect();
    Err(E::custom(format_args!(
        "invalid field name `{}`: at most 1024 ASCII characters, no control characters, not starting with `$`",
        name.escape_debug()
    )))
}

fn special<'de, A: MapAccess<'de>>(seed: Seed<'_>, name: &str, object: &mut A) -> Result<Value, A::Error> {
    if !matches!(name, "$integer" | "$float" | "$bytes") {
        return Err(A::Error::custom(format_args!("expected `$integer`, `$float` or `$bytes`, found `{name}`")));
    }
    let text: std::borrow::Cow<'_, str> = object.next_value()?;
    seed.take(text.len())?;
    if object.next_key::<serde::de::IgnoredAny>()?.is_some() {
        return Err(A::Error::custom(format_args!("`{name}` must be the only field of its object")));
    }
    special_value(name, &text).map_err(A::Error::custom)
}

/// Decodes a `$`-object: little-endian bytes in padded base64.
pub(super) fn special_value(name: &str, text: &str) -> Result<Value, String> {
    let bytes = STANDARD.decode(text).map_err(|error| format!("invalid base64 in `{name}`: {error}"))?;
    if name == "$bytes" {
        return Ok(Value::Bytes(bytes));
    }
    let eight: [u8; 8] =
        bytes.try_into().map_err(|bytes: Vec<u8>| format!("expected 8 bytes in `{name}`, found {}", bytes.len()))?;
    if name == "$integer" {
        return Ok(Value::Int64(i64::from_le_bytes(eight)));
    }
    let number = f64::from_le_bytes(eight);
    if number.is_finite() && number != 0.0 {
        return Err(format!("invalid `$float`: write {number} as a plain number"));
    }
    Ok(Value::Float64(number))
}
