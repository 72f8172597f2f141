//! Document ids, decoded without a copy and matched by table number.

const FULL_GROUP: usize = 8;
const BODY_WITHOUT_NUMBER: usize = 16;
const FOOTER_LEN: usize = 2;
/// Five bytes of a table number, the body, and the footer.
const MAX_BINARY_LEN: usize = 5 + BODY_WITHOUT_NUMBER + FOOTER_LEN;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const NO_DIGIT: u8 = 0x80;

/// Ids of one table.
#[derive(Debug)]
pub(super) struct IdNode {
    /// Number of the table, if it is known.
    pub(super) number: Option<u32>,
    /// Index of the table in the list of those with an unknown number.
    pub(super) unnumbered: Option<usize>,
}

/// Returns the number of the table in an id; `None` if the text is not an id.
#[inline]
pub(super) fn table_number(text: &[u8]) -> Option<u32> {
    let mut binary = [0u8; MAX_BINARY_LEN + 1];
    let len = decode_base32(text, &mut binary)?;
    let (number, number_len) = decode_number(&binary)?;
    let body_len = number_len + BODY_WITHOUT_NUMBER;
    if number == 0 || len != body_len + FOOTER_LEN {
        return None;
    }
    let (mut low, mut high) = (0u32, 0u32);
    for byte in binary.get(..body_len)? {
        low += u32::from(*byte);
        high += low;
    }
    (binary.get(body_len..len)? == [low as u8, high as u8]).then_some(number)
}

/// Decodes text of a length that an id can have, and returns the number of bytes. Unused bits must be zero.
#[inline]
fn decode_base32(text: &[u8], binary: &mut [u8; MAX_BINARY_LEN + 1]) -> Option<usize> {
    if !matches!(text.len(), 31 | 32 | 34 | 36 | 37) {
        return None;
    }
    let mut bad = 0;
    let (groups, rest) = text.as_chunks::<FULL_GROUP>();
    for (group, bytes) in groups.iter().zip(binary.chunks_mut(5)) {
        let bits = group.iter().fold(0u64, |bits, letter| {
            let digit = digit(*letter);
            bad |= digit;
            (bits << 5) | u64::from(digit & 31)
        });
        let [_, _, _, packed @ ..] = bits.to_be_bytes();
        bytes.iter_mut().zip(packed).for_each(|(byte, value)| *byte = value);
    }
    let (mut bits, mut count, mut len) = (0u32, 0, groups.len() * 5);
    for letter in rest {
        let digit = digit(*letter);
        bad |= digit;
        bits = (bits << 5) | u32::from(digit & 31);
        count += 5;
        if count >= 8 {
            count -= 8;
            *binary.get_mut(len)? = (bits >> count) as u8;
            bits &= (1 << count) - 1;
            len += 1;
        }
    }
    (bad & NO_DIGIT == 0 && bits == 0).then_some(len)
}

#[inline]
fn digit(letter: u8) -> u8 {
    DIGITS.get(usize::from(letter)).copied().unwrap_or(NO_DIGIT)
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of range would not build")]
const DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < ALPHABET.len() {
        digits[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    digits
};

/// Decodes a table number in as few bytes as possible, seven bits each, the lowest first.
#[inline]
fn decode_number(binary: &[u8]) -> Option<(u32, usize)> {
    let mut number = 0u64;
    for (index, byte) in binary.iter().enumerate().take(5) {
        number |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            let shortest = index == 0 || *byte != 0;
            return shortest.then_some((u32::try_from(number).ok()?, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::DocumentId;

    #[test]
    fn decoder_accepts_same_ids_as_plain_decoder() {
        let mut seed = 1u64;
        let mut random = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as u32
        };
        for round in 0..20_000u32 {
            let table = match round % 5 {
                0 => 1 + round % 127,
                1 => 10_001,
                2 => u32::MAX - round,
                3 => 1 << (round % 32),
                _ => random().max(1),
            };
            let internal = std::array::from_fn(|_| random() as u8);
            let mut text = DocumentId { table, internal }.to_string().into_bytes();
            assert_eq!(table_number(&text), Some(table));
            match random() % 4 {
                0 => drop(text.pop()),
                1 => text.push(ALPHABET[random() as usize % 32]),
                _ => {
                    let place = random() as usize % text.len();
                    text[place] = random() as u8 & 0x7f;
                }
            }
            let expected = DocumentId::decode(std::str::from_utf8(&text).unwrap()).map(|id| id.table);
            assert_eq!(table_number(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn overlong_numbers_are_refused() {
        assert_eq!(decode_number(&[0x81, 0x00]), None);
        assert_eq!(decode_number(&[0x81, 0x01]), Some((129, 2)));
        assert_eq!(decode_number(&[0xff, 0xff, 0xff, 0xff, 0x0f]), Some((u32::MAX, 5)));
        assert_eq!(decode_number(&[0xff, 0xff, 0xff, 0xff, 0x1f]), None);
        assert_eq!(decode_number(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x01]), None);
    }
}
