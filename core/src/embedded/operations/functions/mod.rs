//! Function calls. System queries are supported; an app's functions are not run.

mod of_app;
mod run;
mod run_action;
mod run_function;
mod run_mutation;
mod run_query;
mod stream_function_logs;
mod system_queries;
