//! The message of a push in Convex's audit log.

use super::entry::Source;

/// Maximum length of a message, in bytes. Convex's limit.
const MAX_BYTES: usize = 1_024;

/// Number of digits of a hash that are shown.
const SHORT: usize = 16;

/// Composes the message: that of the author, then number, artifact and commit, so that releases can be listed by the audit
/// log alone.
pub(super) fn compose(message: Option<&str>, number: u32, artifact: &str, source: Option<&Source>) -> String {
    let short = |hash: &str| hash.get(..SHORT).unwrap_or(hash).to_owned();
    let mut reference = if number == 0 { String::new() } else { format!("release {number}, ") };
    reference += &format!("artifact {}", short(artifact));
    if let Some(source) = source {
        reference += &format!(", commit {}", short(&source.commit));
        if source.dirty {
            reference += " with changes";
        }
    }
    match message {
        None => reference,
        Some(message) => {
            let room = MAX_BYTES.saturating_sub(reference.len() + 3);
            format!("{} ({reference})", cut(message, room))
        }
    }
}

/// Cuts a text to a number of bytes, between characters.
fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn message_names_number_artifact_and_commit() {
        let source = Source::new("fedcba9876543210fedc").dirty(true);
        let message = compose(Some("Fix titles"), 12, HASH, Some(&source));
        assert_eq!(message, "Fix titles (release 12, artifact 0123456789abcdef, commit fedcba9876543210 with changes)");
        assert_eq!(compose(None, 0, HASH, None), "artifact 0123456789abcdef");
    }

    #[test]
    fn long_message_is_cut_between_characters() {
        for length in [1_000, 2_000] {
            let message = compose(Some(&"é".repeat(length)), 7, HASH, None);
            assert!(message.len() <= MAX_BYTES && message.ends_with("artifact 0123456789abcdef)"), "{message}");
        }
    }
}
