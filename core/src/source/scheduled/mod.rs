//! Scheduled calls, read from documents of `_scheduled_functions`.

#[cfg(feature = "source")]
mod open;

#[cfg(feature = "source")]
pub use open::{open_scheduled, read_scheduled};

use std::collections::BTreeMap;
use std::io::BufRead;

use serde_json::value::RawValue;

use crate::compat::data::{Line, Lines};
use crate::compat::{CallState, ScheduledCall};
use crate::error::{Error, Result};
use crate::surface::FunctionName;
use crate::value::{Encoding, Fields, Value, decode, decode_printed};

/// Reads calls from a stream of `_scheduled_functions` documents in JSON Lines, in the format of
/// `npx convex data _scheduled_functions --format jsonLines`, in encoded JSON or in export JSON.
///
/// ```
/// use convex_ops::source::ScheduledCalls;
///
/// let printed = r#"{ "_id": "k1", "name": "mail.js:send", "args": [{ "n": 1n }], "scheduledTime": 1700000000000,
///     "state": { "kind": "pending" } }"#.replace('\n', " ");
/// let call = ScheduledCalls::new(printed.as_bytes(), "calls.jsonl").next().unwrap()?;
/// assert_eq!(call.target.as_str(), "mail.js:send");
/// # Ok::<(), convex_ops::Error>(())
/// ```
pub struct ScheduledCalls<R> {
    lines: Lines<R>,
    file: String,
    failed: bool,
}

impl<R: BufRead> ScheduledCalls<R> {
    /// Creates a reader; `file` is the name of the stream in errors.
    pub fn new(reader: R, file: &str) -> Self {
        Self { lines: Lines::new(reader), file: file.to_owned(), failed: false }
    }

    /// Returns all calls that have not finished.
    ///
    /// # Errors
    /// `InvalidInput`, with the line, if a line is not such a document; `Io` if the stream cannot be read.
    pub fn unfinished(self) -> Result<Vec<ScheduledCall>> {
        self.filter(|call| !matches!(call, Ok(call) if call.state == CallState::Finished)).collect()
    }

    fn read(&mut self) -> Result<Option<ScheduledCall>> {
        let Some(line) = self.lines.next_line()? else { return Ok(None) };
        parse_call(&line).map(Some).map_err(|error| error.at_line(line.number))
    }
}

impl<R: BufRead> Iterator for ScheduledCalls<R> {
    type Item = Result<ScheduledCall>;

    /// Returns the next call; `None` after an error.
    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let call = self.read().map_err(|error| error.in_file(&self.file));
        self.failed = call.is_err();
        call.transpose()
    }
}

impl<R> std::fmt::Debug for ScheduledCalls<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScheduledCalls").field("file", &self.file).finish_non_exhaustive()
    }
}

fn parse_call(line: &Line<'_>) -> Result<ScheduledCall> {
    let Value::Object(fields) = decode_document(line.text)? else {
        return Err(Error::invalid_input("expected a document of `_scheduled_functions`, which is an object")
            .help("use the output of `npx convex data _scheduled_functions --format jsonLines`"));
    };
    let name = text(&fields, "name")?;
    let kind = match fields.get("state") {
        Some(Value::Object(state)) => text(state, "kind").map_err(|error| error.at_path(".state"))?,
        _ => return Err(missing("state", "an object")),
    };
    let id = fields.get("_id").and_then(Value::as_str);
    Ok(ScheduledCall {
        id: id.map_or_else(|| format!("line {}", line.number), str::to_owned),
        target: FunctionName::new(name),
        args: args(&fields)?,
        state: state(kind),
        scheduled_time: fields
            .get("scheduledTime")
            .and_then(Value::as_f64)
            .ok_or_else(|| missing("scheduledTime", "a float64"))?,
    })
}

/// Returns the arguments object of a call. Any other number of arguments is returned as an array, which no function
/// accepts.
fn args(fields: &Fields) -> Result<Value> {
    match fields.get("args") {
        Some(Value::Array(args)) => match args.as_slice() {
            [only] => Ok(only.clone()),
            args => Ok(Value::Array(args.to_vec())),
        },
        _ => Err(missing("args", "an array")),
    }
}

fn state(kind: &str) -> CallState {
    match kind {
        "pending" => CallState::Pending,
        "inProgress" => CallState::InProgress,
        "success" | "failed" | "canceled" => CallState::Finished,
        _ => CallState::Other,
    }
}

fn text<'a>(fields: &'a Fields, name: &str) -> Result<&'a str> {
    fields.get(name).and_then(Value::as_str).ok_or_else(|| missing(name, "a string"))
}

fn missing(field: &str, kind: &str) -> Error {
    let message = format!("expected {kind} as `{field}`, as in every document of `_scheduled_functions`");
    Error::invalid_input(message).at_path(format_args!(".{field}"))
}

/// Decodes a document. Text that is not JSON was printed by Convex's command; JSON may be that too, or encoded or export
/// JSON.
fn decode_document(text: &str) -> Result<Value> {
    match serde_json::from_str::<BTreeMap<String, &RawValue>>(text) {
        Ok(raw) if is_export(&raw) => decode(text, Encoding::Export),
        Ok(_) => decode(text, Encoding::Encoded),
        Err(_) => decode_printed(text),
    }
}

/// Detects export JSON: it writes `1.0`, which JavaScript never does. If the time has a fraction, both forms write it the
/// same, so the other numbers decide.
fn is_export(fields: &BTreeMap<String, &RawValue>) -> bool {
    let time = fields.get("scheduledTime").map(|time| time.get()).unwrap_or_default();
    match time.split_once('.') {
        None => false,
        Some((_, "0")) => true,
        Some(_) => fields.values().any(|value| has_point_zero(value.get())),
    }
}

/// Checks if a number in a JSON text ends in `.0`.
fn has_point_zero(json: &str) -> bool {
    let mut outside_of_strings = json.replace("\\\\", "").replace("\\\"", "");
    outside_of_strings = outside_of_strings.split('"').step_by(2).collect::<Vec<_>>().join("\"");
    let mut numbers = outside_of_strings.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    numbers.any(|number| number.ends_with(".0"))
}

#[cfg(test)]
mod tests;
