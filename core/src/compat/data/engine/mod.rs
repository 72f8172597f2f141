//! The fast check: one pass over the bytes of a document, against a compiled validator, without building the document.
//!
//! It says yes, or nothing: what it does not recognise as accepted goes to the plain validator, which decides and
//! explains. So it may be unsure about anything rare (escaped field names, odd numbers, more fields than fit its mask),
//! and must be right about every yes: that the line is JSON, that it decodes within the limits of
//! [`value`](crate::value), and that the validator accepts it.

mod any;
mod array;
mod compile;
mod id;
mod leaf;
mod node;
mod number;
mod object;
mod record;
mod refused;
mod scan;
mod special;
mod string;
mod union;

use node::Node;
pub(super) use refused::Refused;
use scan::Scan;

use crate::schema::Validator;
use crate::value::{Encoding, Name, Tables};

/// A validator made ready for many documents of one table.
#[derive(Debug)]
pub(super) struct Engine {
    root: Node,
    /// Whether plain integers are float64s, as in encoded JSON.
    all_floats: bool,
    /// The tables without a number that ids of the validator name; [`Document::unverified`] counts by their places here.
    unnumbered: Vec<Name>,
    /// The numbers that belong to a table, in order.
    numbers: Vec<u32>,
}

/// Why the recognition of a line, or of one member of a union, stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// The validator refuses what is there, if it is a value at all.
    Refused,
    /// Nothing is claimed.
    Unsure,
}

type Step<T = ()> = Result<T, Stop>;

/// A document that is accepted.
#[derive(Debug)]
pub(super) struct Document<'t, 'r> {
    /// Where its line ends: past the line feed, or at the end of the text.
    pub(super) end: usize,
    /// Its `_id`, where that is text.
    pub(super) id: Option<&'t [u8]>,
    /// For each id that passes only because nobody knows the number of its table: the place of that table among
    /// [`Engine::unnumbered`].
    pub(super) unverified: &'r [usize],
}

impl Engine {
    /// Compiles the validator of a table; without one, every document is accepted.
    pub(super) fn new(validator: Option<&Validator>, tables: &Tables, encoding: Encoding) -> Self {
        compile::engine(validator.unwrap_or(&Validator::Any), tables, encoding)
    }

    /// The table at a place of [`Document::unverified`].
    pub(super) fn unnumbered(&self, place: usize) -> Option<&Name> {
        self.unnumbered.get(place)
    }

    /// Starts to read a text of whole lines.
    pub(super) fn read<'e, 't>(&'e self, text: &'t [u8]) -> Recogniser<'e, 't> {
        Recogniser { engine: self, scan: Scan::new(text), keys: Vec::new(), unverified: Vec::new(), id: None }
    }
}

/// Reads the lines of a text.
#[derive(Debug)]
pub(super) struct Recogniser<'e, 't> {
    engine: &'e Engine,
    scan: Scan<'t>,
    /// The keys of the records that are being read, outermost first.
    keys: Vec<&'t [u8]>,
    unverified: Vec<usize>,
    id: Option<&'t [u8]>,
}

impl<'t> Recogniser<'_, 't> {
    /// The document of the line that starts at `start`, if it is recognised as one that the validator accepts.
    pub(super) fn document(&mut self, start: usize) -> Option<Document<'t, '_>> {
        self.start(start);
        let engine = self.engine;
        self.value(&engine.root, 0).ok()?;
        let end = self.scan.line_end()?;
        self.scan.is_utf8(start, end).then_some(Document { end, id: self.id, unverified: &self.unverified })
    }

    fn start(&mut self, at: usize) {
        self.scan.start(at);
        self.keys.clear();
        self.unverified.clear();
        self.id = None;
    }
}

#[cfg(test)]
mod tests;
