//! Recovery of values that an old export wrote as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::context::Context;
use super::shape::Shape;
use crate::error::{Error, Result};
use crate::value::{Fields, Name, Value};

/// Value that a text can stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Text,
    Int64,
    Infinity,
    Nan,
    Bytes,
}

/// Recovers the value that was exported as `written`, if it had one of `shapes`.
///
/// # Errors
/// `InvalidInput`, with the path, if the override or the shape does not match the value.
pub(super) fn recover(written: Value, context: &Context, shapes: &[&Shape]) -> Result<Value> {
    match written {
        Value::String(text) => recover_text(text, context, shapes),
        Value::Array(elements) => recover_array(elements, context, shapes),
        Value::Object(fields) => recover_fields(fields, context, shapes),
        Value::Int64(_) | Value::Bytes(_) => Err(special("`$integer` or `$bytes`")),
        Value::Float64(number) if !number.is_finite() => Err(special("`$float`")),
        plain => Ok(plain),
    }
}

fn special(found: &str) -> Error {
    Error::invalid_input(format!("expected the JSON of an old export, with int64 and bytes as text, found {found}"))
}

fn misfit(context: &str, found: &str) -> Error {
    Error::invalid_input(format!("the override of this document expects {context}, found {found}"))
}

fn recover_text(text: String, context: &Context, shapes: &[&Shape]) -> Result<Value> {
    match context {
        Context::Infer => match only_reading(shapes) {
            Some(Reading::Int64) => int64(&text),
            Some(Reading::Infinity) => infinity(&text),
            Some(Reading::Bytes) => bytes(&text),
            // Every shape with a NaN also has an infinity, so a NaN is never the only reading.
            Some(Reading::Text | Reading::Nan) | None => Ok(Value::String(text)),
        },
        Context::Int64 => int64(&text),
        Context::Infinity => infinity(&text),
        Context::Nan(number) if text == "NaN" => Ok(Value::Float64(*number)),
        Context::Nan(_) => Err(misfit("`NaN`", "other text")),
        Context::Bytes => bytes(&text),
        Context::Array(_) => Err(misfit("an array", "text")),
        Context::Object(_) => Err(misfit("an object", "text")),
    }
}

fn int64(text: &str) -> Result<Value> {
    text.parse()
        .map(Value::Int64)
        .map_err(|_| Error::invalid_input("expected the digits of an int64, found other text"))
}

fn infinity(text: &str) -> Result<Value> {
    match text {
        "Infinity" => Ok(Value::Float64(f64::INFINITY)),
        "-Infinity" => Ok(Value::Float64(f64::NEG_INFINITY)),
        _ => Err(Error::invalid_input("expected `Infinity` or `-Infinity`, found other text")),
    }
}

fn bytes(text: &str) -> Result<Value> {
    STANDARD.decode(text).map(Value::Bytes).map_err(|_| Error::invalid_input("expected base64, found other text"))
}

/// Returns the only reading of text, if all shapes agree on it.
fn only_reading(shapes: &[&Shape]) -> Option<Reading> {
    let mut readings = Vec::new();
    shapes.iter().for_each(|shape| collect_readings(shape, &mut readings));
    let (first, rest) = readings.split_first()?;
    rest.iter().all(|other| other == first).then_some(*first)
}

fn collect_readings(shape: &Shape, readings: &mut Vec<Reading>) {
    match shape {
        Shape::String => readings.push(Reading::Text),
        Shape::Int64 => readings.push(Reading::Int64),
        Shape::Infinity => readings.push(Reading::Infinity),
        Shape::Float64 => readings.extend([Reading::Nan, Reading::Infinity]),
        Shape::Bytes => readings.push(Reading::Bytes),
        Shape::Unknown => {
            readings.extend([Reading::Text, Reading::Int64, Reading::Infinity, Reading::Nan, Reading::Bytes]);
        }
        Shape::Union(members) => members.iter().for_each(|member| collect_readings(member, readings)),
        Shape::Plain | Shape::Array(_) | Shape::Object(_) | Shape::Record(_) => {}
    }
}

fn recover_array(elements: Vec<Value>, context: &Context, shapes: &[&Shape]) -> Result<Value> {
    let inner = inside(shapes, |shape| match shape {
        Shape::Array(element) => Some(element),
        _ => None,
    });
    let contexts: &[Context] = match context {
        Context::Infer => &[],
        Context::Array(contexts) if contexts.len() == elements.len() => contexts,
        Context::Array(contexts) => {
            return Err(misfit(&format!("{} elements", contexts.len()), &elements.len().to_string()));
        }
        _ => return Err(misfit("another value", "an array")),
    };
    let recovered = elements.into_iter().enumerate().map(|(index, element)| {
        let context = contexts.get(index).unwrap_or(&Context::Infer);
        recover(element, context, &inner).map_err(|error| error.at_path(format_args!("[{index}]")))
    });
    recovered.collect::<Result<_>>().map(Value::Array)
}

fn recover_fields(fields: Fields, context: &Context, shapes: &[&Shape]) -> Result<Value> {
    let context_of = |name: &Name| match context {
        Context::Infer => Ok(&Context::Infer),
        Context::Object(contexts) => Ok(contexts.get(name).unwrap_or(&Context::Infer)),
        _ => Err(misfit("another value", "an object")),
    };
    let recovered = fields.into_iter().map(|(name, value)| {
        let inner = inside(shapes, |shape| match shape {
            Shape::Object(fields) => fields.get(&name),
            Shape::Record(value) => Some(value),
            _ => None,
        });
        let value =
            recover(value, context_of(&name)?, &inner).map_err(|error| error.at_path(format_args!(".{name}")))?;
        Ok((name, value))
    });
    recovered.collect::<Result<_>>().map(Value::Object)
}

/// Returns the shapes one step inside values of `shapes`. Everything inside an unknown shape is unknown.
fn inside<'a>(shapes: &[&'a Shape], step: impl Fn(&'a Shape) -> Option<&'a Shape> + Copy) -> Vec<&'a Shape> {
    let mut found = Vec::new();
    for shape in shapes {
        match shape {
            Shape::Unknown => found.push(*shape),
            Shape::Union(members) => found.extend(inside(&members.iter().collect::<Vec<_>>(), step)),
            shape => found.extend(step(shape)),
        }
    }
    found
}
