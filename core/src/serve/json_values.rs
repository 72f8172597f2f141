//! Size of a JSON text in memory, known before it is parsed.

use memchr::memchr2;

use super::answer::BODY_TOO_LARGE;
use super::memory::Reservation;
use crate::error::{Error, ErrorKind, Result};

/// Memory of a value after it is parsed: an object with one member is the largest for its length.
const BYTES: usize = 256;

/// Checks that a text has at most `most` values, and reserves the memory that they need.
///
/// # Errors
/// `LimitExceeded` if the text has more values; those of [`Reservation::grow_to`].
pub(super) fn reserve(text: &[u8], most: usize, memory: &mut Reservation) -> Result<()> {
    let count = count(text, most);
    if count > most {
        return Err(Error::new(ErrorKind::LimitExceeded, "the JSON has too many values")
            .with_code(BODY_TOO_LARGE)
            .help(format!("send at most {most} values")));
    }
    memory.grow_to(text.len().saturating_add(count.saturating_mul(BYTES)))
}

/// Counts the values and names of a JSON text by their separators. Stops after `most`. Exact for valid texts, up to
/// empty arrays and objects, which count twice.
fn count(text: &[u8], most: usize) -> usize {
    let (mut rest, mut count) = (text, 1);
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'[' | b'{' | b',' | b':' => count += 1,
            b'"' => rest = after_string(rest),
            _ => {}
        }
        if count > most {
            break;
        }
    }
    count
}

/// Returns the text after a string whose first quote was read.
fn after_string(mut text: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', text) {
        let is_escape = text.get(at) == Some(&b'\\');
        text = text.get(at + if is_escape { 2 } else { 1 }..).unwrap_or_default();
        if !is_escape {
            return text;
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::memory::Memory;

    #[test]
    fn values_are_counted_outside_strings_only() {
        for (text, values) in [
            ("1", 1),
            (r#""[,,,]""#, 1),
            (r#""\"[[[,,,""#, 1),
            (r#"{"a": 1, "b": [2, 3]}"#, 7),
            ("[[],[],[]]", 7),
            (r#""no end [,,"#, 1),
        ] {
            assert_eq!(count(text.as_bytes(), usize::MAX), values, "{text}");
        }
    }

    #[test]
    fn too_many_values_are_refused_and_the_most_accepted() {
        let text = "[1,2,3]";
        assert!(reserve(text.as_bytes(), 4, &mut Memory::new(1 << 20).start()).is_ok());
        let error = reserve(text.as_bytes(), 3, &mut Memory::new(1 << 20).start()).unwrap_err();
        assert_eq!(error.code(), Some(BODY_TOO_LARGE));
    }

    #[test]
    fn values_use_more_memory_than_their_text() {
        let text = format!("[{}1]", "{\"\":0},".repeat(10_000));
        let error = reserve(text.as_bytes(), usize::MAX, &mut Memory::new(1 << 20).start()).unwrap_err();
        assert!(error.to_string().contains("--max-memory"), "{error}");
    }
}
