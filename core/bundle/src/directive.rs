//! The directive `"use node"`, which makes a module run in Node.

/// Checks if a module starts with the directive, possibly among other directives.
pub(crate) fn uses_node(source: &str) -> bool {
    let mut rest = source.trim_start_matches('\u{feff}');
    if rest.starts_with("#!") {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    while let Some((directive, after)) = first_directive(rest) {
        if directive == "use node" {
            return true;
        }
        rest = after;
    }
    false
}

/// Parses a directive at the start and returns it without quotes, and the rest.
fn first_directive(text: &str) -> Option<(&str, &str)> {
    let (text, _) = after_blanks(text);
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let inside = text.get(1..)?;
    let end = end_of_string(inside, quote)?;
    let (directive, rest) = (inside.get(..end)?, inside.get(end + 1..)?);
    let (rest, lines) = after_blanks(rest);
    match rest.chars().next() {
        None => Some((directive, rest)),
        Some(';') => Some((directive, rest.get(1..)?)),
        // Without a semicolon, the statement ends with the line unless the next token continues it.
        Some(next) if lines && !"+-*/%&|^<>=!?:.,([`".contains(next) => Some((directive, rest)),
        Some(_) => None,
    }
}

/// Finds the end of a string literal.
fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match character {
            '\n' if !escaped => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return Some(index),
            _ => {}
        }
    }
    None
}

/// Skips white space and comments, and returns the rest and if a line ended in them.
fn after_blanks(text: &str) -> (&str, bool) {
    let (mut rest, mut lines) = (text, false);
    loop {
        let trimmed = rest.trim_start();
        let comment = if trimmed.starts_with("//") {
            Some(trimmed.find('\n').unwrap_or(trimmed.len()))
        } else if trimmed.starts_with("/*") {
            trimmed.find("*/").map(|end| end + 2)
        } else {
            None
        };
        let skipped = rest.len() - trimmed.len() + comment.unwrap_or(0);
        lines |= rest.get(..skipped).is_some_and(|skipped| skipped.contains('\n'));
        rest = rest.get(skipped..).unwrap_or("");
        if comment.is_none() {
            return (rest, lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directive_at_the_start_is_found() {
        for source in [
            "\"use node\";\nexport {};",
            "'use node'\nexport {};",
            "\u{feff}\"use node\"",
            "#!/usr/bin/env node\n\"use node\";",
            "// sends mail\n/* in\nNode */ \"use node\"; // because of it\n",
            "\"use strict\"\n'use node'\nimport a from \"a\";",
            "\"it isn't\"; \"use node\";",
        ] {
            assert!(uses_node(source), "{source}");
        }
    }

    #[test]
    fn same_text_elsewhere_is_ignored() {
        for source in [
            "",
            "export const a = \"use node\";",
            "import a from \"a\";\n\"use node\";",
            "// \"use node\"",
            "/* \"use node\"; */ export {};",
            "\"use node\" + 1;",
            "\"use node\"\n.length;",
            "(\"use node\");",
            "\"use  node\";",
            "\"use node",
            "/* no end",
        ] {
            assert!(!uses_node(source), "{source}");
        }
    }
}
