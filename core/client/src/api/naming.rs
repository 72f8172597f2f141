//! Names and texts on their way into a path or query.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is escaped in a path and a query: everything but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Escapes a text for a path's segment or a query's value.
pub(super) fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// The field that a path's parameter fills: `team_id` fills `teamId`.
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
