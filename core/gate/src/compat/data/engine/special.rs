//! Objects that stand for scalars: `{"$integer": …}`, `{"$float": …}`, `{"$bytes": …}`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wide::u8x16;

use super::scan::Scan;
use super::{Step, Stop};

const LANES: usize = 16;

/// Kind of a special object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Special {
    Integer,
    Float,
    Bytes,
}

impl Scan<'_> {
    /// Checks if the next token is an object whose first key starts with a dollar, without spaces.
    #[inline]
    pub(super) fn is_special(&self) -> bool {
        self.rest().starts_with(b"{\"$")
    }

    /// Reads a special object without spaces.
    pub(super) fn special_object(&mut self) -> Step<Special> {
        let rest = self.rest();
        let kinds: [(&[u8], Special); 3] = [
            (b"{\"$bytes\":\"", Special::Bytes),
            (b"{\"$integer\":\"", Special::Integer),
            (b"{\"$float\":\"", Special::Float),
        ];
        let (key, special) = kinds.into_iter().find(|(key, _)| rest.starts_with(key)).ok_or(Stop::Unsure)?;
        let start = self.at + key.len();
        let text = self.text.get(start..).unwrap_or_default();
        let len = quote_in(text).ok_or(Stop::Unsure)?;
        let text = text.get(..len).unwrap_or_default();
        let fits = match special {
            Special::Bytes => is_base64(text),
            Special::Integer => decode_eight_bytes(text).is_some(),
            Special::Float => {
                decode_eight_bytes(text).map(f64::from_le_bytes).is_some_and(|n| !n.is_finite() || n == 0.0)
            }
        };
        self.at = start + len;
        if !fits || !self.rest().starts_with(b"\"}") {
            return Err(Stop::Unsure);
        }
        self.at += 2;
        Ok(special)
    }
}

/// Finds the first quote.
fn quote_in(text: &[u8]) -> Option<usize> {
    memchr::memchr(b'"', text)
}

fn decode_eight_bytes(text: &[u8]) -> Option<[u8; 8]> {
    // One byte more than fits, to detect nine bytes.
    let mut bytes = [0; 9];
    match (text.len(), STANDARD.decode_slice(text, &mut bytes)) {
        (12, Ok(8)) => bytes.first_chunk().copied(),
        _ => None,
    }
}

/// Checks if a text is base64 with padding and zeroed unused bits.
fn is_base64(text: &[u8]) -> bool {
    let Some((whole, last)) = text.split_last_chunk::<4>() else { return text.is_empty() };
    // The last group has the padding, so decoding it alone is enough.
    whole.len().is_multiple_of(4) && STANDARD.decode_slice(last, &mut [0; 3]).is_ok() && is_base64_alphabet(whole)
}

fn is_base64_alphabet(text: &[u8]) -> bool {
    let (chunks, rest) = text.as_chunks::<LANES>();
    chunks.iter().all(|chunk| alphabet(u8x16::new(*chunk)).all())
        && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// Marks the bytes that are letters, digits, `+` or `/`.
#[inline]
fn alphabet(bytes: u8x16) -> u8x16 {
    let splat = |byte: u8| u8x16::new([byte; LANES]);
    let within = |offset: u8x16, last: u8| offset.min(splat(last)).cmp_eq(offset);
    let letters = within((bytes | splat(0x20)) - splat(b'a'), 25);
    let digits = within(bytes - splat(b'0'), 9);
    letters | digits | bytes.cmp_eq(splat(b'+')) | bytes.cmp_eq(splat(b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn special(text: &str) -> Option<Special> {
        let mut scan = Scan::new(text.as_bytes());
        scan.special_object().ok().filter(|_| scan.at == text.len())
    }

    #[test]
    fn special_kinds_are_distinguished() {
        assert_eq!(special(r#"{"$integer":"AQAAAAAAAAA="}"#), Some(Special::Integer));
        assert_eq!(special(r#"{"$float":"AAAAAAAA8H8="}"#), Some(Special::Float));
        assert_eq!(special(r#"{"$bytes":""}"#), Some(Special::Bytes));
        assert_eq!(special(r#"{"$bytes":"AA=="}"#), Some(Special::Bytes));
    }

    #[test]
    fn input_refused_by_plain_reader_is_refused() {
        for text in [
            r#"{"$integer":"AQAAAAAAAAE"}"#,
            r#"{"$integer":"AQAAAAAAAAAA"}"#,
            r#"{"$integer":"AQAAAAAAAAB="}"#,
            r#"{"$integer":""}"#,
            r#"{"$float":"AAAAAAAA8D8="}"#,
            r#"{"$bytes":"A"}"#,
            r#"{"$bytes":"AB=="}"#,
            r#"{"$bytes":"AA"}"#,
            r#"{"$bytes":"AA==AAAA"}"#,
            r#"{"$bytes":"AA\/A"}"#,
            r#"{"$bytes":"AAAA","a":1}"#,
            r#"{"$price":"AAAA"}"#,
        ] {
            assert_eq!(special(text), None, "{text}");
        }
    }

    #[test]
    fn base64_alphabet_matches_at_every_place() {
        for byte in 0..=u8::MAX {
            let expected = byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
            for place in 0..20 {
                let mut text = [b'A'; 20];
                text[place] = byte;
                assert_eq!(is_base64_alphabet(&text), expected, "{byte} at {place}");
            }
        }
    }
}
