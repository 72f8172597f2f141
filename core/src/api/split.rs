//! From a request to what travels: path, query and body.

use serde_json::{Map, Value};

use super::naming::camel_case;
use super::{Body, Bytes, Operation};
use crate::error::{Error, ErrorKind, Result};

/// A request as it travels, below the root of its interface.
#[derive(Clone, PartialEq)]
pub struct Outgoing {
    /// The path with its parameters filled in and escaped, and the query: `/teams/7/projects?limit=10`.
    pub target: String,
    /// The body, where the operation has one: a JSON text, or bytes.
    pub body: Option<Vec<u8>>,
}

/// Takes a request apart.
///
/// # Errors
/// `InvalidInput` where a parameter of the path is empty, since the path would be another's.
pub fn split<O: Operation>(request: &O) -> Result<Outgoing> {
    let contract = O::CONTRACT;
    let mut fields = fields(request)?;
    let mut target = path(contract.path, &mut fields)?;
    push_query(&mut target, contract.query, &mut fields)?;
    let body = match contract.body {
        Body::None => None,
        Body::Optional if fields.is_empty() => None,
        Body::Optional | Body::Required => Some(Value::Object(fields).to_string().into_bytes()),
        Body::Bytes(field) => Some(bytes::<O>(fields.remove(field))?),
    };
    Ok(Outgoing { target, body })
}

fn fields<O: Operation>(request: &O) -> Result<Map<String, Value>> {
    match serde_json::to_value(request) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(broken::<O>("a request is an object")),
        Err(error) => Err(broken::<O>("a request can be written as JSON").caused_by(error)),
    }
}

fn bytes<O: Operation>(field: Option<Value>) -> Result<Vec<u8>> {
    let bytes = field.map(serde_json::from_value::<Bytes>).transpose();
    let bytes = bytes.map_err(|error| broken::<O>("a body is bytes").caused_by(error))?;
    Ok(bytes.unwrap_or_default().0)
}

fn broken<O: Operation>(must: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("`{}`: {must}", O::CONTRACT.id))
}

fn path(template: &str, fields: &mut Map<String, Value>) -> Result<String> {
    let mut path = String::with_capacity(template.len() + 16);
    for segment in template.split('/').skip(1) {
        path.push('/');
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => path.push_str(&path_segment(parameter, fields)?),
            None => path.push_str(segment),
        }
    }
    Ok(path)
}

fn path_segment(parameter: &str, fields: &mut Map<String, Value>) -> Result<String> {
    let name = camel_case(parameter);
    let text = fields.remove(&name).and_then(text).unwrap_or_default();
    // A `.` or `..` would be resolved away, even escaped: URLs treat `%2e` as a dot.
    if matches!(text.as_str(), "" | "." | "..") {
        let error = Error::invalid_input(format!("`{text}` can't stand in a path"));
        return Err(error.at_path(format_args!(".{name}")));
    }
    Ok(super::naming::escape(&text))
}

fn push_query(target: &mut String, names: &[&str], fields: &mut Map<String, Value>) -> Result<()> {
    let mut separator = '?';
    for name in names {
        let value = match fields.remove(*name) {
            None | Some(Value::Null) => continue,
            Some(value) => value,
        };
        let text = text(value)
            .ok_or_else(|| Error::new(ErrorKind::Internal, format!("the parameter `{name}` has no form in a query")))?;
        target.push(separator);
        target.push_str(name);
        target.push('=');
        target.push_str(&super::naming::escape(&text));
        separator = '&';
    }
    Ok(())
}

/// The text of a value in a path or query.
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
