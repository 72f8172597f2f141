//! Text from data, on one line, on which no terminal, log or page acts.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes control characters, and those that hide or reorder text, as Rust and JavaScript write them: `\n`, `\u{1b}`.
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            active if is_active(active) => escaped.extend(active.escape_unicode()),
            plain => escaped.push(plain),
        }
    }
    Cow::Owned(escaped)
}

/// The same inside JSON text, where strings are the only place in which such characters stand raw.
pub(super) fn inert_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if is_active(character) && character != '\n' {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing into a string can't fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// What does something other than to be seen: controls (C0, C1), and Unicode's invisible and reordering characters.
fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_active_is_escaped_and_the_rest_is_kept() {
        assert_eq!(inert("a\u{1b}[31m\nb\u{9b}\u{202e}"), "a\\u{1b}[31m\\nb\\u{9b}\\u{202e}");
        assert!(matches!(inert("é 日本 😀 <b> ::error"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_stays_the_same_json() {
        let json = serde_json::to_string(&"a\u{9b}\u{202e}\u{e0041}\u{1b}😀").unwrap();
        let escaped = inert_json(&json);
        assert!(!escaped.contains(is_active), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), serde_json::from_str::<String>(&json).unwrap());
    }
}
