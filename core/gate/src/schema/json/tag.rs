//! Member names and types of validators.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use crate::schema::packed::tag;

const TYPES: &str =
    "null, number, bigint, commitTs, boolean, string, bytes, any, literal, id, array, record, object or union";

/// Name of a member, read without allocating.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
pub(super) enum Key {
    Type,
    Value,
    TableName,
    Keys,
    Values,
    #[serde(other)]
    Other,
}

/// Type of a validator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// A type without members, and its tag byte.
    Leaf(u8),
    Literal,
    Id,
    Array,
    Record,
    Object,
    Union,
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TagVisitor)
    }
}

struct TagVisitor;

impl Visitor<'_> for TagVisitor {
    type Value = Tag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the type of a validator: {TYPES}")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Tag, E> {
        Ok(match name {
            "null" => Tag::Leaf(tag::NULL),
            "number" => Tag::Leaf(tag::FLOAT64),
            "bigint" => Tag::Leaf(tag::INT64),
            "commitTs" => Tag::Leaf(tag::COMMIT_TS),
            "boolean" => Tag::Leaf(tag::BOOLEAN),
            "string" => Tag::Leaf(tag::STRING),
            "bytes" => Tag::Leaf(tag::BYTES),
            // Convex has removed `map` and `set`; values stored under them are not checked.
            "any" | "map" | "set" => Tag::Leaf(tag::ANY),
            "literal" => Tag::Literal,
            "id" => Tag::Id,
            "array" => Tag::Array,
            "record" => Tag::Record,
            "object" => Tag::Object,
            "union" => Tag::Union,
            _ => return Err(E::custom(format_args!("unknown validator type `{name}`, expected {TYPES}"))),
        })
    }
}
