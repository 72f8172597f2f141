//! Text to standard output and to files.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::error::{Error, Result};

/// Writes to standard output. Whoever stopped reading it has read enough: that is no error.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::io("standard output can't be written", &error)),
    }
}

/// Writes a file: the whole text, or no file at all, since whoever reads half a report takes it for one.
pub(super) fn save(path: &Path, text: &str) -> Result<()> {
    let unwritable = |error| Error::io("the file can't be written", &error).in_file(path.display().to_string());
    let mut file = File::create(path).map_err(unwritable)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() && file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        // What can't be removed either is named in the error.
        let _ = std::fs::remove_file(path);
    }
    written.map_err(unwritable)
}

/// Whether the environment leaves colour to us: see <https://no-color.org>.
pub(super) fn wants_color() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !refused && !dumb
}
