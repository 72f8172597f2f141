//! Running functions of a deployment, and the log of those that ran.
//!
//! A function is named as in `npx convex run`: `messages:list`, `dir/file:name`. Names that begin with `_system/` are
//! Convex's own: what its command and its dashboard ask of a deployment.

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
