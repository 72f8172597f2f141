//! Recognition of documents in the lines of a text.

use super::Engine;
use super::scan::Scan;

/// An accepted document.
#[derive(Debug)]
pub(in crate::compat::data) struct Document<'t, 'r> {
    /// End of its line: past the line feed, or at the end of the text.
    pub(in crate::compat::data) end: usize,
    /// Its `_id`, if it is text.
    pub(in crate::compat::data) id: Option<&'t [u8]>,
    /// Indexes into [`Engine::unnumbered`], one for each id that passes only because the number of its table is
    /// unknown.
    pub(in crate::compat::data) unverified: &'r [usize],
}

/// Reader of the lines of a text.
#[derive(Debug)]
pub(in crate::compat::data) struct Recogniser<'e, 't> {
    pub(super) engine: &'e Engine,
    pub(super) scan: Scan<'t>,
    /// Keys of the records that are being read, outermost first.
    pub(super) keys: Vec<&'t [u8]>,
    pub(super) unverified: Vec<usize>,
    pub(super) id: Option<&'t [u8]>,
}

impl<'t> Recogniser<'_, 't> {
    /// Returns the document of the line that starts at `start`, if the engine is sure that the validator accepts it.
    pub(in crate::compat::data) fn document(&mut self, start: usize) -> Option<Document<'t, '_>> {
        self.start(start);
        let engine = self.engine;
        self.value(&engine.root, 0).ok()?;
        let end = self.scan.line_end()?;
        self.scan.is_utf8(start, end).then_some(Document { end, id: self.id, unverified: &self.unverified })
    }

    pub(super) fn start(&mut self, at: usize) {
        self.scan.start(at);
        self.keys.clear();
        self.unverified.clear();
        self.id = None;
    }
}

impl Engine {
    /// Creates a reader of a text of whole lines.
    pub(in crate::compat::data) fn read<'e, 't>(&'e self, text: &'t [u8]) -> Recogniser<'e, 't> {
        Recogniser { engine: self, scan: Scan::new(text), keys: Vec::new(), unverified: Vec::new(), id: None }
    }
}
