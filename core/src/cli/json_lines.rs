//! Questions on standard input, one line of JSON each; answers on standard output, one line each.

use std::io::{BufRead as _, ErrorKind, Write};

use serde::Serialize;

use super::exit::Exit;
use crate::error::{Error, ErrorInfo, Result};

#[derive(Serialize)]
struct Failure<'a> {
    error: &'a ErrorInfo,
}

/// Answers every line that is not blank. A line that is wrong gets its error as the answer, and the exit code tells that
/// there was one; the lines after it are answered all the same. Each answer goes out before the next line is read, so
/// that a program can ask one question after the other.
pub(super) fn answer_each<A: Serialize>(answer: impl Fn(&str) -> Result<A>) -> Result<Exit> {
    let mut out = std::io::stdout().lock();
    let mut exit = Exit::Clean;
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map_err(|error| Error::io("standard input can't be read", &error))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let written = match text_of(&line).and_then(&answer) {
            Ok(answer) => write_line(&mut out, &answer),
            Err(error) => {
                exit = Exit::BadInput;
                write_line(&mut out, &Failure { error: error.at_line(index as u64 + 1).info() })
            }
        };
        if !is_read(written)? {
            return Ok(exit);
        }
    }
    Ok(exit)
}

fn text_of(line: &[u8]) -> Result<&str> {
    std::str::from_utf8(line).map_err(|_| Error::invalid_input("the line is not UTF-8 text"))
}

fn write_line(out: &mut impl Write, answer: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(answer)?;
    line.push(b'\n');
    out.write_all(&line)?;
    out.flush()
}

/// Whether somebody still reads the answers.
fn is_read(written: std::io::Result<()>) -> Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Error::io("standard output can't be written", &error)),
    }
}
