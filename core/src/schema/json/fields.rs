//! The fields of objects.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

use super::read::{TextOf, Unpacked};
use crate::schema::packed::{read_fields, tag, write_fields};

/// The fields of an object, by name.
pub(super) struct FieldsOf<'a>(pub(super) &'a mut Vec<u8>);

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

/// Puts the fields from `start` on in order.
fn sort<E: serde::de::Error>(bytes: &mut Vec<u8>, start: usize) -> Result<(), E> {
    let (object, twice) = read_fields(bytes.get(start..).unwrap_or_default());
    if let Some(name) = twice {
        return Err(E::custom(format_args!("duplicate field `{name}`")));
    }
    bytes.truncate(start);
    write_fields(&object, bytes);
    Ok(())
}

/// A field: appends the bytes of its validator, and says whether it is optional.
pub(super) struct FieldOf<'a>(pub(super) &'a mut Vec<u8>);

impl<'de> DeserializeSeed<'de> for FieldOf<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Key {
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
                Key::FieldType if field_type.is_some() => return Err(A::Error::duplicate_field("fieldType")),
                Key::FieldType => field_type = Some(map.next_value_seed(Unpacked(self.0))?),
                Key::Optional if optional.is_some() => return Err(A::Error::duplicate_field("optional")),
                Key::Optional => optional = Some(map.next_value()?),
                Key::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        field_type.ok_or_else(|| A::Error::missing_field("fieldType"))?;
        optional.ok_or_else(|| A::Error::missing_field("optional"))
    }
}
