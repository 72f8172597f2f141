//! `use` items: the names that they import, and the other tokens of a file.

use super::Token;

/// A name that a `use` item imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// Path of the item.
    pub(super) segments: Vec<String>,
    /// The name; `*` for a glob.
    pub(super) name: String,
    /// True for a re-export.
    pub(super) handed_on: bool,
    pub(super) line: usize,
}

/// Splits tokens into the names that `use` items import and the other tokens.
pub(super) fn take_uses(tokens: &[Token]) -> (Vec<Use>, Vec<Token>) {
    let (mut uses, mut others) = (Vec::new(), Vec::new());
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        // `impl Trait + use<'a>` is not an item.
        if first.is("use") && !after.first().is_some_and(|next| next.is("<")) {
            let handed_on = take_visibility(&mut others);
            rest = tree(after, &[], handed_on, &mut uses);
        } else {
            others.push(first.clone());
            rest = after;
        }
    }
    (uses, others)
}

/// Removes a trailing `pub` or `pub(…)` from tokens. Returns true if there was one.
fn take_visibility(tokens: &mut Vec<Token>) -> bool {
    let mut end = tokens.len();
    if tokens.last().is_some_and(|last| last.is(")")) {
        end = tokens.iter().rposition(|token| token.is("(")).unwrap_or(end);
    }
    let is_public = end > 0 && tokens[end - 1].is("pub");
    if is_public {
        tokens.truncate(end - 1);
    }
    is_public
}

/// Reads one entry that continues `prefix`. Returns the rest: a comma, a closing brace, or the tokens after
/// the item's semicolon.
fn tree<'a>(mut rest: &'a [Token], prefix: &[String], handed_on: bool, uses: &mut Vec<Use>) -> &'a [Token] {
    let mut segments = prefix.to_vec();
    let line = rest.first().map_or(0, |token| token.line);
    let mut name = None;
    while let Some((first, after)) = rest.split_first() {
        match first.text.as_str() {
            "{" => {
                rest = after;
                while let Some(next) = rest.first() {
                    match next.text.as_str() {
                        "}" => return past_semicolon(&rest[1..]),
                        "," => rest = &rest[1..],
                        _ => rest = tree(rest, &segments, handed_on, uses),
                    }
                }
                return rest;
            }
            "," | "}" | ";" => break,
            "as" => {
                name = after.first().map(|alias| alias.text.clone());
                rest = after.get(1..).unwrap_or_default();
                continue;
            }
            "*" => name = Some("*".to_owned()),
            "self" if !segments.is_empty() => {}
            _ if first.is_word() => segments.push(first.text.clone()),
            _ => {}
        }
        rest = after;
    }
    let name = name.or_else(|| segments.last().cloned()).unwrap_or_default();
    uses.push(Use { segments, name, handed_on, line });
    past_semicolon(rest)
}

fn past_semicolon(rest: &[Token]) -> &[Token] {
    match rest {
        [first, after @ ..] if first.is(";") => after,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn read(source: &str) -> (Vec<String>, String) {
        let (uses, others) = take_uses(&tokens(source));
        let uses = uses.iter().map(|found| {
            let mark = if found.handed_on { "+" } else { "" };
            format!("{mark}{}={}", found.name, found.segments.join("::"))
        });
        let others: Vec<_> = others.into_iter().map(|token| token.text).collect();
        (uses.collect(), others.join(" "))
    }

    #[test]
    fn use_trees_are_expanded() {
        let (uses, others) = read("use a::{self, b::{c, d as e}, f::*}; x; use g; y");
        assert_eq!(uses, ["a=a", "c=a::b::c", "e=a::b::d", "*=a::f", "g=g"]);
        assert_eq!(others, "x ; y");
    }

    #[test]
    fn reexports_are_distinguished_from_imports() {
        let (uses, others) = read("pub use a::b; pub(super) use c; pub(in crate::d) use e::f; #[cfg(g)] use h;");
        assert_eq!(uses, ["+b=a::b", "+c=c", "+f=e::f", "h=h"]);
        assert_eq!(others, "# [ cfg ( g ) ]");
    }

    #[test]
    fn captured_lifetimes_are_not_use_items() {
        assert_eq!(read("fn f() -> impl A + use<'a> {}"), (Vec::new(), "fn f ( ) - > impl A + use < > { }".to_owned()));
    }
}
