//! Running a function: Convex's own queries are answered; those of an app are not run here.

use serde_json::Value;

use super::system_queries;
use crate::api::Contract;
use crate::api::functions::{FunctionFailure, FunctionResult, FunctionSuccess};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::Steps;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Encoding, decode_json, to_clean};

/// What is said of the functions of an app.
pub(crate) fn not_run(path: &str) -> FunctionFailure {
    let shown: String = path.chars().take(200).collect();
    FunctionFailure::new(format!("This server knows the functions of an app, and runs none of them: `{shown}`"))
}

/// A function that is to be run.
pub(super) struct Asked<'a> {
    /// Its name.
    pub(super) path: &'a str,
    /// The path of its component; empty for the app itself.
    pub(super) component: &'a str,
    /// Its arguments, in encoded JSON: an object, or an array with one.
    pub(super) arguments: &'a Value,
}

/// Runs a function; what it gives in the format with this name.
///
/// # Errors
/// `InvalidInput` with the code `BadFormat`; those of who calls: no key, or one of another deployment. What is wrong with
/// the function is its result.
pub(super) fn run(
    steps: &Steps<'_>,
    contract: &Contract,
    asked: &Asked<'_>,
    format: Option<&str>,
) -> Result<FunctionResult> {
    let format = Format::named(format)?;
    format.of(run_encoded(steps, contract, asked)?)
}

/// Runs a function; what it gives in encoded JSON.
fn run_encoded(steps: &Steps<'_>, contract: &Contract, asked: &Asked<'_>) -> Result<FunctionResult> {
    if !system_queries::is_system(asked.path) {
        return Ok(FunctionResult::Failure(not_run(asked.path)));
    }
    steps.transaction(false, |call| {
        let deployment = call.admit(contract)?;
        match system_queries::answer(call, &deployment, asked.path, asked.component, asked.arguments) {
            Ok(value) => Ok(FunctionResult::Success(FunctionSuccess { value, log_lines: Vec::new() })),
            Err(error) if is_of_caller(&error) => Ok(failure(error.info().message.clone())),
            Err(error) => Err(error),
        }
    })
}

/// Whether whoever called can do something about it.
fn is_of_caller(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::NotFound | ErrorKind::PermissionDenied)
}

fn failure(message: String) -> FunctionResult {
    FunctionResult::Failure(FunctionFailure::new(message))
}

/// How values are to be written.
#[derive(Clone, Copy)]
enum Format {
    Encoded,
    Clean,
}

impl Format {
    fn named(name: Option<&str>) -> Result<Self> {
        match name {
            None | Some("convex_encoded_json" | "convex_json") => Ok(Self::Encoded),
            Some("json" | "convex_clean_json") => Ok(Self::Clean),
            Some(other) => {
                let shown: String = other.chars().take(100).collect();
                Err(bad_request("BadFormat", format!("there is no format `{shown}`"))
                    .at_path(format_args!(".format"))
                    .help("write `json` or `convex_encoded_json`"))
            }
        }
    }

    /// A result that is encoded, in this format.
    fn of(self, result: FunctionResult) -> Result<FunctionResult> {
        match (self, result) {
            (Self::Clean, FunctionResult::Success(FunctionSuccess { value, log_lines })) => {
                let value = to_clean(&decode_json(&value, Encoding::Encoded)?);
                Ok(FunctionResult::Success(FunctionSuccess { value, log_lines }))
            }
            (_, result) => Ok(result),
        }
    }
}
