//! Paths in a file, in `use` items and elsewhere.

use super::Token;

/// A path such as `std::fs::read`, and its line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedPath {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

impl NamedPath {
    /// Checks if the path starts with `prefix`, written with `::`.
    pub(crate) fn begins_with(&self, prefix: &str) -> bool {
        let prefix: Vec<_> = prefix.split("::").collect();
        self.segments.len() >= prefix.len()
            && self.segments.iter().zip(prefix).all(|(segment, wanted)| segment == wanted)
    }
}

/// Returns every path of the tokens; a group such as `a::{b, c::d}` yields one path for each entry.
pub(crate) fn named_paths(tokens: &[Token]) -> Vec<NamedPath> {
    let mut paths = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        rest = if first.is_word() { path(rest, &[], &mut paths) } else { &rest[1..] };
    }
    paths
}

/// Reads a path that continues `prefix`. Returns the rest.
fn path<'a>(mut rest: &'a [Token], prefix: &[String], paths: &mut Vec<NamedPath>) -> &'a [Token] {
    let mut segments = prefix.to_vec();
    let line = rest.first().map_or(0, |token| token.line);
    loop {
        match rest {
            [open, inside @ ..] if open.is("{") && !segments.is_empty() => return group(inside, &segments, paths),
            [word, colons, after @ ..] if word.is_word() && colons.is("::") => {
                segments.push(word.text.clone());
                rest = after;
            }
            [word, after @ ..] if word.is_word() => {
                segments.push(word.text.clone());
                rest = after;
                break;
            }
            _ => break,
        }
    }
    paths.push(NamedPath { segments, line });
    rest
}

/// Reads the entries of a group up to its closing brace.
fn group<'a>(mut rest: &'a [Token], prefix: &[String], paths: &mut Vec<NamedPath>) -> &'a [Token] {
    while let Some(first) = rest.first() {
        match first.text.as_str() {
            "}" => return &rest[1..],
            "as" => rest = rest.get(2..).unwrap_or_default(),
            _ if first.is_word() => rest = path(rest, prefix, paths),
            _ => rest = &rest[1..],
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn paths(source: &str) -> Vec<String> {
        named_paths(&tokens(source)).into_iter().map(|path| path.segments.join("::")).collect()
    }

    #[test]
    fn groups_are_expanded() {
        let source = "use std::{fs::{self, File}, io as other, net};";
        assert_eq!(paths(source), ["use", "std::fs::self", "std::fs::File", "std::io", "std::net"]);
    }

    #[test]
    fn block_after_path_is_not_a_group() {
        assert_eq!(paths("match a::b { c => d }"), ["match", "a::b", "c", "d"]);
    }

    #[test]
    fn path_ends_at_generic_arguments() {
        assert_eq!(paths("a::b::<c::d>()"), ["a::b", "c::d"]);
    }
}
