//! Helpers for HTML, XML and Markdown: escaping, and messages with code in them.

use super::inert::inert;

/// Escapes text for HTML and XML, in elements and attributes. Control characters, which XML cannot represent, are
/// written as escapes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in inert(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML 1.0 cannot represent these two either, and they have no meaning.
            '\u{fffe}' | '\u{ffff}' => escaped.extend(character.escape_unicode()),
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Text(&'a str),
    /// Text between backticks: names and values, by the convention of all messages.
    Code(&'a str),
}

/// Splits a message into parts. A backtick in a name shifts the code spans, and has no other effect.
pub(super) fn parts(message: &str) -> impl Iterator<Item = Part<'_>> {
    let backticks = message.matches('`').count();
    message.split('`').enumerate().map(move |(index, part)| {
        let closed = index < backticks;
        if index % 2 == 1 && closed { Part::Code(part) } else { Part::Text(part) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_controls_are_escaped() {
        assert_eq!(escape("<b a=\"'\">&]]>\u{1b}\n"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;]]&gt;\\u{1b}\\n");
        assert_eq!(escape("ü 日本"), "ü 日本");
    }

    #[test]
    fn code_is_between_backticks() {
        let found: Vec<_> = parts("query `a:b` is gone").collect();
        assert_eq!(found, [Part::Text("query "), Part::Code("a:b"), Part::Text(" is gone")]);
        assert_eq!(parts("one ` alone").collect::<Vec<_>>(), [Part::Text("one "), Part::Text(" alone")]);
    }
}
