//! Running functions of a deployment, and reading its function logs.
//!
//! Functions are named as in `npx convex run`: `messages:list`, `dir/file:name`. Names that start with `_system/` are
//! Convex's own, used by its CLI and dashboard.

mod result;
mod run_action;
mod run_function;
mod run_mutation;
mod run_query;
mod stream_function_logs;

pub use result::{FunctionFailure, FunctionResult, FunctionSuccess};
pub use run_action::RunAction;
pub use run_function::RunFunction;
pub use run_mutation::RunMutation;
pub use run_query::RunQuery;
pub use stream_function_logs::{FunctionLogs, StreamFunctionLogs};
