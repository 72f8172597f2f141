//! Document ids: a table number and sixteen bytes, as checked base32 text.
//!
//! Follows Convex's `id_v6`: `vint(table number) ‖ 16 bytes ‖ fletcher16`, in Crockford's lower-case alphabet without
//! padding. Decoding is strict: text that would encode differently is not an id.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const INTERNAL_LEN: usize = 16;
const FOOTER_LEN: usize = 2;
const MAX_BINARY_LEN: usize = 5 + INTERNAL_LEN + FOOTER_LEN;
const MIN_TEXT_LEN: usize = 31;
const MAX_TEXT_LEN: usize = 37;

/// The id of a document.
///
/// ```
/// use convex_ops::value::DocumentId;
///
/// let id = DocumentId { table: 10_001, internal: [7; 16] };
/// let text = id.to_string();
/// assert_eq!(text.parse::<DocumentId>().unwrap(), id);
/// assert!("not an id".parse::<DocumentId>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// Number of the document's table in its component; never 0.
    pub table: u32,
    /// Identifies the document in its table.
    pub internal: [u8; INTERNAL_LEN],
}

impl DocumentId {
    /// Decodes an id; `None` if the text is not an id. Does not allocate.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        if !(MIN_TEXT_LEN..=MAX_TEXT_LEN).contains(&text.len()) {
            return None;
        }
        let mut buffer = [0u8; MAX_BINARY_LEN + 1];
        let binary = decode_base32(text.as_bytes(), &mut buffer)?;
        let (table, vint_len) = decode_vint(binary)?;
        let body_len = vint_len + INTERNAL_LEN;
        if table == 0 || binary.len() != body_len + FOOTER_LEN {
            return None;
        }
        let (body, footer) = binary.split_at_checked(body_len)?;
        if footer != fletcher16(body) {
            return None;
        }
        let internal = body.get(vint_len..)?.try_into().ok()?;
        let id = Self { table, internal };
        // Non-canonical vints and stray trailing bits decode too; only the canonical text is an id.
        let mut canonical = [0u8; MAX_TEXT_LEN + 3];
        (id.encode(&mut canonical) == text.as_bytes()).then_some(id)
    }

    fn encode<'a>(&self, text: &'a mut [u8; MAX_TEXT_LEN + 3]) -> &'a [u8] {
        let mut binary = Vec::with_capacity(MAX_BINARY_LEN);
        encode_vint(self.table, &mut binary);
        binary.extend_from_slice(&self.internal);
        let footer = fletcher16(&binary);
        binary.extend_from_slice(&footer);
        let mut len = 0;
        let mut bits = 0u32;
        let mut held = 0u32;
        let mut push = |digit: u32| {
            if let (Some(slot), Some(letter)) = (text.get_mut(len), ALPHABET.get((digit & 31) as usize)) {
                *slot = *letter;
                len += 1;
            }
        };
        for byte in binary {
            held = (held << 8) | u32::from(byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                push(held >> bits);
            }
            held &= (1 << bits) - 1;
        }
        if bits > 0 {
            push(held << (5 - bits));
        }
        text.get(..len).unwrap_or_default()
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; MAX_TEXT_LEN + 3];
        f.write_str(std::str::from_utf8(self.encode(&mut text)).unwrap_or_default())
    }
}

impl FromStr for DocumentId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::decode(text).ok_or_else(|| Error::invalid_input(format!("invalid document id `{text}`")))
    }
}

fn decode_base32<'a>(text: &[u8], out: &'a mut [u8]) -> Option<&'a [u8]> {
    let mut len = 0;
    let mut bits = 0u32;
    let mut held = 0u32;
    for byte in text {
        let digit = *DIGITS.get(usize::from(*byte))?;
        if digit > 31 {
            return None;
        }
        held = (held << 5) | u32::from(digit);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *out.get_mut(len)? = (held >> bits) as u8;
            len += 1;
            held &= (1 << bits) - 1;
        }
    }
    out.get(..len)
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of range would not build")]
const DIGITS: [u8; 256] = {
    let mut digits = [255u8; 256];
    let mut digit = 0;
    while digit < 32 {
        digits[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    digits
};

fn decode_vint(bytes: &[u8]) -> Option<(u32, usize)> {
    let mut number = 0u64;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        number |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((u32::try_from(number).ok()?, index + 1));
        }
    }
    None
}

fn encode_vint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn fletcher16(bytes: &[u8]) -> [u8; FOOTER_LEN] {
    let (mut low, mut high) = (0u8, 0u8);
    for byte in bytes {
        low = low.wrapping_add(*byte);
        high = high.wrapping_add(low);
    }
    [low, high]
}
