//! Function calls. System queries are supported; an app's functions are not run.

use serde_json::Value;

use super::of_app::{self, FunctionTarget};
use super::system_queries;
use crate::api::Contract;
use crate::api::functions::{FunctionFailure, FunctionResult, FunctionSuccess};
use crate::api::response;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::Steps;
use crate::error::{Error, ErrorKind, Result};
use crate::surface::FunctionKind;
use crate::value::{Encoding, decode_json, to_clean};

/// A function call.
pub(super) struct FunctionCall<'a> {
    /// Name of the function.
    pub(super) path: &'a str,
    /// Path of its component; empty for the app itself.
    pub(super) component: &'a str,
    /// Kind that the call requires; any kind if absent.
    pub(super) kind: Option<FunctionKind>,
    /// Its arguments in encoded JSON: an object, or an array with one object.
    pub(super) arguments: &'a Value,
}

/// Runs a function and returns its result in the format with this name.
///
/// # Errors
/// `InvalidInput` with the code `BadFormat`; authentication errors of the caller, such as a key of another deployment.
/// Errors of the function itself are returned as its result.
pub(super) fn run(
    steps: &Steps<'_>,
    contract: &Contract,
    function: &FunctionCall<'_>,
    format: Option<&str>,
) -> Result<FunctionResult> {
    let format = Format::parse(format)?;
    format.convert(run_encoded(steps, contract, function)?)
}

/// Runs a function and returns its result in encoded JSON.
fn run_encoded(steps: &Steps<'_>, contract: &Contract, function: &FunctionCall<'_>) -> Result<FunctionResult> {
    if !system_queries::is_system(function.path) {
        let FunctionCall { path, component, kind, .. } = *function;
        return of_app::refuse(steps, &FunctionTarget { path, component, kind });
    }
    steps.transaction(false, |call| {
        let deployment = call.admit(contract)?;
        match system_queries::answer(call, &deployment, function.path, function.component, function.arguments) {
            Ok(value) => Ok(FunctionResult::Success(response!(FunctionSuccess { value, log_lines: Vec::new() }))),
            Err(error) if is_of_caller(&error) => Ok(failure(error.info().message.clone())),
            Err(error) => Err(error),
        }
    })
}

/// Checks if the caller can correct the error.
fn is_of_caller(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::NotFound | ErrorKind::PermissionDenied)
}

fn failure(message: String) -> FunctionResult {
    FunctionResult::Failure(FunctionFailure::new(message))
}

/// Format of values.
#[derive(Clone, Copy)]
enum Format {
    Encoded,
    Clean,
}

impl Format {
    fn parse(name: Option<&str>) -> Result<Self> {
        match name {
            None | Some("convex_encoded_json" | "convex_json") => Ok(Self::Encoded),
            Some("json" | "convex_clean_json") => Ok(Self::Clean),
            Some(other) => {
                let shown: String = other.chars().take(100).collect();
                Err(bad_request("BadFormat", format!("unknown format `{shown}`"))
                    .at_path(format_args!(".format"))
                    .help("use `json` or `convex_encoded_json`"))
            }
        }
    }

    /// Converts a result from encoded JSON to this format.
    fn convert(self, result: FunctionResult) -> Result<FunctionResult> {
        match (self, result) {
            (Self::Clean, FunctionResult::Success(FunctionSuccess { value, log_lines, .. })) => {
                let value = to_clean(&decode_json(&value, Encoding::Encoded)?);
                Ok(FunctionResult::Success(response!(FunctionSuccess { value, log_lines })))
            }
            (_, result) => Ok(result),
        }
    }
}
