//! JSON parsing: fast for valid input, with exact locations for invalid input.

use serde::de::DeserializeSeed;

use crate::error::{Error, Result};

/// Deserializes a JSON text with `seed`. The nesting limit is 128 levels, as in Convex's own parsers: enough for values
/// of 64 levels, and for validators of 40 nested objects.
///
/// # Errors
///
/// `InvalidInput` with the JSON path and the line. Tracking the path is slow, so only invalid texts are parsed again
/// with it.
pub fn read<'de, S>(text: &'de str, seed: S) -> Result<S::Value>
where
    S: DeserializeSeed<'de> + Clone,
{
    let mut reader = serde_json::Deserializer::from_str(text);
    match seed.clone().deserialize(&mut reader).and_then(|value| reader.end().map(|()| value)) {
        Ok(value) => Ok(value),
        Err(error) => Err(locate(text, seed, &error)),
    }
}

/// Deserializes a JSON text.
///
/// # Errors
///
/// See [`read`].
pub fn from_str<'de, T: serde::Deserialize<'de>>(text: &'de str) -> Result<T> {
    read(text, Plain(std::marker::PhantomData))
}

fn locate<'de, S: DeserializeSeed<'de>>(text: &'de str, seed: S, error: &serde_json::Error) -> Error {
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let again = seed.deserialize(serde_path_to_error::Deserializer::new(&mut reader, &mut track));
    let path = if again.is_err() { track.path().to_string() } else { String::new() };
    let shown = error.to_string();
    let message = shown.split(" at line ").next().unwrap_or(&shown);
    let located = Error::invalid_input(message);
    let located = if text.contains('\n') { located.at_line(error.line() as u64) } else { located };
    // In truncated text, the last step of the path is unknown: `?`.
    match path.trim_end_matches('?').trim_end_matches('.') {
        "" => located,
        path if path.starts_with('[') => located.at_path(path),
        path => located.at_path(format_args!(".{path}")),
    }
}

struct Plain<T>(std::marker::PhantomData<T>);

impl<T> Clone for Plain<T> {
    fn clone(&self) -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<'de, T: serde::Deserialize<'de>> DeserializeSeed<'de> for Plain<T> {
    type Value = T;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}
