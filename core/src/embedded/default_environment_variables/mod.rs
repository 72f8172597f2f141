//! What the operations on a project's default environment variables do.

mod list_default_environment_variables;
mod update_default_environment_variables;
