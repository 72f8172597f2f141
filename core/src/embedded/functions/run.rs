//! `runQuery`, `runMutation`, `runAction`, `runFunction`

use serde_json::Value;

use crate::api::functions::{
    FunctionFailure, FunctionResult, FunctionSuccess, RunAction, RunFunction, RunMutation, RunQuery,
};
use crate::api::{Contract, Operation};
use crate::embedded::queries;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Steps, StepsHandler, in_steps};
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Encoding, decode_json, to_clean};

/// What is said of the functions of an app.
pub(crate) fn not_run(path: &str) -> FunctionFailure {
    let shown: String = path.chars().take(200).collect();
    FunctionFailure::new(format!("This server knows the functions of an app, and runs none of them: `{shown}`"))
}

/// A function that is to be run.
struct Asking<'a> {
    /// Its name.
    path: &'a str,
    /// The path of its component; empty for the app itself.
    component: &'a str,
    /// Its arguments, in encoded JSON: an object, or an array with one.
    arguments: &'a Value,
}

/// Runs a function; what it gives in encoded JSON.
///
/// # Errors
/// Those of who calls: no key, or one of another deployment. What is wrong with the function is its result.
fn run(steps: &Steps<'_>, contract: &Contract, asking: &Asking<'_>) -> Result<FunctionResult> {
    if !queries::is_system(asking.path) {
        return Ok(FunctionResult::Failure(not_run(asking.path)));
    }
    steps.transaction(false, |call| {
        let deployment = call.admit(contract)?;
        match queries::answer(call, &deployment, asking.path, asking.component, asking.arguments) {
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

macro_rules! runs {
    ($($operation:ident($component:expr),)*) => {
        $(impl StepsHandler for $operation {
            fn run(self, steps: &Steps<'_>) -> Result<FunctionResult> {
                let component: fn(&Self) -> &str = $component;
                let asking = Asking { path: &self.path, component: component(&self), arguments: &self.args };
                let format = Format::named(self.format.as_deref())?;
                format.of(run(steps, &Self::CONTRACT, &asking)?)
            }
        })*

        in_steps!($($operation),*);
    };
}

runs! {
    RunQuery(|_| ""),
    RunMutation(|_| ""),
    RunAction(|_| ""),
    RunFunction(|function| function.component_path.as_deref().unwrap_or_default()),
}
