//! JSON Lines in, JSON Lines out: one answer per line of standard input.

use std::io::{BufRead as _, ErrorKind, Write};

use serde::Serialize;

use super::exit::Exit;
use crate::error::{Error, ErrorInfo, Result};

#[derive(Serialize)]
struct Failure<'a> {
    error: &'a ErrorInfo,
}

/// Answers every line that is not blank. An invalid line is answered with its error and makes the exit code nonzero;
/// later lines are still answered. Each answer is flushed before the next line is read, so that a program can hold a
/// dialogue.
pub(super) fn answer_each<A: Serialize>(answer: impl Fn(&str) -> Result<A>) -> Result<Exit> {
    let mut out = std::io::stdout().lock();
    let mut exit = Exit::Clean;
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map_err(|error| Error::io("cannot read standard input", &error))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let written = match parse_utf8(&line).and_then(&answer) {
            Ok(answer) => write_line(&mut out, &answer),
            Err(error) => {
                exit = Exit::BadInput;
                write_line(&mut out, &Failure { error: error.at_line(index as u64 + 1).info() })
            }
        };
        if !is_open(written)? {
            return Ok(exit);
        }
    }
    Ok(exit)
}

fn parse_utf8(line: &[u8]) -> Result<&str> {
    std::str::from_utf8(line).map_err(|_| Error::invalid_input("invalid UTF-8"))
}

fn write_line(out: &mut impl Write, answer: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(answer)?;
    line.push(b'\n');
    out.write_all(&line)?;
    out.flush()
}

/// Checks if the reader of the answers still listens.
fn is_open(written: std::io::Result<()>) -> Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Error::io("cannot write standard output", &error)),
    }
}
