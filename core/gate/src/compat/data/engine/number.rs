//! Numbers.

use super::scan::Scan;
use super::{Step, Stop};

/// Maximum number of digits that always fit an int64.
const SAFE_INT_DIGITS: usize = 18;
/// Maximum number of digits of a number with a two-digit exponent that is always finite.
const SAFE_FLOAT_DIGITS: usize = 200;

/// Notation of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// No fraction or exponent, within int64.
    Integer,
    /// Fraction or exponent, and finite.
    Float,
}

/// Checks if a byte starts a number.
#[inline]
pub(super) fn starts_number(first: u8) -> bool {
    first.is_ascii_digit() || first == b'-'
}

impl Scan<'_> {
    /// Reads a number. Numbers beyond int64, possibly infinite ones, and `-0`, which is a float64, are left to the
    /// plain reader.
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

    /// Reads an integer with as many digits as the limit. Numbers of equal length sort as text.
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

/// Counts the leading digits among eight bytes.
#[inline]
fn leading_digits(bytes: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A digit becomes its number, and then has the highest bit set only if it is above nine.
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
    fn leading_digits_classifies_every_byte() {
        for byte in 0..=u8::MAX {
            let alone = usize::from(byte.is_ascii_digit());
            assert_eq!(leading_digits(u64::from_le_bytes([byte, b'x', b'1', b'1', b'1', b'1', b'1', b'1'])), alone);
            assert_eq!(leading_digits(u64::from_le_bytes([b'9', b'0', byte, b'/', b'1', b'1', 0xff, 0])), 2 + alone);
        }
        assert_eq!(leading_digits(u64::from_le_bytes(*b"01234567")), 8);
    }

    #[test]
    fn integers_are_read_up_to_int64_limits() {
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
    fn floats_are_read_if_certainly_finite() {
        for text in ["0.0", "-0.0", "1e5", "1E-5", "1.5e+10", "1700000000000.123", "0.1", "1e99"] {
            assert_eq!(number(text), Some((Number::Float, text.len())), "{text}");
        }
        for text in ["1.", ".5", "1e", "1e+", "1.e5", "1e400", "1e-400", "01.5"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("1.5]"), Some((Number::Float, 3)));
    }
}
