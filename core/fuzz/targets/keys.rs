//! The grammar of keys: any text is refused without a word of it, or is a key that says again what it was, and shows its
//! secret nowhere; and nothing is left of that secret where a text with the key in it is redacted.

use convex_ops::keys::{DeployKey, parse_key, redact};

/// Shorter texts may occur in any message by chance.
const SHORTEST: usize = 12;

/// Parses a text, and takes the keys out of it.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Any text can be redacted. Words that stood before a secret may pass for one once it is taken out, so not to an end.
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

fn shows_no_secret(key: &DeployKey, text: &str) {
    assert_eq!(key.expose(), text);
    assert_eq!(parse_key(&key.expose()).as_ref(), Ok(key));
    let secret = key.expose_secret();
    if secret.len() >= SHORTEST && text.matches(secret).count() == 1 {
        let shown = format!("{key} {key:?}");
        assert!(!shown.contains(secret), "{shown}");
    }
    // Where a secret had what ends a word, as none does that Convex makes, nobody can tell what goes on behind it.
    let is_one_word = secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte));
    if let (true, Some(_), Some((prefix, _))) = (is_one_word, key.deployment_type(), text.split_once('|')) {
        let message = redact(&format!("no access for {text} today"));
        assert!(message.starts_with("no access for ") && message.ends_with(" today"), "{message}");
        assert!(!secret_stands_in(&message, prefix, secret), "{message}");
    }
}

/// Whether a secret stands where the key was.
fn secret_stands_in(message: &str, prefix: &str, secret: &str) -> bool {
    message.contains(&format!("{prefix}|{secret}"))
}
