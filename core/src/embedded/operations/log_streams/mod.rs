//! Operations on log streams. No logs are sent, since no functions run.

mod create_log_stream;
mod delete_log_stream;
mod get_log_stream;
mod list_log_streams;
mod note;
mod rotate_webhook_secret;
mod rules;
mod stream;
mod update_log_stream;
mod webhook_secret;
