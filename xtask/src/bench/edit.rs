//! Edits of a source file that change the compiled code, and are reverted.

use crate::shell::root;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// Place of an edit.
pub(super) struct Edit {
    /// Description of the file.
    pub(super) what: &'static str,
    pub(super) file: &'static str,
    /// First line of a private function. The edit adds a line after it.
    pub(super) after: &'static str,
}

/// A file whose text is restored on drop.
pub(super) struct EditedFile<'a> {
    edit: &'a Edit,
    path: PathBuf,
    text: String,
    is_changed: bool,
}

impl Edit {
    /// Reads the file.
    pub(super) fn open(&self) -> Result<EditedFile<'_>> {
        let path = root().join(self.file);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", self.file))?;
        let places = text.lines().filter(|line| *line == self.after).count();
        ensure!(places == 1, "{}: expected `{}` once, found {places} times", self.file, self.after);
        Ok(EditedFile { edit: self, path, text, is_changed: false })
    }
}

impl EditedFile<'_> {
    /// Adds a line that the optimiser keeps, with another text for each number. Like most edits, it moves the lines below.
    pub(super) fn change(&mut self, number: usize) -> Result<()> {
        let line = format!("{}\n    std::hint::black_box({number}_usize);", self.edit.after);
        self.is_changed = true;
        Ok(fs::write(&self.path, self.text.replacen(self.edit.after, &line, 1))?)
    }
}

impl Drop for EditedFile<'_> {
    fn drop(&mut self) {
        if !self.is_changed {
            return;
        }
        if let Err(error) = fs::write(&self.path, &self.text) {
            println!("cannot restore {}: {error}", self.path.display());
        }
    }
}
