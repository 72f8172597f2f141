//! Conversion of bytes to a tree.

use super::tag;
use crate::schema::validator::UnknownType;
use crate::schema::{Field, Literal, Object, Signature, Validator};
use crate::value::{Name, Value};

/// Unpacks a validator.
pub(in crate::schema) fn read(bytes: &[u8]) -> Validator {
    let validator = Reader { bytes }.validator();
    debug_assert!(validator.is_some(), "not a packed validator: {bytes:?}");
    // By the invariant of packed bytes, this is always some.
    validator.unwrap_or(Validator::Any)
}

/// Unpacks fields, which may be unordered, and returns the first duplicate name.
pub(in crate::schema) fn read_fields(bytes: &[u8]) -> (Object, Option<Name>) {
    let (mut object, mut twice, mut reader) = (Object::default(), None, Reader { bytes });
    while let Some((name, field)) = reader.field() {
        if object.insert(name.clone(), field).is_some() {
            twice.get_or_insert(name);
        }
    }
    (object, twice)
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn validator(&mut self) -> Option<Validator> {
        Some(match self.byte()? {
            tag::NULL => Validator::Null,
            tag::FLOAT64 => Validator::Float64,
            tag::INT64 => Validator::Int64,
            tag::COMMIT_TS => Validator::CommitTs,
            tag::BOOLEAN => Validator::Boolean,
            tag::STRING => Validator::String,
            tag::BYTES => Validator::Bytes,
            tag::ANY => Validator::Any,
            tag::ID => Validator::Id(self.text()?.into()),
            tag::FUNCTION => Validator::Function(Box::new(Signature {
                fn_type: self.optional(|reader| reader.text().map(Name::from))?,
                args: self.optional(Self::validator)?,
                returns: self.optional(Self::validator)?,
            })),
            tag::UNKNOWN => {
                Validator::Unknown(Box::new(UnknownType { name: self.text()?.into(), json: self.text()?.into() }))
            }
            tag::ARRAY => Validator::Array(Box::new(self.validator()?)),
            tag::RECORD => Validator::Record(Box::new(self.validator()?), Box::new(self.validator()?)),
            tag::UNION => Validator::Union(std::iter::from_fn(|| self.validator()).collect()),
            tag::OBJECT => Validator::Object(std::iter::from_fn(|| self.field()).collect()),
            tag::INT64_LITERAL => literal(Value::Int64(i64::from_le_bytes(self.take_eight()?)))?,
            tag::FLOAT64_LITERAL => literal(Value::Float64(f64::from_le_bytes(self.take_eight()?)))?,
            tag::FALSE => literal(Value::Boolean(false))?,
            tag::TRUE => literal(Value::Boolean(true))?,
            tag::STRING_LITERAL => literal(Value::String(self.text()?.into()))?,
            // Also at the end of a list.
            _ => return None,
        })
    }

    /// Reads a part that may be absent. The outer `None` is an end of the bytes.
    fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.byte()? == 0 { Some(None) } else { read(self).map(Some) }
    }

    /// Returns the next field of an object; `None` at the end.
    fn field(&mut self) -> Option<(Name, Field)> {
        let optional = match self.byte()? {
            tag::END => return None,
            flag => flag != 0,
        };
        Some((self.text()?.into(), Field { optional, validator: self.validator()? }))
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = self.len()?;
        std::str::from_utf8(self.take(len)?).ok()
    }

    fn len(&mut self) -> Option<usize> {
        let (mut len, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            len |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(len);
            }
            shift += 7;
        }
    }

    fn take_eight(&mut self) -> Option<[u8; 8]> {
        self.take(8)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(taken)
    }
}

fn literal(value: Value) -> Option<Validator> {
    Literal::new(value).map(Validator::Literal)
}
