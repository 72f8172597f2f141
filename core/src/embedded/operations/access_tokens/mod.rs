//! Operations on access tokens.

mod create_personal_access_token;
mod create_team_access_token;
mod delete_personal_access_token;
mod delete_team_access_token;
mod get_token_details;
mod list_personal_access_tokens;
mod list_team_access_tokens;
