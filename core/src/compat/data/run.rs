//! One run of lines, from the first to the last.

use std::borrow::Cow;

use super::checker::{IdSink, TableChecker};
use super::covered::{Edge, Range};
use super::engine;
use super::evidence::BadLine;
use super::lines::{MAX_LINE_LEN, text_of, too_long};
use super::part::edge;
use super::sample::Document;
use super::{Position, TablePart};
use crate::error::{Error, Result};
use crate::schema::Validator;
use crate::schema::check::{Checker, Reader};
use crate::value::{Fields, Value};

/// The longest message about a line that is kept.
const MAX_MESSAGE_LEN: usize = 300;

/// The check of one run of lines.
pub(super) struct Run<'t, 'c> {
    checker: &'c TableChecker<'c>,
    lines: &'t [u8],
    start: u64,
    part: &'c mut TablePart,
    ids: IdSink<'c>,
    /// How many line feeds have been passed.
    feeds: u64,
    first: Option<Edge>,
    /// The id of the last document, if it has one, and where that document starts.
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

    /// Notes that all lines have been checked.
    pub(super) fn finish(self) -> Result<()> {
        let end = self.start + self.lines.len() as u64;
        self.finish_at(end)
    }

    fn finish_at(self, end: u64) -> Result<()> {
        let last = self.last.map(|(id, position)| edge(id.as_deref(), position));
        self.part.cover(Range { start: self.start, end, lines: self.feeds, first: self.first, last })
    }

    /// Notes a line of this length that was not held, and whether it has a line feed.
    pub(super) fn too_long(mut self, len: u64, ends: bool) -> Result<()> {
        self.bad_line(self.start, &too_long());
        self.feeds = u64::from(ends);
        let end = self.start + len;
        self.finish_at(end)
    }

    /// Notes a document that the engine accepts, and answers where its line ends.
    pub(super) fn accepted(&mut self, at: usize, document: &engine::Document<'t, '_>) -> usize {
        for place in document.unverified {
            if let Some(table) = self.checker.engine.as_ref().and_then(|engine| engine.unnumbered(*place)) {
                *self.part.ids_not_verified.entry(table.clone()).or_default() += 1;
            }
        }
        let position = self.position(at);
        self.document(document.id.map(Cow::Borrowed), position);
        self.feeds += u64::from(self.lines.get(document.end.wrapping_sub(1)) == Some(&b'\n'));
        document.end
    }

    /// Checks the line at a place by the plain validator, and answers where it ends.
    pub(super) fn line(&mut self, at: usize) -> usize {
        let rest = self.lines.get(at..).unwrap_or_default();
        let feed = memchr::memchr(b'\n', rest);
        let line = rest.get(..feed.unwrap_or(rest.len())).unwrap_or_default();
        if line.len() > MAX_LINE_LEN {
            self.bad_line(self.start + at as u64, &too_long());
        } else if !line.trim_ascii().is_empty() {
            match text_of(line).and_then(|text| self.checker.check.format.document(text)) {
                Ok(fields) => self.fields(fields, self.position(at)),
                Err(error) => self.bad_line(self.start + at as u64, &error),
            }
        }
        self.feeds += u64::from(feed.is_some());
        at + feed.map_or(rest.len(), |feed| feed + 1)
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

    /// Explains what the validator refuses in a document.
    fn fields(&mut self, mut fields: Fields, position: Position) {
        let id = match fields.remove("_id") {
            Some(Value::String(id)) => Some(id),
            _ => None,
        };
        if let Some(validator) = self.checker.check.validator {
            // System fields are Convex's own business: its validators never see them.
            fields.retain(|name, _| !name.starts_with('_'));
            self.explain(validator, &Value::Object(fields), &Document::new(id.as_deref(), position));
        }
        self.document(id.map(|id| Cow::Owned(id.into_bytes())), position);
    }

    fn explain(&mut self, validator: &Validator, value: &Value, document: &Document<'_>) {
        let tables = self.checker.check.tables;
        let checker = Checker::new(tables, Reader::Closed);
        let TablePart { tally, seen, refused, ids_not_verified, limits, .. } = &mut *self.part;
        if self.checker.counts_ids {
            checker.count_unverified(validator, value, ids_not_verified);
        }
        let mut accepted = true;
        checker.check_each(validator, value, &mut |mismatch, value| {
            accepted = false;
            tally.add(document, &mismatch, value, *limits);
            seen.add(&mismatch, value, tables);
        });
        *refused += u64::from(!accepted);
    }
}
