//! Operations on the default environment variables of a project.

mod list_default_environment_variables;
mod update_default_environment_variables;
