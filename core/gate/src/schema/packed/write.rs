//! Conversion of a tree to bytes. The encoding of each validator marks its own end, so it cannot run into the next.

use super::tag;
use crate::schema::{Object, Signature, Validator};
use crate::value::Value;

impl Validator {
    /// Appends the bytes of this validator.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Null => bytes.push(tag::NULL),
            Self::Float64 => bytes.push(tag::FLOAT64),
            Self::Int64 => bytes.push(tag::INT64),
            Self::CommitTs => bytes.push(tag::COMMIT_TS),
            Self::Boolean => bytes.push(tag::BOOLEAN),
            Self::String => bytes.push(tag::STRING),
            Self::Bytes => bytes.push(tag::BYTES),
            Self::Any => bytes.push(tag::ANY),
            Self::Literal(literal) => write_literal(literal.value(), bytes),
            Self::Id(table) => {
                bytes.push(tag::ID);
                write_text(table, bytes);
            }
            Self::Function(signature) => {
                let Signature { fn_type, args, returns } = &**signature;
                bytes.push(tag::FUNCTION);
                bytes.push(u8::from(fn_type.is_some()));
                fn_type.iter().for_each(|fn_type| write_text(fn_type, bytes));
                for part in [args, returns] {
                    bytes.push(u8::from(part.is_some()));
                    part.iter().for_each(|part| part.write(bytes));
                }
            }
            Self::Unknown(unknown) => {
                bytes.push(tag::UNKNOWN);
                write_text(&unknown.name, bytes);
                write_text(&unknown.json, bytes);
            }
            Self::Array(element) => {
                bytes.push(tag::ARRAY);
                element.write(bytes);
            }
            Self::Record(keys, values) => {
                bytes.push(tag::RECORD);
                keys.write(bytes);
                values.write(bytes);
            }
            Self::Object(object) => {
                bytes.push(tag::OBJECT);
                write_fields(object, bytes);
            }
            Self::Union(members) => {
                bytes.push(tag::UNION);
                members.iter().for_each(|member| member.write(bytes));
                bytes.push(tag::END);
            }
        }
    }
}

/// Appends the fields of an object: whether each is optional, its name, its validator.
pub(in crate::schema) fn write_fields(object: &Object, bytes: &mut Vec<u8>) {
    for (name, field) in object.iter() {
        bytes.push(u8::from(field.optional));
        write_text(name, bytes);
        field.validator.write(bytes);
    }
    bytes.push(tag::END);
}

/// Appends the validator of one value.
pub(in crate::schema) fn write_literal(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Int64(number) => {
            bytes.push(tag::INT64_LITERAL);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Value::Float64(number) => {
            bytes.push(tag::FLOAT64_LITERAL);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Value::Boolean(truth) => bytes.push(if *truth { tag::TRUE } else { tag::FALSE }),
        other => {
            bytes.push(tag::STRING_LITERAL);
            write_text(other.as_str().unwrap_or_default(), bytes);
        }
    }
}

/// Appends a text after its length.
pub(in crate::schema) fn write_text(text: &str, bytes: &mut Vec<u8>) {
    write_len(text.len(), bytes);
    bytes.extend_from_slice(text.as_bytes());
}

/// Appends a length with seven bits per byte, low ones first; the last byte has no high bit.
fn write_len(mut len: usize, bytes: &mut Vec<u8>) {
    while len >= 0x80 {
        bytes.push(len as u8 | 0x80);
        len >>= 7;
    }
    bytes.push(len as u8);
}
