//! Records of the store: rows and the SQL that reads and writes them.

pub(super) mod app;
mod app_text;
mod artifact;
pub(super) mod component;
mod custom_role;
mod deployment;
pub(super) mod document;
mod email;
pub(super) mod encoded;
pub(super) mod environment_variable;
pub(super) mod export;
pub(super) mod file;
mod ids;
pub(super) mod import;
mod invitation;
pub(super) mod job;
mod json;
mod member;
mod new_team;
mod number;
pub(super) mod periodic_backup;
mod project;
pub(super) mod push;
mod role_statements;
pub(super) mod scheduled_call;
pub(super) mod schema;
mod settings;
mod team;
mod token;

pub(super) use custom_role::{CUSTOM_ROLE, custom_role, read_custom_role};
pub(super) use deployment::{DEPLOYMENT, DeploymentRow};
pub(super) use email::check_email;
pub(super) use ids::RowId;
pub(super) use invitation::{accept_invitation, no_invitation};
pub(super) use json::json;
pub(super) use member::{check_member_count, find_or_insert_member, is_in_team, set_project_admin};
pub(super) use new_team::{NewTeam, insert_team};
pub(super) use number::{from_sql, to_sql};
pub(super) use project::{PROJECT, ProjectRow};
pub(super) use role_statements::{check_role_statements, statements_of};
pub(super) use settings::{clock_offset, hold_work, is_work_held, set_clock_offset};
pub(super) use team::TeamRow;
pub(super) use token::{
    FoundToken, Grant, NewToken, StoredToken, TokenKind, TokenRow, find_token, is_valid, issue, note_use,
    page_of_tokens, revoke, token_of_member, tokens_of_owner,
};
