//! Strings and field names.

use wide::u8x16;

use super::scan::Scan;
use super::{Step, Stop};
use crate::value::limits::MAX_FIELD_NAME_LEN;

const LANES: usize = 16;
const QUOTE: u8x16 = u8x16::new([b'"'; LANES]);
const BACKSLASH: u8x16 = u8x16::new([b'\\'; LANES]);
const LAST_CONTROL: u8x16 = u8x16::new([0x1f; LANES]);
const DELETE: u8x16 = u8x16::new([0x7f; LANES]);

/// Text between the quotes of a string.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringText<'t> {
    pub(super) bytes: &'t [u8],
    /// True if the text contains escapes.
    pub(super) escaped: bool,
}

impl<'t> Scan<'t> {
    /// Reads a string whose opening quote is next.
    #[inline]
    pub(super) fn string(&mut self) -> Step<StringText<'t>> {
        let start = self.at + 1;
        let mut stop = self.special(start)?;
        let mut escaped = false;
        while self.text.get(stop) != Some(&b'"') {
            escaped = true;
            stop = self.special(self.skip_escape(stop)?)?;
        }
        self.at = stop + 1;
        Ok(StringText { bytes: self.text.get(start..stop).unwrap_or_default(), escaped })
    }

    /// Finds the first quote, backslash or control character at or after `at`.
    #[inline]
    fn special(&mut self, mut at: usize) -> Step<usize> {
        while let Some(chunk) = self.text.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
            let bytes = u8x16::new(*chunk);
            let special = bytes.cmp_eq(QUOTE) | bytes.cmp_eq(BACKSLASH) | bytes.min(LAST_CONTROL).cmp_eq(bytes);
            self.beyond_ascii |= bytes.move_mask();
            let mask = special.move_mask();
            if mask != 0 {
                return Ok(at + mask.trailing_zeros() as usize);
            }
            at += LANES;
        }
        self.special_near_end(at)
    }

    #[cold]
    fn special_near_end(&mut self, at: usize) -> Step<usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        let len = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20)).ok_or(Stop::Unsure)?;
        self.beyond_ascii |= i32::from(!rest.is_ascii());
        Ok(at + len)
    }

    /// Returns the place after an escape. Surrogates, paired or not, are left to the plain reader.
    #[cold]
    fn skip_escape(&self, at: usize) -> Step<usize> {
        match self.text.get(at..).unwrap_or_default() {
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Ok(at + 2),
            [b'\\', b'u', digits @ ..] => {
                let digits = digits.first_chunk::<4>().ok_or(Stop::Unsure)?;
                let half = matches!(digits, [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
                if half || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return Err(Stop::Unsure);
                }
                Ok(at + 6)
            }
            _ => Err(Stop::Unsure),
        }
    }

    /// Reads a field name, whose opening quote is next, and the colon after it. Accepts only valid names without
    /// escapes.
    pub(super) fn field_name(&mut self) -> Step<&'t [u8]> {
        if self.token()? != b'"' {
            return Err(Stop::Unsure);
        }
        let start = self.at + 1;
        let stop = self.name_end(start);
        let name = self.text.get(start..stop).unwrap_or_default();
        if self.text.get(stop) != Some(&b'"') || name.len() > MAX_FIELD_NAME_LEN || name.first() == Some(&b'$') {
            return Err(Stop::Unsure);
        }
        self.at = stop + 1;
        if self.token()? != b':' {
            return Err(Stop::Unsure);
        }
        self.at += 1;
        Ok(name)
    }

    /// Finds the first byte at or after `at` that a plain field name cannot contain.
    fn name_end(&self, mut at: usize) -> usize {
        while let Some(chunk) = self.text.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
            let bytes = u8x16::new(*chunk);
            let control = bytes.min(LAST_CONTROL).cmp_eq(bytes) | bytes.max(DELETE).cmp_eq(bytes);
            let mask = (bytes.cmp_eq(QUOTE) | bytes.cmp_eq(BACKSLASH) | control).move_mask();
            if mask != 0 {
                return at + mask.trailing_zeros() as usize;
            }
            at += LANES;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let len = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20 | 0x7f..));
        at + len.unwrap_or(rest.len())
    }
}
