//! Numbers.

use super::scan::Scan;
use super::{Step, Stop};

/// The most digits that an int64 always has room for.
const SAFE_INT_DIGITS: usize = 18;
/// With so many digits and an exponent of two, a number is always finite.
const SAFE_FLOAT_DIGITS: usize = 200;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// Without a fraction or an exponent, within int64.
    Integer,
    /// With one of them, and finite.
    Float,
}

/// Whether a value that starts with this byte is a number.
#[inline]
pub(super) fn starts_number(first: u8) -> bool {
    first.is_ascii_digit() || first == b'-'
}

impl Scan<'_> {
    /// Takes a number. What lies beyond int64, beyond what is surely finite, and `-0`, which is a float64, is left to
    /// the plain reader.
    #[inline]
    pub(super) fn number(&mut self) -> Step<Number> {
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let start = self.at;
        self.digits();
        let len = self.at - start;
        let leading_zero = self.text.get(start) == Some(&b'0');
        if len == 0 || (leading_zero && len > 1) {
            return Err(Stop::Unsure);
        }
        match self.peek() {
            Some(b'.' | b'e' | b'E') => self.float(len),
            _ if leading_zero && negative => Err(Stop::Unsure),
            _ if len <= SAFE_INT_DIGITS => Ok(Number::Integer),
            _ => self.long_integer(start, negative),
        }
    }

    #[inline]
    fn float(&mut self, mut digits: usize) -> Step<Number> {
        if self.peek() == Some(b'.') {
            self.at += 1;
            let start = self.at;
            self.digits();
            if self.at == start {
                return Err(Stop::Unsure);
            }
            digits += self.at - start;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            let start = self.at;
            self.digits();
            if !(1..=2).contains(&(self.at - start)) {
                return Err(Stop::Unsure);
            }
        }
        if digits > SAFE_FLOAT_DIGITS { Err(Stop::Unsure) } else { Ok(Number::Float) }
    }

    /// Of numbers with the same count of digits, the smaller one comes first as text too.
    #[cold]
    fn long_integer(&self, start: usize, negative: bool) -> Step<Number> {
        let limit: &[u8] = if negative { b"9223372036854775808" } else { b"9223372036854775807" };
        let digits = self.text.get(start..self.at).unwrap_or_default();
        if digits.len() == limit.len() && digits <= limit { Ok(Number::Integer) } else { Err(Stop::Unsure) }
    }

    /// Skips digits, eight at a time.
    #[inline]
    fn digits(&mut self) {
        while let Some(chunk) = self.rest().first_chunk::<8>() {
            let len = leading_digits(u64::from_le_bytes(*chunk));
            self.at += len;
            if len < 8 {
                return;
            }
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }
}

/// How many of eight bytes, from the first on, are digits.
#[inline]
fn leading_digits(bytes: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A digit becomes its number, and then has the highest bit only if it is above nine.
    let numbers = bytes ^ (ONES * 0x30);
    let others = ((numbers & (ONES * 0x7f)) + ONES * (0x7f - 9)) | numbers;
    (others & (ONES * 0x80)).trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(Number, usize)> {
        let mut scan = Scan::new(text.as_bytes());
        scan.number().ok().map(|number| (number, scan.at))
    }

    #[test]
    fn every_byte_is_a_digit_or_is_not() {
        for byte in 0..=u8::MAX {
            let alone = usize::from(byte.is_ascii_digit());
            assert_eq!(leading_digits(u64::from_le_bytes([byte, b'x', b'1', b'1', b'1', b'1', b'1', b'1'])), alone);
            assert_eq!(leading_digits(u64::from_le_bytes([b'9', b'0', byte, b'/', b'1', b'1', 0xff, 0])), 2 + alone);
        }
        assert_eq!(leading_digits(u64::from_le_bytes(*b"01234567")), 8);
    }

    #[test]
    fn integers_are_taken_up_to_the_edges_of_int64() {
        for text in ["0", "7", "-7", "123456789012345678", "9223372036854775807", "-9223372036854775808"] {
            assert_eq!(number(text), Some((Number::Integer, text.len())), "{text}");
        }
        for text in
            ["", "-", "-0", "01", "-01", "+1", "9223372036854775808", "-9223372036854775809", "12345678901234567890"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn floats_are_taken_where_they_are_surely_finite() {
        for text in ["0.0", "-0.0", "1e5", "1E-5", "1.5e+10", "1700000000000.123", "0.1", "1e99"] {
            assert_eq!(number(text), Some((Number::Float, text.len())), "{text}");
        }
        for text in ["1.", ".5", "1e", "1e+", "1.e5", "1e400", "1e-400", "01.5"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("1.5]"), Some((Number::Float, 3)));
    }
}
