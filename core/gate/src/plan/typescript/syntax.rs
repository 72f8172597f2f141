//! Names and literals of TypeScript.

use crate::schema::Literal;
use crate::value::Value;

/// Returns a text as a string literal.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Checks if a text can be written as a name.
pub(super) fn is_identifier(text: &str) -> bool {
    let starts = |first: char| first.is_ascii_alphabetic() || first == '_' || first == '$';
    text.starts_with(starts) && text.chars().all(|next| starts(next) || next.is_ascii_digit())
}

/// Returns a name as the key of an object literal. `__proto__` as a plain key would set the prototype.
pub(super) fn key(name: &str) -> String {
    match name {
        "__proto__" => "[\"__proto__\"]".to_owned(),
        name if is_identifier(name) => name.to_owned(),
        name => string(name),
    }
}

/// Returns the access to a member: `.name`, or `["a name"]`.
pub(super) fn member(name: &str) -> String {
    if is_identifier(name) { format!(".{name}") } else { format!("[{}]", string(name)) }
}

/// Returns a text as the name of a constant; other characters become `_`.
pub(super) fn constant(text: &str) -> String {
    let name: String = text.chars().map(|part| if part.is_ascii_alphanumeric() { part } else { '_' }).collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// Returns the value of a literal.
pub(super) fn literal(literal: &Literal) -> String {
    match literal.value() {
        Value::Int64(number) => format!("{number}n"),
        Value::Float64(number) if number.is_nan() => "NaN".to_owned(),
        Value::Float64(number) if number.is_infinite() => {
            if *number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
        }
        Value::Float64(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::String(text) => string(text),
        // Other values cannot be literals.
        _ => "null".to_owned(),
    }
}

/// Returns a text as a comment of one line.
pub(super) fn comment(text: &str) -> String {
    format!("// {}", text.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " "))
}
