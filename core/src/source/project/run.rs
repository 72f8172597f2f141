//! Runs programs, with cancellation.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// Interval between checks of a running program.
const PAUSE: Duration = Duration::from_millis(10);

/// Maximum length of a program's output in an error, counted from its end.
const MAX_OUTPUT: u64 = 4 << 10;

/// Runs a program and returns its standard output.
///
/// # Errors
/// `InvalidInput`, with its output, if it fails; `NotFound` or `Io` if it cannot be started; `Cancelled` after a
/// cancellation.
pub(super) fn run(command: &mut Command, cancel: &Cancel) -> Result<Vec<u8>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let unusable = |error| Error::io("cannot write a temporary file", &error);
    // Files instead of pipes, because nothing drains pipes while the program runs.
    let (mut output, mut errors) = (tempfile::tempfile().map_err(unusable)?, tempfile::tempfile().map_err(unusable)?);
    command.stdin(Stdio::null());
    command.stdout(output.try_clone().map_err(unusable)?).stderr(errors.try_clone().map_err(unusable)?);
    let mut child = command.spawn().map_err(|error| Error::io(&format!("cannot start `{program}`"), &error))?;
    let status = wait(&mut child, cancel)?;
    if status.success() {
        return read(&mut output, 0).map_err(unusable);
    }
    let mut said = errors.stream_position().and_then(|end| read(&mut errors, end.saturating_sub(MAX_OUTPUT)));
    if said.as_ref().is_ok_and(Vec::is_empty) {
        said = read(&mut output, 0);
    }
    let said = said.unwrap_or_default();
    let failed = Error::invalid_input(format!("`{program}` failed ({status})"));
    Err(failed.caused_by(strip_colors(&String::from_utf8_lossy(&said)).trim()))
}

fn wait(child: &mut Child, cancel: &Cancel) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait().map_err(|error| Error::io("cannot wait for a program", &error))? {
            return Ok(status);
        }
        if let Err(cancelled) = cancel.check() {
            drop(child.kill());
            drop(child.wait());
            return Err(cancelled);
        }
        std::thread::sleep(PAUSE);
    }
}

fn read(file: &mut File, from: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Removes terminal escape sequences.
fn strip_colors(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
        plain += before;
        rest = sequence.split_once(|end: char| end.is_ascii_alphabetic()).map_or("", |(_, rest)| rest);
    }
    plain + rest
}
