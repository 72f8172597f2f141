//! Splits a request into path, query and body.

use serde_json::Value;

use super::naming::camel_case;
use super::request::Field;
use super::{Body, Contract, Request};
use crate::error::{Error, ErrorKind, Result};

/// A request to send, relative to the root of its API.
#[derive(Clone, PartialEq)]
pub struct Outgoing {
    /// Path with its parameters filled in and escaped, and the query: `/teams/7/projects?limit=10`.
    pub target: String,
    /// Body, if the operation has one: JSON text or bytes.
    pub body: Option<Vec<u8>>,
}

/// Splits a request into path, query and body.
///
/// # Errors
///
/// `InvalidInput` if a path parameter is empty, since the path would match another operation.
pub fn split(contract: &Contract, mut request: Request) -> Result<Outgoing> {
    let mut target = path(contract.path, &mut request)?;
    push_query(&mut target, contract.query, &mut request)?;
    let body = match contract.body {
        Body::None => None,
        Body::Optional if request.is_empty() => None,
        Body::Optional | Body::Required => Some(request.into_json().to_string().into_bytes()),
        Body::Bytes(field) => match request.take(field) {
            Some(Field::Bytes(bytes)) => Some(bytes),
            None => Some(Vec::new()),
            Some(Field::Json(_) | Field::Text(_)) => return Err(invalid_body(contract, "the body is not bytes")),
        },
    };
    Ok(Outgoing { target, body })
}

fn invalid_body(contract: &Contract, why: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("cannot send a request of `{}`: {why}", contract.id))
}

fn path(template: &str, request: &mut Request) -> Result<String> {
    let mut path = String::with_capacity(template.len() + 16);
    for segment in template.split('/').skip(1) {
        path.push('/');
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => path.push_str(&path_segment(parameter, request)?),
            None => path.push_str(segment),
        }
    }
    Ok(path)
}

fn path_segment(parameter: &str, request: &mut Request) -> Result<String> {
    let name = camel_case(parameter);
    let text = request.take(&name).and_then(|field| text(field.into_json())).unwrap_or_default();
    // URLs resolve `.` and `..` away even if escaped: they treat `%2e` as a dot.
    if matches!(text.as_str(), "" | "." | "..") {
        let error = Error::invalid_input(format!("invalid path parameter `{text}`"));
        return Err(error.at_path(format_args!(".{name}")));
    }
    Ok(super::naming::escape(&text))
}

fn push_query(target: &mut String, names: &[&str], request: &mut Request) -> Result<()> {
    let mut separator = '?';
    for name in names {
        let value = match request.take(name).map(Field::into_json) {
            None | Some(Value::Null) => continue,
            Some(value) => value,
        };
        let text = text(value)
            .ok_or_else(|| Error::new(ErrorKind::Internal, format!("cannot encode query parameter `{name}`")))?;
        target.push(separator);
        target.push_str(name);
        target.push('=');
        target.push_str(&super::naming::escape(&text));
        separator = '&';
    }
    Ok(())
}

/// Returns the text of a value in a path or query.
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
