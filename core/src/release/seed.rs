//! A function that runs once on a new preview, such as one that adds data.

use serde_json::{Value, json};

use crate::api::functions::{FunctionResult, RunFunction};
use crate::error::{Error, Result};
use crate::handles::DeploymentHandle;

/// Format of values that keeps each exact.
const FORMAT: &str = "convex_encoded_json";

/// Runs a function without arguments, and returns its value in encoded JSON.
///
/// # Errors
/// `InvalidInput` with the code `FunctionFailed` and the message of the function if it fails. Errors of the call.
pub(crate) async fn run_function(deployment: &DeploymentHandle, path: &str) -> Result<Value> {
    let request = RunFunction::new(path).args(json!({})).format(FORMAT);
    let reason = match deployment.connection().call(request).await? {
        FunctionResult::Success(success) => return Ok(success.value),
        FunctionResult::Failure(failure) => failure.error_message,
        _ => "the deployment returned an unknown kind of result".to_owned(),
    };
    Err(Error::invalid_input(reason).with_code("FunctionFailed"))
}
