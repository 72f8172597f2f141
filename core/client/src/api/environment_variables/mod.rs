//! Environment variables of a deployment.

mod list_environment_variables;
mod update_environment_variables;

pub use list_environment_variables::{EnvironmentVariables, ListEnvironmentVariables};
pub use update_environment_variables::{EnvironmentVariableChange, UpdateEnvironmentVariables};
