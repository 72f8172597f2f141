//! Escaping of text from data, so that no terminal, log or page interprets it.

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

/// Escapes the same characters in JSON text, where only strings contain them unescaped.
pub(super) fn inert_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if is_active(character) && character != '\n' {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Checks if a character has an effect other than being visible: controls (C0, C1), and Unicode's invisible and
/// reordering characters.
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
    fn active_characters_are_escaped_and_others_kept() {
        assert_eq!(inert("a\u{1b}[31m\nb\u{9b}\u{202e}"), "a\\u{1b}[31m\\nb\\u{9b}\\u{202e}");
        assert!(matches!(inert("é 日本 😀 <b> ::error"), Cow::Borrowed(_)));
    }

    #[test]
    fn escaped_json_decodes_to_same_value() {
        let json = serde_json::to_string(&"a\u{9b}\u{202e}\u{e0041}\u{1b}😀").unwrap();
        let escaped = inert_json(&json);
        assert!(!escaped.contains(is_active), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), serde_json::from_str::<String>(&json).unwrap());
    }
}
