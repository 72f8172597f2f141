//! Patterns for names.

use serde::{Deserialize, Serialize};

/// A pattern for names: `*` stands for any characters but `/`, `**` for any characters at all, `?` for one character.
///
/// ```
/// use convex_ops::compat::policy::Glob;
///
/// let glob = Glob::new("admin/*:list");
/// assert!(glob.matches("admin/users:list"));
/// assert!(!glob.matches("admin/old/users:list"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Glob(String);

impl Glob {
    /// Creates a pattern.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        Self(pattern.to_owned())
    }

    /// Returns the text of the pattern.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks if the pattern matches a whole name.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        is_match(&self.0.chars().collect::<Vec<_>>(), &name.chars().collect::<Vec<_>>())
    }

    /// Checks if the pattern matches the name of a function, with or without `.js` (`messages:list`).
    #[must_use]
    pub fn matches_function(&self, name: &str) -> bool {
        self.matches(name) || self.matches(&name.replacen(".js:", ":", 1))
    }
}

/// Matches character by character. `reached` holds the positions of the pattern that the characters so far may lead to, so
/// that the time is bounded by the product of the lengths.
fn is_match(pattern: &[char], name: &[char]) -> bool {
    let mut reached = vec![false; pattern.len() + 1];
    mark(pattern, 0, &mut reached);
    for character in name {
        let mut next = vec![false; pattern.len() + 1];
        for (index, _) in reached.iter().enumerate().filter(|(_, reached)| **reached) {
            match pattern.get(index) {
                Some('*') if *character != '/' || is_double(pattern, index) => mark(pattern, index, &mut next),
                Some('?') => mark(pattern, index + 1, &mut next),
                Some(expected) if expected == character && *expected != '*' => mark(pattern, index + 1, &mut next),
                _ => {}
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

/// Marks a position, and those after it that stand for no characters.
fn mark(pattern: &[char], from: usize, reached: &mut [bool]) {
    for index in from..reached.len() {
        if let Some(position) = reached.get_mut(index) {
            *position = true;
        }
        if pattern.get(index) != Some(&'*') {
            return;
        }
    }
}

fn is_double(pattern: &[char], index: usize) -> bool {
    pattern.get(index + 1) == Some(&'*') || index.checked_sub(1).and_then(|before| pattern.get(before)) == Some(&'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names() {
        for (pattern, name, expected) in [
            ("", "", true),
            ("users", "users", true),
            ("users", "users2", false),
            ("*", "users", true),
            ("*", "a/b", false),
            ("**", "a/b", true),
            ("a/**", "a/b/c", true),
            ("**/c", "a/b/c", true),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abcd", false),
            ("u?er", "user", true),
            ("u?er", "uer", false),
            (".items[].*", ".items[].price", true),
        ] {
            assert_eq!(Glob::new(pattern).matches(name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn long_pattern_ends_in_time() {
        assert!(!Glob::new(&"*a".repeat(500)).matches(&"a".repeat(400)));
    }

    #[test]
    fn functions_match_without_extension() {
        assert!(Glob::new("messages:*").matches_function("messages.js:list"));
        assert!(Glob::new("messages.js:list").matches_function("messages.js:list"));
        assert!(!Glob::new("messages:list").matches_function("old/messages.js:list"));
    }
}
