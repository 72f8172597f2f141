//! JSON parsing: fast for valid input, with exact locations for invalid input.

use serde::de::DeserializeSeed;

use crate::error::{Error, Result, nearest};

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

/// Deserializes a JSON value.
///
/// # Errors
///
/// `InvalidInput` with the JSON path.
pub fn from_value<'de, T: serde::Deserialize<'de>>(value: &'de serde_json::Value) -> Result<T> {
    T::deserialize(value).map_err(|error| {
        let path = match serde_path_to_error::deserialize::<_, T>(value) {
            Ok(_) => String::new(),
            Err(error) => error.path().to_string(),
        };
        at(suggest(Error::invalid_input(error.to_string())), &path)
    })
}

fn locate<'de, S: DeserializeSeed<'de>>(text: &'de str, seed: S, error: &serde_json::Error) -> Error {
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let again = seed.deserialize(serde_path_to_error::Deserializer::new(&mut reader, &mut track));
    let path = if again.is_err() { track.path().to_string() } else { String::new() };
    let shown = error.to_string();
    let message = shown.split(" at line ").next().unwrap_or(&shown);
    let located = suggest(Error::invalid_input(message));
    let located = if text.contains('\n') { located.at_line(error.line() as u64) } else { located };
    at(located, &path)
}

/// Suggests a known name for an unknown one: serde lists the known names in backquotes after it.
fn suggest(error: Error) -> Error {
    let message = error.info().message.clone();
    let is_about_a_name = message.starts_with("unknown field `") || message.starts_with("unknown variant `");
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next().filter(|_| is_about_a_name).and_then(|typed| nearest(typed, quoted)) {
        Some(name) => error.help(format!("did you mean `{name}`?")),
        None => error,
    }
}

/// Adds a path of `serde_path_to_error`.
fn at(located: Error, path: &str) -> Error {
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Request {
        count: u8,
        #[serde(default)]
        list: Vec<Option<String>>,
    }

    #[test]
    fn misspelt_name_is_suggested() {
        let help = |text| from_str::<Request>(text).unwrap_err().info().help.clone();
        assert_eq!(help(r#"{"cuont": 1}"#).as_deref(), Some("did you mean `count`?"));
        assert_eq!(help(r#"{"other": 1}"#), None);
    }

    #[test]
    fn value_is_read_like_its_text() {
        for value in [
            json!({ "count": 1, "list": ["a", null] }),
            json!({ "count": 256 }),
            json!({ "count": 1, "list": ["a", 2] }),
            json!({ "count": 1, "lists": [] }),
            json!({ "list": [] }),
            json!([]),
            Value::Null,
        ] {
            let of_text = from_str::<Request>(&value.to_string());
            let of_value = from_value::<Request>(&value);
            match (of_value, of_text) {
                (Ok(of_value), Ok(of_text)) => assert_eq!(of_value, of_text),
                (Err(of_value), Err(of_text)) => assert_eq!(of_value.info(), of_text.info(), "{value}"),
                (of_value, of_text) => panic!("{value}: {of_value:?}, {of_text:?}"),
            }
        }
    }
}
