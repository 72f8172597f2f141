//! Encoding of names and values in a path or query.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters to escape in a path or query: all but those that RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Escapes a text for a path segment or a query value.
pub(super) fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Returns the field that a path parameter fills: `team_id` fills `teamId`.
pub(super) fn camel_case(parameter: &str) -> String {
    let mut name = String::with_capacity(parameter.len());
    for (index, word) in parameter.split('_').enumerate() {
        let mut letters = word.chars();
        match letters.next().filter(|_| index > 0) {
            Some(first) => name.extend(first.to_uppercase().chain(letters)),
            None => name.push_str(word),
        }
    }
    name
}
