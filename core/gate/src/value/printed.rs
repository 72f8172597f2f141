//! Parser for the output of `npx convex data TABLE --format jsonLines`.
//!
//! That command prints through JavaScript: `{ "n": 1, "big": 2n, "raw": Bytes("AAE=") }`. Plain numbers are float64,
//! `NaN` and the infinities are bare words, `-0` has become `0`, and field names are not escaped. Encoded JSON is
//! accepted as well, so such a file needs no other parser.

use super::decode::special_value;
use super::limits::{MAX_ARRAY_LEN, MAX_NESTING, MAX_OBJECT_FIELDS, is_field_name};
use super::{Fields, Name, Value};
use crate::error::{Error, Result};

/// Decodes one value in the notation of the Convex command line, or from encoded JSON.
///
/// # Errors
/// `InvalidInput`, with the offset in the text, if it is not a value.
///
/// ```
/// use convex_ops::value::{Value, decode_printed};
///
/// let printed = decode_printed(r#"{ "count": 2n, "ratio": NaN }"#).unwrap();
/// assert_eq!(printed.as_object().unwrap().get("count"), Some(&Value::Int64(2)));
/// assert!(decode_printed("{ count: 2 }").is_err());
/// ```
pub fn decode_printed(text: &str) -> Result<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip_space();
    if reader.rest().is_empty() { Ok(value) } else { Err(reader.expected("the end of the line")) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn expected(&self, what: &str) -> Error {
        let found: String = self.rest().chars().take(20).collect();
        let found = if found.is_empty() { "the end of the text".to_owned() } else { format!("`{found}`") };
        Error::invalid_input(format!("expected {what}, found {found} at offset {}", self.at))
    }

    fn value(&mut self, depth: usize) -> Result<Value> {
        self.skip_space();
        if depth == MAX_NESTING && self.rest().starts_with(['{', '[']) {
            return Err(Error::invalid_input(format!("a value nests at most {MAX_NESTING} levels deep")));
        }
        if self.take("{") {
            self.object(depth)
        } else if self.take("[") {
            self.array(depth)
        } else if self.rest().starts_with('"') {
            self.string().map(Value::String)
        } else if self.take("Bytes(") {
            let text = self.string()?;
            let value = special_value("$bytes", &text).map_err(Error::invalid_input)?;
            if self.take(")") { Ok(value) } else { Err(self.expected("`)`")) }
        } else {
            self.word()
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value> {
        let mut elements = Vec::new();
        self.skip_space();
        if self.take("]") {
            return Ok(Value::Array(elements));
        }
        loop {
            if elements.len() == MAX_ARRAY_LEN {
                return Err(Error::invalid_input(format!("array with more than {MAX_ARRAY_LEN} elements")));
            }
            elements.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take("]") {
                return Ok(Value::Array(elements));
            }
            if !self.take(",") {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value> {
        let mut fields = Fields::new();
        self.skip_space();
        while !self.take("}") {
            if !fields.is_empty() && !self.take(",") {
                return Err(self.expected("`,` or `}`"));
            }
            self.skip_space();
            let name = self.field_name()?;
            let value = self.value(depth + 1)?;
            self.skip_space();
            if name.starts_with('$') && fields.is_empty() && self.take("}") {
                let text =
                    value.as_str().ok_or_else(|| Error::invalid_input(format!("expected a string in `{name}`")))?;
                return special_value(&name, text).map_err(Error::invalid_input);
            }
            if !is_field_name(&name) {
                return Err(Error::invalid_input(format!("invalid field name `{}`", name.escape_debug())));
            }
            if fields.len() == MAX_OBJECT_FIELDS {
                return Err(Error::invalid_input(format!("object with more than {MAX_OBJECT_FIELDS} fields")));
            }
            if fields.insert(name.clone(), value).is_some() {
                return Err(Error::invalid_input(format!("duplicate field `{name}`")));
            }
        }
        Ok(Value::Object(fields))
    }

    /// Reads a field name. Names are not escaped, so a name ends at the first quote followed by a colon.
    fn field_name(&mut self) -> Result<Name> {
        if !self.take("\"") {
            return Err(self.expected("a field name in quotes"));
        }
        let Some(len) = self.rest().find("\":") else { return Err(self.expected("`\":` after a field name")) };
        let name = Name::from(self.rest().get(..len).unwrap_or_default());
        self.at += len + 2;
        Ok(name)
    }

    fn string(&mut self) -> Result<String> {
        let mut strings = serde_json::Deserializer::from_str(self.rest()).into_iter::<String>();
        match strings.next() {
            Some(Ok(text)) => {
                self.at += strings.byte_offset();
                Ok(text)
            }
            _ => Err(self.expected("a string")),
        }
    }

    fn word(&mut self) -> Result<Value> {
        let len = self.rest().find([',', ']', '}', ' ', ')', '\n', '\r', '\t']).unwrap_or(self.rest().len());
        let word = self.rest().get(..len).unwrap_or_default();
        let value = match word {
            "null" => Some(Value::Null),
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            "NaN" => Some(Value::Float64(f64::NAN)),
            "Infinity" => Some(Value::Float64(f64::INFINITY)),
            "-Infinity" => Some(Value::Float64(f64::NEG_INFINITY)),
            _ => number(word),
        };
        match value {
            Some(value) => {
                self.at += len;
                Ok(value)
            }
            None => Err(self.expected("a value")),
        }
    }
}

/// Parses a number in JavaScript's notation: no leading zeros, no plus sign.
fn number(word: &str) -> Option<Value> {
    match word.strip_suffix('n') {
        Some(digits) => digits.parse().ok().filter(|number: &i64| number.to_string() == digits).map(Value::Int64),
        None => serde_json::from_str(word).ok().map(Value::Float64),
    }
}
