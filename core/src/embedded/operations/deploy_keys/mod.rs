//! Operations on deploy keys.

mod create_deploy_key;
mod create_preview_deploy_key;
mod delete_deploy_key;
mod delete_preview_deploy_key;
mod escalation;
mod list_deploy_keys;
mod list_preview_deploy_keys;
mod view;
