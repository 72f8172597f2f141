//! Edits of a source file that change what it compiles to, and are taken back.

use crate::shell::root;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// Where a file is edited.
pub(super) struct Edit {
    /// What kind of file it is.
    pub(super) what: &'static str,
    pub(super) file: &'static str,
    /// The first line of a private function: the edit adds a line after it.
    pub(super) after: &'static str,
}

/// A file that has its own text again when this is dropped.
pub(super) struct Edited<'a> {
    edit: &'a Edit,
    path: PathBuf,
    text: String,
    is_changed: bool,
}

impl Edit {
    /// Reads the file.
    pub(super) fn open(&self) -> Result<Edited<'_>> {
        let path = root().join(self.file);
        let text = fs::read_to_string(&path).with_context(|| format!("{} is to be edited", self.file))?;
        let places = text.lines().filter(|line| *line == self.after).count();
        ensure!(places == 1, "{}: `{}` is {places} lines, and not one", self.file, self.after);
        Ok(Edited { edit: self, path, text, is_changed: false })
    }
}

impl Edited<'_> {
    /// Adds a line that no optimiser removes, another one for each number. As most edits do, it moves all lines below.
    pub(super) fn change(&mut self, number: usize) -> Result<()> {
        let line = format!("{}\n    std::hint::black_box({number}_usize);", self.edit.after);
        self.is_changed = true;
        Ok(fs::write(&self.path, self.text.replacen(self.edit.after, &line, 1))?)
    }
}

impl Drop for Edited<'_> {
    fn drop(&mut self) {
        if !self.is_changed {
            return;
        }
        if let Err(error) = fs::write(&self.path, &self.text) {
            println!("{} could not be restored: {error}", self.path.display());
        }
    }
}
