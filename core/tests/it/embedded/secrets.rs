//! Checks that secrets are compared in one file, in constant time.

use crate::rust_source::tokens;
use crate::support::{files, read};

/// The file with the comparison.
const COMPARISON: &str = "core/src/embedded/secrets/compare.rs";

/// Names in the code of values that are secrets or their hashes.
const SECRETS: [&str; 5] = ["hash", "secret", "token", "expose", "kept"];

#[test]
fn secrets_are_compared_in_one_file() {
    let folders = ["core/src/embedded", "core/src/serve", "core/client/src/keys/admin"];
    let sources = folders.iter().filter(|folder| crate::support::root().join(folder).is_dir());
    for file in sources.flat_map(|folder| files(folder, &[".rs"])).filter(|file| file != COMPARISON) {
        let text = read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        assert!(
            !tokens(code).iter().any(|token| token.is("ct_eq") || token.is("subtle")),
            "{file}: another comparison"
        );
        for (line, text) in (1..).zip(code.lines()) {
            assert!(!compares_a_secret(text), "{file}:{line}: a secret is compared as text: {}", text.trim());
        }
    }
    assert!(read(COMPARISON).contains("ct_eq"));
}

/// Checks if a line compares a secret with `==` or `!=`. Lengths may be compared.
fn compares_a_secret(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let sides = code.split("==").chain(code.split("!=")).collect::<Vec<_>>();
    if sides.len() < 3 {
        return false;
    }
    let operand = |side: &str, from_end: bool| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '(' | ')' | '&' | '*');
        let side = side.trim();
        let word: String = match from_end {
            true => side.chars().rev().take_while(|c| is_word(*c)).collect::<Vec<_>>().into_iter().rev().collect(),
            false => side.chars().take_while(|c| is_word(*c)).collect(),
        };
        let last = word.trim_end_matches("()").rsplit('.').next().unwrap_or_default().to_owned();
        SECRETS.contains(&last.trim_matches(['&', '*', '(', ')']))
    };
    let compared = |operator: &str| {
        code.match_indices(operator).any(|(at, _)| operand(&code[..at], true) || operand(&code[at + 2..], false))
    };
    compared("==") || compared("!=")
}

#[test]
fn secret_comparison_is_found_and_others_ignored() {
    for line in ["if found.hash == kept.hash {", "token != other", "a == key.expose()", "*secret == *other"] {
        assert!(compares_a_secret(line), "{line}");
    }
    for line in
        ["if token.is_some() {", "kind == other // secret == secret", "secret.len() == 64", "let hash = keep(x);"]
    {
        assert!(!compares_a_secret(line), "{line}");
    }
}
