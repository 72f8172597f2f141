//! Fuzzes the grammar of keys. Any text is refused without being repeated, or is a key that round-trips and never shows its
//! secret. Redacting a text with the key removes the secret.

use convex_ops::keys::{ParsedKey, parse_key, redact};

/// Shorter secrets may occur in messages by chance.
const SHORTEST: usize = 12;

/// Parses a text and redacts the keys in it.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Any text can be redacted. This is not idempotent: the text before a removed secret may look like a key.
    drop(redact(&redact(text)));
    match parse_key(text) {
        Ok(key) => shows_no_secret(&key, text),
        Err(error) => {
            let said = format!("{error} {error:?}");
            let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() >= SHORTEST);
            parts.for_each(|part| assert!(!said.contains(part), "{said}"));
        }
    }
}

fn shows_no_secret(key: &ParsedKey, text: &str) {
    assert_eq!(key.expose(), text);
    assert_eq!(parse_key(&key.expose()).as_ref(), Ok(key));
    let secret = key.expose_secret();
    if secret.len() >= SHORTEST && text.matches(secret).count() == 1 {
        let shown = format!("{key} {key:?}");
        assert!(!shown.contains(secret), "{shown}");
    }
    // If a secret contains a word separator, which Convex's never do, its end is ambiguous.
    let is_one_word = secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte));
    if let (true, Some(_), Some((prefix, _))) = (is_one_word, key.deployment_type(), text.split_once('|')) {
        let message = redact(&format!("no access for {text} today"));
        assert!(message.starts_with("no access for ") && message.ends_with(" today"), "{message}");
        assert!(!contains_secret(&message, prefix, secret), "{message}");
    }
}

/// Checks if the secret is still in place of the key.
fn contains_secret(message: &str, prefix: &str, secret: &str) -> bool {
    message.contains(&format!("{prefix}|{secret}"))
}
