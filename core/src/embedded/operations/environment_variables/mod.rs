//! Operations on the environment variables of a deployment.

mod list_environment_variables;
mod update_environment_variables;
