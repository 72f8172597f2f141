//! A place in a text of lines, and the tokens after it.

use super::{Step, Stop};

/// A place in a text of lines.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t [u8],
    pub(super) at: usize,
    /// Not zero if a non-ASCII byte occurred since the start of the line, or directly after it.
    pub(super) beyond_ascii: i32,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0, beyond_ascii: 0 }
    }

    /// Moves to the start of a line.
    pub(super) fn start(&mut self, at: usize) {
        self.at = at;
        self.beyond_ascii = 0;
    }

    /// Returns the rest of the text.
    #[inline]
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Returns the first byte of the next token without reading it. A line feed ends the line, and with it the
    /// document.
    #[inline]
    pub(super) fn token(&mut self) -> Step<u8> {
        match self.peek() {
            Some(byte) if byte > b' ' => Ok(byte),
            _ => self.token_after_space(),
        }
    }

    #[cold]
    fn token_after_space(&mut self) -> Step<u8> {
        self.skip_space();
        self.peek().filter(|byte| *byte > b' ').ok_or(Stop::Unsure)
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Reads a word such as `null`.
    pub(super) fn word(&mut self, word: &[u8]) -> Step {
        if !self.rest().starts_with(word) {
            return Err(Stop::Unsure);
        }
        self.at += word.len();
        Ok(())
    }

    /// Reads `,` or `end` after a member of an array or an object; returns true if another one follows.
    #[inline]
    pub(super) fn more(&mut self, end: u8) -> Step<bool> {
        let byte = self.token()?;
        self.at += 1;
        match byte {
            b',' => Ok(true),
            byte if byte == end => Ok(false),
            _ => Err(Stop::Unsure),
        }
    }

    /// Moves past the end of the line after a document; `None` if the line contains more.
    pub(super) fn line_end(&mut self) -> Option<usize> {
        if self.peek() != Some(b'\n') {
            self.skip_space();
        }
        match self.peek() {
            Some(b'\n') => Some(self.at + 1),
            Some(_) => None,
            None => Some(self.at),
        }
    }

    /// Checks if a part of the text, from the start of the line, is UTF-8.
    pub(super) fn is_utf8(&self, start: usize, end: usize) -> bool {
        self.beyond_ascii == 0 || self.text.get(start..end).is_some_and(|line| simdutf8::basic::from_utf8(line).is_ok())
    }
}
