//! Tag byte of each kind of validator; literals add the kind of their value.

pub(in crate::schema) const NULL: u8 = 0;
pub(in crate::schema) const FLOAT64: u8 = 1;
pub(in crate::schema) const INT64: u8 = 2;
pub(in crate::schema) const COMMIT_TS: u8 = 3;
pub(in crate::schema) const BOOLEAN: u8 = 4;
pub(in crate::schema) const STRING: u8 = 5;
pub(in crate::schema) const BYTES: u8 = 6;
pub(in crate::schema) const ANY: u8 = 7;
pub(in crate::schema) const ID: u8 = 8;
pub(in crate::schema) const ARRAY: u8 = 9;
pub(in crate::schema) const RECORD: u8 = 10;
pub(in crate::schema) const UNION: u8 = 11;
pub(in crate::schema) const OBJECT: u8 = 12;
pub(in crate::schema) const INT64_LITERAL: u8 = 13;
pub(in crate::schema) const FLOAT64_LITERAL: u8 = 14;
pub(in crate::schema) const FALSE: u8 = 15;
pub(in crate::schema) const TRUE: u8 = 16;
pub(in crate::schema) const STRING_LITERAL: u8 = 17;
pub(in crate::schema) const FUNCTION: u8 = 18;
/// A type of a newer version of Convex. No byte of UTF-8 text, so that packed validators without one are recognised by a
/// scan.
pub(in crate::schema) const UNKNOWN: u8 = 254;
/// End of the members of a union, and of the fields of an object.
pub(in crate::schema) const END: u8 = 255;
