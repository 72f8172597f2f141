//! Unions.

use super::leaf::stop_at_other_kind;
use super::node::{Node, Numbers, Union};
use super::number::Number;
use super::special::Special;
use super::{Recogniser, Step, Stop};

impl<'e> Recogniser<'e, '_> {
    /// Reads a value, whose first byte is known, that a member accepts.
    pub(super) fn member(&mut self, union: &'e Union, first: u8, depth: usize) -> Step {
        match first {
            b'"' if !union.texts.is_empty() => self.text(&union.texts),
            b'n' if union.null => self.scan.word(b"null"),
            b't' if union.yes => self.scan.word(b"true"),
            b'f' if union.no => self.scan.word(b"false"),
            b'-' | b'0'..=b'9' => self.number_of(&union.numbers),
            b'[' => self.first_of(&union.arrays, depth),
            b'{' if self.scan.is_special() => self.special_of(union, depth),
            b'{' => self.first_of(&union.objects, depth),
            _ => Err(stop_at_other_kind(first)),
        }
    }

    /// Tries each candidate from the same place, and returns the first that accepts.
    fn first_of(&mut self, candidates: &'e [Node], depth: usize) -> Step {
        let (at, keys, unverified, id) = (self.scan.at, self.keys.len(), self.unverified.len(), self.id);
        for candidate in candidates {
            match self.value(candidate, depth) {
                Err(Stop::Refused) => {}
                decided => return decided,
            }
            self.scan.at = at;
            self.keys.truncate(keys);
            self.unverified.truncate(unverified);
            self.id = id;
        }
        Err(Stop::Refused)
    }

    fn number_of(&mut self, numbers: &Numbers) -> Step {
        let start = self.scan.at;
        let accepted = match self.scan.number()? {
            Number::Integer if !self.engine.all_floats => numbers.ints || self.is_int_literal(numbers, start),
            _ => numbers.floats || self.is_float_literal(numbers, start)?,
        };
        if accepted { Ok(()) } else { Err(Stop::Refused) }
    }

    fn is_int_literal(&self, numbers: &Numbers, start: usize) -> bool {
        let text = self.scan.text.get(start..self.scan.at).unwrap_or_default();
        numbers.int_literals.iter().any(|literal| literal.as_bytes() == text)
    }

    fn is_float_literal(&self, numbers: &Numbers, start: usize) -> Step<bool> {
        if numbers.float_literals.is_empty() {
            return Ok(false);
        }
        let text = self.scan.text.get(start..self.scan.at).and_then(|text| std::str::from_utf8(text).ok());
        let number: f64 = text.and_then(|text| text.parse().ok()).ok_or(Stop::Unsure)?;
        Ok(numbers.float_literals.iter().any(|literal| literal.to_bits() == number.to_bits()))
    }

    fn special_of(&mut self, union: &Union, depth: usize) -> Step {
        self.enter(depth)?;
        let Numbers { ints, floats, int_literals, float_literals } = &union.numbers;
        match self.scan.special_object()? {
            Special::Bytes if union.bytes => Ok(()),
            Special::Integer if *ints => Ok(()),
            Special::Float if *floats => Ok(()),
            Special::Integer if !int_literals.is_empty() => Err(Stop::Unsure),
            Special::Float if !float_literals.is_empty() => Err(Stop::Unsure),
            _ => Err(Stop::Refused),
        }
    }
}
