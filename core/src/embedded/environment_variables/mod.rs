//! What the operations on a deployment's environment variables do.

mod list_environment_variables;
mod update_environment_variables;
