//! Conversion of JSON leaves (literals and texts) to packed bytes.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, Visitor};
use serde_json::value::RawValue;

use crate::schema::Literal;
use crate::schema::packed::{write_literal, write_text};
use crate::value::{Encoding, decode};

/// Reads the value of a literal, in encoded JSON.
pub(super) struct LiteralOf<'a>(pub(super) &'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for LiteralOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        let value = decode(raw.get(), Encoding::Encoded).map_err(D::Error::custom)?;
        let kind = value.kind();
        let literal = Literal::new(value).ok_or_else(|| {
            D::Error::custom(format_args!("a literal is a string, a number, a bigint or a boolean, found {kind}"))
        })?;
        write_literal(literal.value(), self.0);
        Ok(())
    }
}

/// Reads a text, and returns its place without its length.
pub(super) struct TextOf<'a>(pub(super) &'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for TextOf<'_> {
    type Value = Range<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TextOf<'_> {
    type Value = Range<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        write_text(text, self.0);
        Ok(self.0.len() - text.len()..self.0.len())
    }
}
