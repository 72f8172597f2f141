//! Member names and types of validators.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

use crate::schema::packed::tag;

pub(super) const TYPES: &str = "null, number, bigint, commitTs, boolean, string, bytes, any, literal, id, function, array, record, object or union";

/// Name of a member. Known names are read without allocating.
#[derive(PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
pub(super) enum Key {
    Type,
    Value,
    TableName,
    Keys,
    Values,
    FnType,
    Args,
    Returns,
    Other(String),
}

impl Key {
    /// Returns the name.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Type => "type",
            Self::Value => "value",
            Self::TableName => "tableName",
            Self::Keys => "keys",
            Self::Values => "values",
            Self::FnType => "fnType",
            Self::Args => "args",
            Self::Returns => "returns",
            Self::Other(name) => name,
        }
    }
}

/// Type of a validator.
#[derive(PartialEq, Eq)]
pub(super) enum Tag {
    /// A type without members, and its tag byte.
    Leaf(u8),
    Literal,
    Id,
    Function,
    Array,
    Record,
    Object,
    Union,
    /// A type of a newer version of Convex.
    Unknown(Box<str>),
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

    fn visit_str<E>(self, name: &str) -> Result<Tag, E> {
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
            "function" => Tag::Function,
            "array" => Tag::Array,
            "record" => Tag::Record,
            "object" => Tag::Object,
            "union" => Tag::Union,
            _ => Tag::Unknown(name.into()),
        })
    }
}
