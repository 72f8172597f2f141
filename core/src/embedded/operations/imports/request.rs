//! Validation of import requests.

use crate::api::imports::{ImportFormat, ImportRequest};
use crate::embedded::records::document::is_system;
use crate::embedded::records::import::Request;
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};
use crate::value::limits::is_identifier;

/// Checks an import request. Source: the codes and texts are Convex's own.
pub(super) fn check_request(request: &ImportRequest) -> Result<Request> {
    let ImportRequest { table_name, component_path, format, mode } = request;
    if let Some(name) = table_name {
        if !is_identifier(name) {
            let name: String = name.chars().take(80).collect();
            return Err(bad_request("ImportInvalidName", format!("invalid table name {name}")));
        }
        if is_system(name) {
            let message = format!("Invalid table name {name} starts with metadata prefix '_'");
            return Err(bad_request("ImportInvalidName", message));
        }
    }
    let wanted = |kind: &str| bad_request("InvalidName", format!("{kind} import requires table name"));
    match (format, table_name) {
        (ImportFormat::Zip, Some(_)) => return Err(bad_request("InvalidName", "ZIP import cannot have table name")),
        (ImportFormat::Csv, None) => return Err(wanted("CSV")),
        (ImportFormat::JsonArray, None) => return Err(wanted("JSON")),
        (ImportFormat::JsonLines, None) => return Err(wanted("JSONL")),
        _ => {}
    }
    let component = component_path.clone().unwrap_or_default();
    if !component.is_empty() && !component.split('/').all(is_identifier) {
        return Err(Error::invalid_input(format!("invalid component path `{}`", component.escape_debug()))
            .with_code("ImportInvalidName"));
    }
    Ok(Request { format: *format, table: table_name.clone(), component, mode: *mode, keeps_files: false })
}
