//! The form of `.env` files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use crate::keys::Secret;

/// White space in JavaScript.
const SPACE: &str = r"[\s\u{b}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]";

/// A line: `export`, a name, `=` or `: `, a value that is quoted or reaches to a `#`, and a comment.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    let quoted = |quote: char| format!(r"{SPACE}*{quote}(?:\\{quote}|[^{quote}])*{quote}");
    let value = format!(r"{}|{}|{}|[^#\r\n]+", quoted('\''), quoted('"'), quoted('`'));
    let pattern = format!(
        r"(?m)^{SPACE}*(?:export{SPACE}+)?([A-Za-z0-9_.-]+)(?:{SPACE}*={SPACE}*?|:{SPACE}+?)({value})?{SPACE}*(?:#.*)?$"
    );
    #[expect(clippy::expect_used, reason = "a constant pattern")]
    Regex::new(&pattern).expect("a pattern")
});

/// Reads the text of a `.env` file as the npm package `dotenv` does: lines that are not assignments are skipped, and the last
/// value of a name counts.
///
/// ```
/// use convex_ops::deployment_selection::parse_env_file;
///
/// let variables = parse_env_file("# keys\nexport CONVEX_DEPLOYMENT='dev:happy-otter-123' # mine\n");
/// assert_eq!(variables["CONVEX_DEPLOYMENT"].expose(), "dev:happy-otter-123");
/// ```
#[must_use]
pub fn parse_env_file(text: &str) -> BTreeMap<String, Secret> {
    LINE.captures_iter(&with_newlines(text)).filter_map(|line| assignment(&line)).collect()
}

/// Reads the text of a `.env` file in which each line is an assignment with a valid name, a comment or empty.
///
/// # Errors
/// The number of the first other line, from 1.
///
/// ```
/// use convex_ops::deployment_selection::parse_strict_env_file;
///
/// let is_name = |name: &str| name.starts_with('A');
/// assert_eq!(parse_strict_env_file("# keys\nA=1\n", is_name).unwrap()["A"].expose(), "1");
/// assert_eq!(parse_strict_env_file("# keys\nA=1\nB=2\n", is_name).unwrap_err(), 3);
/// assert_eq!(parse_strict_env_file("A=1\nneither\n", is_name).unwrap_err(), 2);
/// ```
pub fn parse_strict_env_file(text: &str, is_name: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Secret>, usize> {
    let text = with_newlines(text);
    let number = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let check_skipped = |from: usize, to: usize| {
        let mut at = from;
        for line in text.get(from..to).unwrap_or_default().split('\n') {
            if !matches!(trim(line).chars().next(), None | Some('#')) {
                return Err(number(at));
            }
            at += line.len() + 1;
        }
        Ok(())
    };
    let (mut variables, mut end) = (BTreeMap::new(), 0);
    for line in LINE.captures_iter(&text) {
        let (Some(whole), Some(name)) = (line.get(0), line.get(1)) else { continue };
        check_skipped(end, whole.start())?;
        if !is_name(name.as_str()) {
            return Err(number(name.start()));
        }
        variables.extend(assignment(&line));
        end = whole.end();
    }
    check_skipped(end, text.len())?;
    Ok(variables)
}

fn with_newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns the name and the value of a line.
fn assignment(line: &Captures<'_>) -> Option<(String, Secret)> {
    let value = line.get(2).map_or("", |value| value.as_str());
    Some((line.get(1)?.as_str().to_owned(), Secret::new(unquote(trim(value)))))
}

fn trim(value: &str) -> &str {
    // JavaScript trims the byte order mark too.
    value.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
}

/// Removes quotes around a value. Between double quotes, `\n` and `\r` are line breaks.
fn unquote(value: &str) -> String {
    let quote = value.chars().next().filter(|quote| ['\'', '"', '`'].contains(quote));
    let inner = quote.and_then(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value);
    match quote {
        Some('"') => inner.replace("\\n", "\n").replace("\\r", "\r"),
        _ => inner.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        parse_env_file(text).get("A").map(|value| value.expose().to_owned())
    }

    #[test]
    fn values_may_be_quoted_and_have_comments() {
        for (text, expected) in [
            ("A=b", "b"),
            ("A = b ", "b"),
            ("A: b", "b"),
            ("export A=b", "b"),
            ("A=b # c", "b"),
            ("A=b#c", "b"),
            ("A='b # c' # d", "b # c"),
            ("A=\"b\\nc\"", "b\nc"),
            ("A='b\\nc'", "b\\nc"),
            ("A=`b'c`", "b'c"),
            ("A='b\nc'\nB=1", "b\nc"),
            ("A=", ""),
            ("A=\nB=1", ""),
            ("A='b", "'b"),
            ("A='b' c", "'b' c"),
            ("A=b\r\nB=1", "b"),
            ("A=b\nA=c", "c"),
            ("\u{feff}A=b", "b"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn other_lines_are_skipped() {
        for text in ["# A=b", "A", "A b", "A:b", "=b", "export", "B=\"x\nA=b\""] {
            assert_eq!(value(text), None, "{text:?}");
        }
    }
}
