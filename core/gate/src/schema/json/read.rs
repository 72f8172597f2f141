//! Conversion of JSON to packed bytes, without a tree.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::leaf::{LiteralOf, TextOf};
use super::source::{MapSource, Source, TextSource};
use super::tag::{Key, Tag};
use crate::schema::packed::{read_fields, tag, write_fields, write_text};

/// Reads a validator, and appends its bytes.
pub(super) struct PackValidator<'a>(pub(super) &'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for PackValidator<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PackValidator<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a validator: an object with `type`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match map.next_key::<Key>()? {
            Some(Key::Type) => map.next_value::<Tag>()?.read(&mut map, Vec::new(), self.0),
            first => read_unordered(&mut map, first, self.0),
        }
    }
}

/// Reads the rare form in which `type` is not the first member, and buffers the earlier members as text.
fn read_unordered<'de, A: MapAccess<'de>>(
    map: &mut A,
    first: Option<Key>,
    bytes: &mut Vec<u8>,
) -> Result<(), A::Error> {
    let mut waiting = Vec::new();
    let mut key = first;
    while let Some(name) = key {
        if name == Key::Type {
            return map.next_value::<Tag>()?.read(map, waiting, bytes);
        }
        waiting.push((name, map.next_value::<Box<RawValue>>()?));
        key = map.next_key()?;
    }
    Err(A::Error::missing_field("type"))
}

impl Tag {
    /// Reads the remaining members of a validator of this type.
    fn read<'de, A: MapAccess<'de>>(
        self,
        map: &mut A,
        waiting: Vec<(Key, Box<RawValue>)>,
        bytes: &mut Vec<u8>,
    ) -> Result<(), A::Error> {
        match self {
            // Most validators are leaves without members.
            Self::Leaf(leaf) => {
                while map.next_key::<IgnoredAny>()?.is_some() {
                    map.next_value::<IgnoredAny>()?;
                }
                bytes.push(leaf);
                return Ok(());
            }
            Self::Unknown(name) => return read_unknown(&name, map, waiting, bytes),
            _ => {}
        }
        let mut members = Members::at_end_of(bytes);
        for (key, raw) in waiting {
            let mut text = serde_json::Deserializer::from_str(raw.get());
            self.member(key, &mut members, TextSource(&mut text)).map_err(A::Error::custom)?;
        }
        while let Some(key) = map.next_key::<Key>()? {
            self.member(key, &mut members, MapSource(map))?;
        }
        self.finish(members)
    }

    /// Reads one member; of duplicate members, the last one counts.
    fn member<'de, S: Source<'de>>(&self, key: Key, members: &mut Members<'_>, source: S) -> Result<(), S::Error> {
        match (self, key) {
            (Self::Array, Key::Value) => source.read(PackValidator(members.only_member(tag::ARRAY))),
            (Self::Union, Key::Value) => source.read(MembersOf(members.only_member(tag::UNION))),
            (Self::Object, Key::Value) => source.read(FieldsOf(members.only_member(tag::OBJECT))),
            (Self::Literal, Key::Value) => source.read(LiteralOf(members.restart())),
            (Self::Id, Key::TableName) => source.read(TextOf(members.only_member(tag::ID))).map(drop),
            (Self::Record, Key::Keys) => source.read(PackValidator(members.keys.insert(Vec::new()))),
            (Self::Record, Key::Values) => {
                let optional = source.read(FieldOf(members.values.insert(Vec::new())))?;
                members.is_complete = !optional;
                Ok(())
            }
            (Self::Function, Key::FnType) => source.read(TextOf(members.fn_type.insert(Vec::new()))).map(drop),
            (Self::Function, Key::Args) => source.read(PackValidator(members.keys.insert(Vec::new()))),
            (Self::Function, Key::Returns) => source.read(PackValidator(members.values.insert(Vec::new()))),
            _ => source.read(std::marker::PhantomData::<IgnoredAny>).map(drop),
        }
    }

    fn finish<E: serde::de::Error>(&self, members: Members<'_>) -> Result<(), E> {
        let Members { bytes, is_complete, keys, values, fn_type, .. } = members;
        match self {
            Self::Function => {
                bytes.push(tag::FUNCTION);
                for part in [fn_type, keys, values] {
                    bytes.push(u8::from(part.is_some()));
                    bytes.extend(part.into_iter().flatten());
                }
                Ok(())
            }
            Self::Record => {
                let keys = keys.ok_or_else(|| E::missing_field("keys"))?;
                let values = values.ok_or_else(|| E::missing_field("values"))?;
                if !is_complete {
                    return Err(E::custom("the values of a record cannot be optional"));
                }
                bytes.push(tag::RECORD);
                bytes.extend(keys.into_iter().chain(values));
                Ok(())
            }
            _ if is_complete => Ok(()),
            Self::Id => Err(E::missing_field("tableName")),
            _ => Err(E::missing_field("value")),
        }
    }
}

/// Reads the remaining members of a validator of an unknown type, and keeps all of them as JSON.
fn read_unknown<'de, A: MapAccess<'de>>(
    name: &str,
    map: &mut A,
    waiting: Vec<(Key, Box<RawValue>)>,
    bytes: &mut Vec<u8>,
) -> Result<(), A::Error> {
    let mut json = serde_json::Map::new();
    for (key, raw) in waiting {
        json.insert(key.as_str().to_owned(), serde_json::from_str(raw.get()).map_err(A::Error::custom)?);
    }
    while let Some((key, value)) = map.next_entry()? {
        json.insert(key, value);
    }
    json.insert("type".to_owned(), name.into());
    bytes.push(tag::UNKNOWN);
    write_text(name, bytes);
    write_text(&serde_json::Value::Object(json).to_string(), bytes);
    Ok(())
}

/// Members of a validator that have been read.
struct Members<'a> {
    bytes: &'a mut Vec<u8>,
    /// Start of the validator.
    start: usize,
    /// True if the required member has been read.
    is_complete: bool,
    /// Members of a record, or the arguments and results of a function, which come in any order.
    keys: Option<Vec<u8>>,
    values: Option<Vec<u8>>,
    /// Kind of a function.
    fn_type: Option<Vec<u8>>,
}

impl<'a> Members<'a> {
    fn at_end_of(bytes: &'a mut Vec<u8>) -> Self {
        Self { start: bytes.len(), bytes, is_complete: false, keys: None, values: None, fn_type: None }
    }

    /// Returns the place for the only member of a validator, after its tag.
    fn only_member(&mut self, tag: u8) -> &mut Vec<u8> {
        self.restart().push(tag);
        self.bytes
    }

    fn restart(&mut self) -> &mut Vec<u8> {
        self.is_complete = true;
        self.bytes.truncate(self.start);
        self.bytes
    }
}

/// Reads the members of a union.
struct MembersOf<'a>(&'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for MembersOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for MembersOf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the members of a union: a list of validators")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(PackValidator(self.0))?.is_some() {}
        self.0.push(tag::END);
        Ok(())
    }
}

/// Reads the fields of an object, by name.
struct FieldsOf<'a>(&'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for FieldsOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsOf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of fields, each with `fieldType` and `optional`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let start = self.0.len();
        let mut last: Option<Range<usize>> = None;
        let mut is_sorted = true;
        loop {
            let flag = self.0.len();
            self.0.push(0);
            let Some(name) = map.next_key_seed(TextOf(self.0))? else {
                self.0.truncate(flag);
                break;
            };
            is_sorted &= last.is_none_or(|last| self.0.get(last) < self.0.get(name.clone()));
            last = Some(name);
            let optional = map.next_value_seed(FieldOf(self.0))?;
            if let Some(flag) = self.0.get_mut(flag) {
                *flag = u8::from(optional);
            }
        }
        self.0.push(tag::END);
        // Convex writes fields in name order; people don't.
        if is_sorted { Ok(()) } else { sort(self.0, start) }
    }
}

/// Sorts the fields after `start`.
fn sort<E: serde::de::Error>(bytes: &mut Vec<u8>, start: usize) -> Result<(), E> {
    let (object, twice) = read_fields(bytes.get(start..).unwrap_or_default());
    if let Some(name) = twice {
        return Err(E::custom(format_args!("duplicate field `{name}`")));
    }
    bytes.truncate(start);
    write_fields(&object, bytes);
    Ok(())
}

/// Reads a field: appends the bytes of its validator, and returns true if it is optional.
struct FieldOf<'a>(&'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for FieldOf<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum FieldKey {
    FieldType,
    Optional,
    #[serde(other)]
    Other,
}

impl<'de> Visitor<'de> for FieldOf<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field: an object with `fieldType` and `optional`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let (mut field_type, mut optional) = (None, None);
        while let Some(key) = map.next_key()? {
            match key {
                FieldKey::FieldType if field_type.is_some() => return Err(A::Error::duplicate_field("fieldType")),
                FieldKey::FieldType => field_type = Some(map.next_value_seed(PackValidator(self.0))?),
                FieldKey::Optional if optional.is_some() => return Err(A::Error::duplicate_field("optional")),
                FieldKey::Optional => optional = Some(map.next_value()?),
                FieldKey::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        field_type.ok_or_else(|| A::Error::missing_field("fieldType"))?;
        optional.ok_or_else(|| A::Error::missing_field("optional"))
    }
}
