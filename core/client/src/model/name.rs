//! Names of deployments: `adjective-animal-123`.

mod words;

use words::{ADJECTIVES, ANIMALS};

/// Checks if a text has the form of a generated deployment name: `[a-z]+-[a-z]+-[0-9]+`.
#[must_use]
pub fn is_deployment_name(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_word = |part: Option<&str>| part.is_some_and(|word| !word.is_empty() && word.bytes().all(is_lower));
    let is_number = |part: Option<&str>| part.is_some_and(|text| !text.is_empty() && text.bytes().all(is_digit));
    is_word(parts.next()) && is_word(parts.next()) && is_number(parts.next()) && parts.next().is_none()
}

/// Generates the name of a new deployment from random bits. Equal bits result in equal names.
///
/// ```
/// use convex_ops::model::name;
///
/// assert_eq!(name::generate(0), "able-albatross-100");
/// ```
#[must_use]
pub fn generate(random: u64) -> String {
    let (rest, adjective) = pick(random, ADJECTIVES);
    let (rest, animal) = pick(rest, ANIMALS);
    format!("{adjective}-{animal}-{}", 100 + rest % 900)
}

fn pick(random: u64, words: &str) -> (u64, &str) {
    let count = words.split(' ').count() as u64;
    let index = usize::try_from(random % count).unwrap_or_default();
    (random / count, words.split(' ').nth(index).unwrap_or_default())
}

fn is_lower(byte: u8) -> bool {
    byte.is_ascii_lowercase()
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_names_are_deployment_names() {
        for random in (0..5_000_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).chain([u64::MAX]) {
            let name = generate(random);
            assert!(is_deployment_name(&name), "{name}");
            assert_eq!(name, generate(random));
        }
        assert_ne!(generate(1), generate(2));
    }

    #[test]
    fn deployment_names_are_recognized() {
        for name in ["happy-otter-123", "a-b-0"] {
            assert!(is_deployment_name(name), "{name}");
        }
        for text in
            ["", "happy-otter", "happy-otter-", "Happy-otter-1", "a-b-c-1", "a-b-1-", "a--1", "a1-b-1", "a-b-1\n"]
        {
            assert!(!is_deployment_name(text), "{text:?}");
        }
    }

    #[test]
    fn words_are_single_lower_case_words() {
        for word in ADJECTIVES.split(' ').chain(ANIMALS.split(' ')) {
            assert!(!word.is_empty() && word.bytes().all(is_lower), "{word}");
        }
    }
}
