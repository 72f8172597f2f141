//! Comma-separated values.

use std::io::Read;

use super::invalid::unreadable;
use super::row::{Row, RowVisitor};
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};
use crate::value::limits::is_field_name;
use crate::value::{Fields, Name, Value};

pub(super) fn each(reader: impl Read, see: RowVisitor<'_>) -> Result<()> {
    let mut reader = csv::Reader::from_reader(reader);
    let names: Vec<Name> =
        reader.headers().map_err(|error| csv_error(&error))?.iter().map(name).collect::<Result<_>>()?;
    let mut record = csv::StringRecord::new();
    for number in 1.. {
        if !reader.read_record(&mut record).map_err(|error| csv_error(&error))? {
            break;
        }
        let fields: Fields = names.iter().cloned().zip(record.iter().map(cell)).collect();
        if !see(number, Row::Cells(fields))? {
            break;
        }
    }
    Ok(())
}

fn name(header: &str) -> Result<Name> {
    let name = header.trim_matches(' ');
    if is_field_name(name) {
        return Ok(name.into());
    }
    Err(bad_request("CsvInvalidHeader", format!("CSV header {name:?} isn't a valid field name")))
}

/// Converts a cell: numbers are parsed, everything else is a string. Source: Convex converts non-finite numbers to
/// null.
fn cell(text: &str) -> Value {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Float64(number),
        Ok(_) => Value::Null,
        Err(_) => Value::from(text),
    }
}

fn csv_error(error: &csv::Error) -> Error {
    let line = |position: &Option<csv::Position>| position.as_ref().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, .. } => {
            let message = format!("CSV row {} doesn't have all of the fields in the header", line(pos));
            bad_request("CsvRowMissingFields", message)
        }
        csv::ErrorKind::Io(error) => unreadable(error),
        csv::ErrorKind::Utf8 { pos, .. } => {
            bad_request("CsvInvalidRow", format!("Failed to parse CSV row {}: {error}", line(pos)))
        }
        _ => bad_request("CsvInvalidRow", format!("Failed to parse CSV: {error}")),
    }
}
