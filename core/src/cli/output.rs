//! Writes text to standard output and files.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::compat::report::render::inert;
use crate::error::{Error, Result};

/// Writes to standard output. A closed pipe is not an error: the reader has read enough.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::io("cannot write standard output", &error)),
    }
}

/// Writes lines for people to standard error.
pub(super) fn say(text: &str) {
    let mut stderr = std::io::stderr().lock();
    for line in text.lines() {
        // Nothing can be reported if standard error is closed.
        let _ = writeln!(stderr, "{}", inert(line));
    }
}

/// Writes a warning to standard error.
#[cfg(feature = "serve")]
pub(super) fn warn(text: &str) {
    say(&format!("warning: {text}"));
}

/// Writes a file completely or not at all: half a report must not pass for a whole one.
pub(super) fn save(path: &Path, text: &str) -> Result<()> {
    let unwritable = |error| Error::io("cannot write file", &error).in_file(path.display().to_string());
    let mut file = File::create(path).map_err(unwritable)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() && file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        // If this fails too, the error still names the file.
        let _ = std::fs::remove_file(path);
    }
    written.map_err(unwritable)
}

/// Checks if the environment allows color: see <https://no-color.org>.
pub(super) fn wants_color() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !refused && !dumb
}
