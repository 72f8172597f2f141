//! Access tokens of members and teams.

mod create_personal_access_token;
mod create_team_access_token;
mod delete_personal_access_token;
mod delete_team_access_token;
mod get_token_details;
mod list_personal_access_tokens;
mod list_team_access_tokens;

pub use create_personal_access_token::{CreatePersonalAccessToken, CreatedPersonalAccessToken};
pub use create_team_access_token::{CreateTeamAccessToken, CreatedTeamAccessToken};
pub use delete_personal_access_token::DeletePersonalAccessToken;
pub use delete_team_access_token::DeleteTeamAccessToken;
pub use get_token_details::{GetTokenDetails, ProjectTokenDetails, TeamTokenDetails, TokenDetails};
pub use list_personal_access_tokens::{ListPersonalAccessTokens, PersonalAccessToken};
pub use list_team_access_tokens::{ListTeamAccessTokens, TeamAccessToken};
