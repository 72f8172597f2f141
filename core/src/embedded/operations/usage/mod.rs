//! Operations on usage and its limits.

mod create_usage_limit;
mod delete_usage_limit;
mod get_current_usage;
mod limits;
mod list_usage_limits;
mod update_usage_limit;
