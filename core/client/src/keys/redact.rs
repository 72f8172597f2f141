//! Redaction of keys in arbitrary text.

use std::borrow::Cow;
use std::iter::once;

use super::TypePrefix;
use super::secret::{REDACTED, is_surely_secret};

/// Minimum length of the text after `name|` to count as a secret. With a type prefix, any length counts.
const SHORTEST_BARE_SECRET: usize = 24;

/// Replaces the secrets of all keys and tokens in `text`.
///
/// ```
/// use convex_ops::keys::redact;
///
/// assert_eq!(redact("no access for prod:tall-forest-123|eyJ2MiI6 today"), "no access for prod:tall-forest-123|<redacted> today");
/// assert_eq!(redact("expected string|number"), "expected string|number");
/// ```
#[must_use]
pub fn redact(text: &str) -> String {
    text.split_inclusive(is_separator).map(redact_word).collect()
}

/// Matches characters that end a word and never occur in a key.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | '(' | ')' | '<' | '>' | '[' | ']' | '{' | '}')
}

fn redact_word(word: &str) -> String {
    let (mut rest, end) = split_separator(word);
    let mut out = String::with_capacity(word.len());
    while let Some((prefix, secret)) = rest.split_once('|') {
        out.push_str(&redact_runs(prefix));
        out.push('|');
        if is_key(prefix, secret) {
            return out + REDACTED + end;
        }
        rest = secret;
    }
    out + &redact_runs(rest) + end
}

fn split_separator(word: &str) -> (&str, &str) {
    match word.char_indices().next_back() {
        Some((at, last)) if is_separator(last) => word.split_at(at),
        _ => (word, ""),
    }
}

fn is_key(prefix: &str, secret: &str) -> bool {
    let is_bare = secret.len() >= SHORTEST_BARE_SECRET && secret.bytes().all(is_token_byte);
    !secret.is_empty() && (is_bare || has_type(prefix))
}

/// Returns `true` if a key type precedes a `:`, possibly after other text: `CONVEX_DEPLOY_KEY=prod:name`.
fn has_type(prefix: &str) -> bool {
    prefix.split(':').rev().skip(1).any(|part| {
        let word = part.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        word == "project" || TypePrefix::from_prefix(&word).is_some()
    })
}

/// Replaces tokens and admin secrets without a key prefix: in a header, a URL or a list.
fn redact_runs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (run, after) = rest.split_at(rest.find(|c| !is_token_char(c)).unwrap_or(rest.len()));
        out.push_str(&redact_run(run));
        let (between, tail) = after.split_at(after.find(is_token_char).unwrap_or(after.len()));
        out.push_str(between);
        rest = tail;
    }
    out
}

/// Replaces the secret in a run of token characters, from its start to the end of the run.
fn redact_run(run: &str) -> Cow<'_, str> {
    let after_joiner = run.match_indices(['=', '-', '_', '/', '+']).map(|(at, _)| at + 1);
    let secret =
        once(0).chain(after_joiner).filter_map(|at| run.split_at_checked(at)).find(|(_, tail)| is_surely_secret(tail));
    secret.map_or(Cow::Borrowed(run), |(before, _)| Cow::Owned(format!("{before}{REDACTED}")))
}

fn is_token_char(c: char) -> bool {
    u8::try_from(c).is_ok_and(is_token_byte)
}

/// Matches the characters of base64, base64url and hexadecimal.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}
