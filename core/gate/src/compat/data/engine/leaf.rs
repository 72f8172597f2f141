//! Values by the validator's kind; scalars.

use super::node::{Node, Text};
use super::number::{Number, starts_number};
use super::special::Special;
use super::{Recogniser, Step, Stop, id};
use crate::value::is_function_handle;
use crate::value::limits::MAX_NESTING;

impl<'e, 't> Recogniser<'e, 't> {
    /// Reads the next value, at a depth, if the node accepts it.
    #[inline]
    pub(super) fn value(&mut self, node: &'e Node, depth: usize) -> Step {
        let first = self.scan.token()?;
        match node {
            Node::String if first == b'"' => self.scan.string().map(drop),
            Node::Text(text) if first == b'"' => self.text(std::slice::from_ref(text)),
            Node::Float64 if starts_number(first) => match self.scan.number()? {
                Number::Integer if !self.engine.all_floats => Err(Stop::Refused),
                _ => Ok(()),
            },
            Node::Int64 if starts_number(first) => match self.scan.number()? {
                Number::Integer if !self.engine.all_floats => Ok(()),
                _ => Err(Stop::Refused),
            },
            Node::Boolean if first == b't' => self.scan.word(b"true"),
            Node::Boolean if first == b'f' => self.scan.word(b"false"),
            Node::Null if first == b'n' => self.scan.word(b"null"),
            Node::Object(object) if first == b'{' => self.object(object, depth),
            Node::Array(element) if first == b'[' => self.array(element, depth),
            Node::Union(union) => self.member(union, first, depth),
            Node::Any => self.any(first, depth),
            Node::Record(record) if first == b'{' => self.record(record, depth),
            Node::Float64 if first == b'{' => self.special(Special::Float, depth),
            Node::Int64 if first == b'{' => self.special(Special::Integer, depth),
            Node::Bytes if first == b'{' => self.special(Special::Bytes, depth),
            Node::Unsupported => Err(Stop::Unsure),
            _ => Err(stop_at_other_kind(first)),
        }
    }

    /// Reads a string that one of `texts` accepts.
    #[inline]
    pub(super) fn text(&mut self, texts: &'e [Text]) -> Step {
        let quoted = self.scan.string()?;
        if quoted.escaped && !matches!(texts, [Text::Any, ..]) {
            return Err(Stop::Unsure);
        }
        if self.accepts_text(texts, quoted.bytes) { Ok(()) } else { Err(Stop::Refused) }
    }

    /// Checks if one of `texts` accepts a string; the first that does decides how an id counts.
    #[inline]
    pub(super) fn accepts_text(&mut self, texts: &'e [Text], found: &[u8]) -> bool {
        texts.iter().any(|text| match text {
            Text::Any => true,
            Text::Handle => std::str::from_utf8(found).is_ok_and(is_function_handle),
            Text::Literal(literal) => **literal == *found,
            Text::Id(node) => match id::table_number(found) {
                None => false,
                Some(number) if node.number == Some(number) => true,
                Some(number) => self.is_unverified(node, number),
            },
        })
    }

    /// Checks if an id belongs to a table with an unknown number, which may be the right one.
    #[cold]
    fn is_unverified(&mut self, node: &id::IdNode, number: u32) -> bool {
        match node.unnumbered {
            Some(place) if self.engine.numbers.binary_search(&number).is_err() => {
                self.unverified.push(place);
                true
            }
            _ => false,
        }
    }

    /// Reads a special object if it is of this kind.
    pub(super) fn special(&mut self, wanted: Special, depth: usize) -> Step {
        if !self.scan.is_special() {
            // An ordinary object, or one with spaces.
            return Err(Stop::Unsure);
        }
        self.enter(depth)?;
        if self.scan.special_object()? == wanted { Ok(()) } else { Err(Stop::Refused) }
    }

    /// Checks the nesting limit.
    #[inline]
    pub(super) fn enter(&self, depth: usize) -> Step {
        if depth < MAX_NESTING { Ok(()) } else { Err(Stop::Unsure) }
    }
}

/// Returns the reason to stop at a value of another kind. A byte that starts no value is uncertain, and so is an
/// object, which can stand for a scalar.
#[cold]
pub(super) fn stop_at_other_kind(first: u8) -> Stop {
    match first {
        b'"' | b'[' | b't' | b'f' | b'n' | b'-' | b'0'..=b'9' | b'{' => Stop::Refused,
        _ => Stop::Unsure,
    }
}
