//! Limits of Convex's values, and rules for names.
//!
//! The numbers are those of Convex's code, which decides how a deployment behaves if its documentation differs.

/// Maximum number of fields of one object.
pub const MAX_OBJECT_FIELDS: usize = 1024;
/// Maximum number of elements of one array.
pub const MAX_ARRAY_LEN: usize = 8192;
/// Maximum number of levels of arrays and objects in one value.
pub const MAX_NESTING: usize = 64;
/// Maximum number of levels of arrays and objects in one document, including the document.
pub const MAX_DOCUMENT_NESTING: usize = 16;
/// Maximum size of one document in bytes, as [`Value::size`](super::Value::size) counts them, including its system
/// fields.
pub const MAX_DOCUMENT_SIZE: usize = 1 << 20;
/// Maximum length of the name of a value's field, in bytes.
pub const MAX_FIELD_NAME_LEN: usize = 1024;
/// Maximum length of the name of a table, an index or a field of a schema, in bytes.
pub const MAX_IDENTIFIER_LEN: usize = 64;

/// Checks if a field of a value may have this name: ASCII without control characters, not starting with `$`; the empty
/// name is allowed.
///
/// ```
/// use convex_ops::value::limits::is_field_name;
///
/// assert!(is_field_name("first name") && is_field_name(""));
/// assert!(!is_field_name("$id") && !is_field_name("naïve"));
/// ```
#[must_use]
pub fn is_field_name(name: &str) -> bool {
    name.len() <= MAX_FIELD_NAME_LEN
        && !name.starts_with('$')
        && name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_control())
}

/// Checks if a table, an index or a field of a schema may have this name: letters, digits and underscores, not starting
/// with a digit, not only underscores.
///
/// ```
/// use convex_ops::value::limits::is_identifier;
///
/// assert!(is_identifier("by_name2") && is_identifier("_id"));
/// assert!(!is_identifier("2nd") && !is_identifier("__") && !is_identifier(""));
/// ```
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    name.len() <= MAX_IDENTIFIER_LEN
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.bytes().any(|byte| byte != b'_')
}
