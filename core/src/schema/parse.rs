//! Validators in Convex's JSON: `{"type": "object", "value": {"name": {"fieldType": …, "optional": false}}}`.
//!
//! Written by hand because a large function spec holds millions of these: serde's tagged enums would buffer each.

use std::fmt;

use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde::{Deserialize, de};
use serde_json::value::RawValue;

use super::{Field, Literal, Object, Validator};
use crate::error::Result;
use crate::json;
use crate::value::{Encoding, Name, decode, to_encoded};

const TYPES: &str =
    "null, number, bigint, commitTs, boolean, string, bytes, any, literal, id, array, record, object or union";

impl Validator {
    /// Reads a validator from Convex's JSON.
    ///
    /// # Errors
    /// `InvalidInput`, with the JSON path, where it is none.
    pub fn parse(text: &str) -> Result<Self> {
        json::from_str(text)
    }
}

impl<'de> Deserialize<'de> for Validator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ValidatorVisitor)
    }
}

struct ValidatorVisitor;

impl<'de> Visitor<'de> for ValidatorVisitor {
    type Value = Validator;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a validator: an object with `type`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Validator, A::Error> {
        match map.next_key::<Key>()? {
            Some(Key::Type) => {
                let tag = map.next_value::<Tag>()?;
                tag.read(&mut map, Vec::new())
            }
            first => read_unordered(&mut map, first),
        }
    }
}

/// The rare form in which `type` does not come first: what comes before it waits as text.
fn read_unordered<'de, A: MapAccess<'de>>(map: &mut A, first: Option<Key>) -> Result<Validator, A::Error> {
    let mut waiting = Vec::new();
    let mut key = first;
    while let Some(name) = key {
        if name == Key::Type {
            let tag = map.next_value::<Tag>()?;
            return tag.read(map, waiting);
        }
        waiting.push((name, map.next_value::<Box<RawValue>>()?));
        key = map.next_key()?;
    }
    Err(A::Error::missing_field("type"))
}

/// A member's name, read without allocating.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Key {
    Type,
    Value,
    TableName,
    Keys,
    Values,
    #[serde(other)]
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Leaf(Leaf),
    Literal,
    Id,
    Array,
    Record,
    Object,
    Union,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaf {
    Null,
    Float64,
    Int64,
    CommitTs,
    Boolean,
    String,
    Bytes,
    Any,
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TagVisitor;
        impl Visitor<'_> for TagVisitor {
            type Value = Tag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "the type of a validator: {TYPES}")
            }

            fn visit_str<E: de::Error>(self, tag: &str) -> Result<Tag, E> {
                Ok(match tag {
                    "null" => Tag::Leaf(Leaf::Null),
                    "number" => Tag::Leaf(Leaf::Float64),
                    "bigint" => Tag::Leaf(Leaf::Int64),
                    "commitTs" => Tag::Leaf(Leaf::CommitTs),
                    "boolean" => Tag::Leaf(Leaf::Boolean),
                    "string" => Tag::Leaf(Leaf::String),
                    "bytes" => Tag::Leaf(Leaf::Bytes),
                    // `map` and `set` are gone from Convex; what was stored under them is not checked.
                    "any" | "map" | "set" => Tag::Leaf(Leaf::Any),
                    "literal" => Tag::Literal,
                    "id" => Tag::Id,
                    "array" => Tag::Array,
                    "record" => Tag::Record,
                    "object" => Tag::Object,
                    "union" => Tag::Union,
                    _ => return Err(E::custom(format_args!("unknown validator type `{tag}`, expected {TYPES}"))),
                })
            }
        }
        deserializer.deserialize_str(TagVisitor)
    }
}

/// The members that validators have; each type needs its own.
#[derive(Default)]
struct Members {
    validator: Option<Validator>,
    validators: Option<Vec<Validator>>,
    fields: Option<Object>,
    literal: Option<Literal>,
    table: Option<Name>,
    keys: Option<Validator>,
    values: Option<Field>,
}

impl Tag {
    fn read<'de, A: MapAccess<'de>>(
        self,
        map: &mut A,
        waiting: Vec<(Key, Box<RawValue>)>,
    ) -> Result<Validator, A::Error> {
        // Most validators are leaves, which have no members.
        if let Self::Leaf(leaf) = self {
            while map.next_key::<Key>()?.is_some() {
                map.next_value::<IgnoredAny>()?;
            }
            return Ok(leaf.into());
        }
        let mut members = Members::default();
        for (key, raw) in waiting {
            let mut text = serde_json::Deserializer::from_str(raw.get());
            self.member(key, &mut members, Once(&mut text)).map_err(A::Error::custom)?;
        }
        while let Some(key) = map.next_key::<Key>()? {
            self.member(key, &mut members, Next(map))?;
        }
        self.finish(members)
    }

    /// Reads one member into its place.
    fn member<'de, S: Source<'de>>(self, key: Key, members: &mut Members, source: S) -> Result<(), S::Error> {
        match (self, key) {
            (Self::Array, Key::Value) => members.validator = Some(source.read()?),
            (Self::Union, Key::Value) => members.validators = Some(source.read()?),
            (Self::Object, Key::Value) => members.fields = Some(source.read()?),
            (Self::Literal, Key::Value) => members.literal = Some(source.read()?),
            (Self::Id, Key::TableName) => members.table = Some(source.read()?),
            (Self::Record, Key::Keys) => members.keys = Some(source.read()?),
            (Self::Record, Key::Values) => members.values = Some(source.read()?),
            _ => drop(source.read::<IgnoredAny>()?),
        }
        Ok(())
    }

    fn finish<E: de::Error>(self, members: Members) -> Result<Validator, E> {
        let absent = E::missing_field;
        Ok(match self {
            Self::Leaf(leaf) => leaf.into(),
            Self::Literal => Validator::Literal(members.literal.ok_or_else(|| absent("value"))?),
            Self::Id => Validator::Id(members.table.ok_or_else(|| absent("tableName"))?),
            Self::Array => Validator::Array(Box::new(members.validator.ok_or_else(|| absent("value"))?)),
            Self::Object => Validator::Object(members.fields.ok_or_else(|| absent("value"))?),
            Self::Union => Validator::Union(members.validators.ok_or_else(|| absent("value"))?),
            Self::Record => {
                let keys = members.keys.ok_or_else(|| absent("keys"))?;
                let values = members.values.ok_or_else(|| absent("values"))?;
                if values.optional {
                    return Err(E::custom("the values of a record cannot be optional"));
                }
                Validator::Record(Box::new(keys), Box::new(values.validator))
            }
        })
    }
}

impl From<Leaf> for Validator {
    fn from(leaf: Leaf) -> Self {
        match leaf {
            Leaf::Null => Self::Null,
            Leaf::Float64 => Self::Float64,
            Leaf::Int64 => Self::Int64,
            Leaf::CommitTs => Self::CommitTs,
            Leaf::Boolean => Self::Boolean,
            Leaf::String => Self::String,
            Leaf::Bytes => Self::Bytes,
            Leaf::Any => Self::Any,
        }
    }
}

/// Where the value of a member comes from: the map itself, or text that waited for the type.
trait Source<'de> {
    type Error;

    fn read<T: Deserialize<'de>>(self) -> Result<T, Self::Error>;
}

struct Next<'a, A>(&'a mut A);

impl<'de, A: MapAccess<'de>> Source<'de> for Next<'_, A> {
    type Error = A::Error;

    fn read<T: Deserialize<'de>>(self) -> Result<T, A::Error> {
        self.0.next_value()
    }
}

struct Once<D>(D);

impl<'de, D: Deserializer<'de>> Source<'de> for Once<D> {
    type Error = D::Error;

    fn read<T: Deserialize<'de>>(self) -> Result<T, D::Error> {
        T::deserialize(self.0)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of fields, each with `fieldType` and `optional`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut object = Object::default();
                while let Some(name) = map.next_key::<Name>()? {
                    let field = map.next_value()?;
                    if object.insert(name.clone(), field).is_some() {
                        return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                    }
                }
                Ok(object)
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", expecting = "a field: an object with `fieldType` and `optional`")]
        struct FieldJson {
            field_type: Validator,
            optional: bool,
        }
        let FieldJson { field_type: validator, optional } = FieldJson::deserialize(deserializer)?;
        Ok(Self { validator, optional })
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        let value = decode(raw.get(), Encoding::Encoded).map_err(D::Error::custom)?;
        let kind = value.kind();
        Self::new(value).ok_or_else(|| {
            D::Error::custom(format_args!("a literal is a string, a number, a bigint or a boolean, found {kind}"))
        })
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
