//! Rebuilds a request from path, query and body.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::naming::camel_case;
use super::request::Field;
use super::{Body, Contract, Request};
use crate::error::{Error, Result};

/// Parts of a received request.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// Path parameters by their names in the template, unescaped.
    pub path: &'a [(&'a str, &'a str)],
    /// Query, without the `?`.
    pub query: &'a str,
    /// Body.
    pub body: &'a [u8],
}

/// Builds a request from its parts. [`Request::decode`] converts texts of the path and the query to the types of their
/// fields: numbers, flags, names. Unknown query parameters are ignored.
///
/// # Errors
///
/// `InvalidInput` if the body is not a JSON object, or has a field that belongs to the path or the query.
pub fn join(contract: &Contract, incoming: Incoming<'_>) -> Result<Request> {
    let mut request = in_path(incoming.path);
    for (name, text) in form_urlencoded::parse(incoming.query.as_bytes()) {
        if let Some(name) = contract.query.iter().find(|known| **known == name) {
            request.push(*name, Field::Text(text.into_owned()));
        }
    }
    if let Body::Bytes(name) = contract.body {
        request.push(name, Field::Bytes(incoming.body.to_vec()));
        return Ok(request);
    }
    for (name, value) in body(contract.body, incoming.body)? {
        if contract.query.contains(&name.as_str()) || contract.path_parameters().any(|other| camel_case(other) == name)
        {
            return Err(Error::invalid_input(format!(
                "unexpected field `{name}` in the body: it belongs to the path or the query"
            )));
        }
        request.push(name, Field::Json(value));
    }
    Ok(request)
}

/// Builds a request from the path and the query alone. Fields of the body are read from the query.
#[must_use]
pub fn join_query(path: &[(&str, &str)], query: &str) -> Request {
    let mut request = in_path(path);
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        request.push(name.into_owned(), Field::Text(text.into_owned()));
    }
    request
}

fn in_path(path: &[(&str, &str)]) -> Request {
    let mut request = Request::default();
    for (name, text) in path {
        request.push(Cow::Owned(camel_case(name)), Field::Text((*text).to_owned()));
    }
    request
}

fn body(kind: Body, bytes: &[u8]) -> Result<Map<String, Value>> {
    let absent = bytes.iter().all(u8::is_ascii_whitespace);
    match kind {
        Body::None | Body::Bytes(_) => return Ok(Map::new()),
        Body::Optional if absent => return Ok(Map::new()),
        Body::Optional | Body::Required => {}
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) if kind == Body::Optional => Ok(Map::new()),
        Ok(_) => Err(Error::invalid_input("invalid body: expected a JSON object")),
        Err(error) => Err(Error::invalid_input("invalid JSON in the body").caused_by(error)),
    }
}
