//! Check of one run of lines.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use super::byte_ranges::{Edge, Range};
use super::checker::{IdSink, TableChecker};
use super::engine::{Document, Recogniser, RefusedDocument};
use super::evidence::BadLine;
use super::lines::{MAX_LINE_LEN, text_of, too_long};
use super::part::edge;
use super::{Position, TablePart, sample};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::check::{Checker, Mismatch, Reader, Reason};
use crate::schema::{Path, Segment, Validator};
use crate::value::{Fields, Value};

/// Maximum length of a message about a line.
const MAX_MESSAGE_LEN: usize = 300;

/// Maximum size of refused fields that are read apart from their document. Larger fields could take more memory than
/// the document may.
const MAX_FIELDS_LEN: usize = 16 << 10;

/// Longest line that several threads may parse as a whole at once: its values take at most a megabyte.
const MAX_SHARED_LEN: usize = 32 << 10;

/// Lock for parsing a longer line as a whole. Several at once would take more memory than a check may.
static LARGE: Mutex<()> = Mutex::new(());

/// Check of one run of lines.
pub(super) struct Run<'t, 'c> {
    checker: &'c TableChecker<'c>,
    lines: &'t [u8],
    start: u64,
    part: &'c mut TablePart,
    ids: IdSink<'c>,
    /// Number of line feeds so far.
    feeds: u64,
    first: Option<Edge>,
    /// Id of the last document, if it has one, and its position.
    last: Option<(Option<Cow<'t, [u8]>>, Position)>,
}

impl<'t, 'c> Run<'t, 'c> {
    pub(super) fn new(
        checker: &'c TableChecker<'c>,
        lines: &'t [u8],
        start: u64,
        part: &'c mut TablePart,
        ids: IdSink<'c>,
    ) -> Self {
        Self { checker, lines, start, part, ids, feeds: 0, first: None, last: None }
    }

    /// Records that all lines have been checked.
    pub(super) fn finish(self) -> Result<()> {
        let end = self.start + self.lines.len() as u64;
        self.finish_at(end)
    }

    fn finish_at(self, end: u64) -> Result<()> {
        let last = self.last.map(|(id, position)| edge(id.as_deref(), position));
        self.part.cover(Range { start: self.start, end, lines: self.feeds, first: self.first, last })
    }

    /// Records a line of this length that was not kept in memory, and if it has a line feed.
    pub(super) fn too_long(mut self, len: u64, ends: bool) -> Result<()> {
        self.bad_line(self.start, &too_long());
        self.feeds = u64::from(ends);
        let end = self.start + len;
        self.finish_at(end)
    }

    /// Checks lines with the engine, starting at a place, while it is sure. Returns the end.
    pub(super) fn recognise(&mut self, at: usize, engine: &mut Recogniser<'c, 't>) -> usize {
        if let Some(Document { end, id, unverified }) = engine.document(at) {
            self.count_unverified(unverified);
            self.document(id.map(Cow::Borrowed), self.position(at));
            return self.pass(end);
        }
        match engine.refused_document(at) {
            Some(refused) if self.explain_refused(at, &refused).is_ok() => self.pass(refused.end),
            _ => self.line(at),
        }
    }

    /// Counts a line that ends at a place.
    fn pass(&mut self, end: usize) -> usize {
        self.feeds += u64::from(self.lines.get(end.wrapping_sub(1)) == Some(&b'\n'));
        end
    }

    fn count_unverified(&mut self, places: &[usize]) {
        for place in places {
            if let Some(table) = self.checker.engine.as_ref().and_then(|engine| engine.unnumbered(*place)) {
                *self.part.ids_not_verified.entry(table.clone()).or_default() += 1;
            }
        }
    }

    /// Explains the refused fields of a document.
    ///
    /// # Errors
    /// Fails if a value can't be read after all; nothing is counted in that case.
    fn explain_refused(&mut self, at: usize, refused: &RefusedDocument<'t, '_>) -> Result<()> {
        let Some(Validator::Object(object)) = self.checker.check.validator else { return Err(engine_mismatch()) };
        if refused.len() > MAX_FIELDS_LEN {
            return Err(engine_mismatch());
        }
        let checker = Checker::new(self.checker.check.tables, Reader::Closed);
        let mut known = Vec::new();
        for (name, text) in &refused.fields {
            let field = object.get(name).ok_or_else(engine_mismatch)?;
            let value = text.map(|text| self.checker.check.format.value(text)).transpose()?;
            if value.as_ref().is_some_and(|value| checker.accepts(&field.validator, value)) {
                return Err(engine_mismatch());
            }
            known.push((*name, field, value));
        }
        let mut extra = Vec::new();
        for (name, text) in &refused.extra {
            extra.push((*name, self.checker.check.format.value(text)?));
        }
        if known.is_empty() && extra.is_empty() {
            return Err(engine_mismatch());
        }
        let position = self.position(at);
        let id = refused.id.and_then(|id| std::str::from_utf8(id).ok());
        let sample = sample::Document::new(id, position);
        self.count_unverified(refused.unverified);
        for (name, field, value) in known {
            let path = Path(vec![Segment::Field(name.into())]);
            match value {
                Some(value) => {
                    self.explain(path, &field.validator, &value, &sample);
                }
                None => self.note(&sample, &Mismatch { path, reason: Reason::MissingField, members: Vec::new() }, None),
            }
        }
        for (name, value) in extra {
            let path = Path(vec![Segment::Field(name.into())]);
            self.note(&sample, &Mismatch { path, reason: Reason::ExtraField, members: Vec::new() }, Some(&value));
        }
        self.part.refused += 1;
        self.document(refused.id.map(Cow::Borrowed), position);
        Ok(())
    }

    /// Checks the line at a place with the plain validator, and returns its end.
    pub(super) fn line(&mut self, at: usize) -> usize {
        let rest = self.lines.get(at..).unwrap_or_default();
        let feed = memchr::memchr(b'\n', rest);
        let line = rest.get(..feed.unwrap_or(rest.len())).unwrap_or_default();
        if line.len() > MAX_LINE_LEN {
            self.bad_line(self.start + at as u64, &too_long());
        } else if !line.trim_ascii().is_empty() {
            let is_large = self.checker.bounded && line.len() > MAX_SHARED_LEN;
            let _turn = is_large.then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
            match text_of(line).and_then(|text| self.read(text)) {
                Ok(fields) => self.fields(fields, self.position(at)),
                Err(error) => self.bad_line(self.start + at as u64, &error),
            }
        }
        self.feeds += u64::from(feed.is_some());
        at + feed.map_or(rest.len(), |feed| feed + 1)
    }

    fn read(&self, line: &str) -> Result<Fields> {
        let format = self.checker.check.format;
        if self.checker.bounded { format.document_of_bounded_size(line) } else { format.document(line) }
    }

    fn position(&self, at: usize) -> Position {
        Position { offset: self.start + at as u64, line: Some(self.feeds + 1) }
    }

    fn bad_line(&mut self, offset: u64, error: &Error) {
        let message = error.to_string().chars().take(MAX_MESSAGE_LEN).collect();
        let position = Position { offset, line: Some(self.feeds + 1) };
        self.part.bad_lines.add(BadLine { position, message }, self.part.limits.samples);
    }

    fn document(&mut self, id: Option<Cow<'t, [u8]>>, position: Position) {
        self.part.documents += 1;
        if let (Some(ids), Some(id)) = (&mut self.ids, &id) {
            ids(id, position.offset);
        }
        if self.first.is_none() {
            self.first = Some(edge(id.as_deref(), position));
        }
        if let (Some((Some(last), _)), Some(id)) = (&self.last, &id)
            && last == id
        {
            self.part.repeat(String::from_utf8_lossy(id).into_owned(), position);
        }
        self.last = Some((id, position));
    }

    /// Explains the fields of a document that the validator refuses.
    fn fields(&mut self, mut fields: Fields, position: Position) {
        let id = match fields.remove("_id") {
            Some(Value::String(id)) => Some(id),
            _ => None,
        };
        if let Some(validator) = self.checker.check.validator {
            // Convex's validators never see system fields.
            fields.retain(|name, _| !name.starts_with('_'));
            let sample = sample::Document::new(id.as_deref(), position);
            let refused = self.explain(Path::default(), validator, &Value::Object(fields), &sample);
            self.part.refused += u64::from(refused);
        }
        self.document(id.map(|id| Cow::Owned(id.into_bytes())), position);
    }

    /// Counts every place where a value is refused, and returns true if there is one.
    fn explain(&mut self, path: Path, validator: &Validator, value: &Value, sample: &sample::Document<'_>) -> bool {
        let tables = self.checker.check.tables;
        let checker = Checker::new(tables, Reader::Closed);
        if self.checker.counts_ids {
            checker.count_unverified(validator, value, &mut self.part.ids_not_verified);
        }
        let mut refused = false;
        checker.check_each_at(path, validator, value, &mut |mismatch, value| {
            refused = true;
            self.note(sample, &mismatch, value);
        });
        refused
    }

    fn note(&mut self, sample: &sample::Document<'_>, mismatch: &Mismatch, value: Option<&Value>) {
        self.part.tally.add(sample, mismatch, value, self.part.limits);
        self.part.seen.add(mismatch, value, self.checker.check.tables);
    }
}

/// Creates the error for a document that the engine refuses and the plain validator accepts. They should agree; the
/// plain validator has the last word.
fn engine_mismatch() -> Error {
    Error::new(ErrorKind::Internal, "the plain validator accepts a document that the engine refused")
}
