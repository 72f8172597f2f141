//! Default environment variables for new deployments of a project.

mod list_default_environment_variables;
mod update_default_environment_variables;

pub use list_default_environment_variables::{DefaultEnvironmentVariable, ListDefaultEnvironmentVariables};
pub use update_default_environment_variables::{DefaultEnvironmentVariableChange, UpdateDefaultEnvironmentVariables};
