//! Runs programs, with cancellation.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::temporary::Running;
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use crate::os::rights::{Enforced, Rights, restrict_thread};

/// Interval between checks of a running program.
const PAUSE: Duration = Duration::from_millis(10);

/// Maximum length of a program's output in an error, counted from its end.
const MAX_OUTPUT: u64 = 32 << 10;

/// Runs a program and returns its standard output.
///
/// # Errors
/// `InvalidInput`, with its output, if it fails; `NotFound` or `Io` if it cannot be started; `Cancelled` after a
/// cancellation.
pub(super) fn run(command: &mut Command, cancel: &Cancel) -> Result<Vec<u8>> {
    Files::new()?.run(command.stdin(Stdio::null()), cancel)
}

/// Runs a program with these rights, and returns to which extent they are enforced. Its standard input is open as long as
/// this process runs.
///
/// # Errors
/// As [`run`].
pub(super) fn run_restricted(command: &mut Command, rights: &Rights, cancel: &Cancel) -> Result<Enforced> {
    let mut files = Files::new()?;
    command.stdin(Stdio::piped());
    // Rights are those of a thread and of what it starts.
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let enforced = restrict_thread(rights);
            files.run(command, cancel).map(|_| enforced)
        });
        thread.join().unwrap_or_else(|_| Err(Error::new(ErrorKind::Internal, "panic while a program ran")))
    })
}

/// Runs a program for a limited time, and returns what it wrote to standard error, however it ends.
///
/// # Errors
/// `NotFound` or `Io` if it cannot be started; `Cancelled` after a cancellation.
pub(super) fn run_within(command: &mut Command, limit: Duration, cancel: &Cancel) -> Result<String> {
    let mut errors = tempfile::tempfile().map_err(|error| unusable(&error))?;
    let copy = errors.try_clone().map_err(|error| unusable(&error))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::null()).stderr(copy).spawn();
    let child = child.map_err(|error| Error::io(&format!("cannot start `{program}`"), &error))?;
    wait_until(&Running::new(child), Some(Instant::now() + limit), cancel)?;
    let end = errors.stream_position().map_err(|error| unusable(&error))?;
    let said = read(&mut errors, end.saturating_sub(MAX_OUTPUT)).map_err(|error| unusable(&error))?;
    Ok(strip_colors(&String::from_utf8_lossy(&said)))
}

/// Files for the output of a program, instead of pipes, because nothing drains pipes while it runs.
struct Files {
    output: File,
    errors: File,
}

impl Files {
    fn new() -> Result<Self> {
        Ok(Self {
            output: tempfile::tempfile().map_err(|error| unusable(&error))?,
            errors: tempfile::tempfile().map_err(|error| unusable(&error))?,
        })
    }

    fn run(&mut self, command: &mut Command, cancel: &Cancel) -> Result<Vec<u8>> {
        let program = command.get_program().to_string_lossy().into_owned();
        let copy = |file: &File| file.try_clone().map_err(|error| unusable(&error));
        command.stdout(copy(&self.output)?).stderr(copy(&self.errors)?);
        let child = command.spawn().map_err(|error| Error::io(&format!("cannot start `{program}`"), &error))?;
        let status = wait(&Running::new(child), cancel)?;
        if status.success() {
            return read(&mut self.output, 0).map_err(|error| unusable(&error));
        }
        let errors = &mut self.errors;
        let mut said = errors.stream_position().and_then(|end| read(errors, end.saturating_sub(MAX_OUTPUT)));
        if said.as_ref().is_ok_and(Vec::is_empty) {
            said = read(&mut self.output, 0);
        }
        let said = said.unwrap_or_default();
        let failed = Error::invalid_input(format!("`{program}` failed ({status})"));
        Err(failed.caused_by(strip_colors(&String::from_utf8_lossy(&said)).trim()))
    }
}

fn unusable(error: &std::io::Error) -> Error {
    Error::io("cannot write a temporary file", error)
}

fn wait(running: &Running, cancel: &Cancel) -> Result<ExitStatus> {
    wait_until(running, None, cancel)
}

/// Waits for a program, and kills it at its deadline or after a cancellation.
fn wait_until(running: &Running, deadline: Option<Instant>, cancel: &Cancel) -> Result<ExitStatus> {
    loop {
        let mut child = running.lock();
        if let Some(status) = child.try_wait().map_err(|error| Error::io("cannot wait for a program", &error))? {
            return Ok(status);
        }
        if let Err(cancelled) = cancel.check() {
            drop(child.kill());
            drop(child.wait());
            return Err(cancelled);
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            drop(child.kill());
        }
        drop(child);
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

/// Replaces a `NotFound` error of starting a program by one with help.
pub(super) fn explain_missing(error: Error, program: &str, help: &str) -> Error {
    if error.kind() != ErrorKind::NotFound {
        return error;
    }
    Error::new(ErrorKind::NotFound, format!("program `{program}` not found")).help(help)
}
