//! Descriptions that code of an app returns.

use std::cell::Cell;

use serde::de::DeserializeOwned;

use super::js_error::JsError;
use super::module_analysis::{ModuleAnalysis, RawModule};
use super::source_map::SourceMaps;
use crate::schema::Validator;

/// Parses what a module says of its exports.
pub(super) fn module_analysis(
    text: String,
    path: &str,
    source_maps: &SourceMaps<'_>,
    said: &Cell<usize>,
) -> Result<ModuleAnalysis, JsError> {
    let text = limited(text, said)?;
    let raw: RawModule = read(&text)?;
    let mut analysis = raw
        .locate(|bundled| source_maps.of_function(path, bundled))
        .map_err(|error| JsError::new(format!("`crons.export()` returned invalid crons: {error}"), None))?;
    for function in &mut analysis.functions {
        for (method, text) in [("exportArgs", &mut function.args), ("exportReturns", &mut function.returns)] {
            let Some(text) = text else { continue };
            let invalid = |error: serde_json::Error| {
                JsError::new(format!("Invalid JSON returned from {path}:{}.{method}(): {error}", function.name), None)
            };
            let validator = serde_json::from_str::<Option<Validator>>(text).map_err(invalid)?;
            let canonical = serde_json::to_string(&validator).map_err(invalid)?;
            // Longer text has spaces or repeated members, without a meaning.
            if text.len() > canonical.len() {
                *text = canonical;
            }
        }
    }
    Ok(analysis)
}

/// Maximum length of the description of one module, in bytes. Large apps have a few hundred kilobytes in all.
const MAX_OF_MODULE: usize = 8 << 20;

/// Maximum length of the descriptions of all modules, in bytes.
const MAX_OF_APP: usize = 32 << 20;

/// Checks the length of a description by the code of a module: a few bytes of source can return gigabytes.
pub(super) fn limited(text: String, said: &Cell<usize>) -> Result<String, JsError> {
    said.set(said.get().saturating_add(text.len()));
    if text.len() > MAX_OF_MODULE || said.get() > MAX_OF_APP {
        let (what, most) = match text.len() > MAX_OF_MODULE {
            true => ("the module", MAX_OF_MODULE),
            false => ("the app", MAX_OF_APP),
        };
        return Err(JsError::limit(format!("described {what} in more than {most} bytes")));
    }
    Ok(text)
}

/// Parses a value returned by the app's code.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsError> {
    serde_json::from_str(text).map_err(|error| JsError::new(format!("returned an invalid description: {error}"), None))
}
