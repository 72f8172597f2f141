//! `getTokenDetails`

use crate::api::access_tokens::{GetTokenDetails, ProjectTokenDetails, TeamTokenDetails, TokenDetails};
use crate::api::response;
use crate::embedded::access::{Me, Scope};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Timestamp;

impl Handler for GetTokenDetails {
    type Subject = Me;

    // Assumed: a personal access token has no single team or project, so the response has no form for it.
    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<TokenDetails> {
        let token = call.identity.token.as_ref();
        match (token, call.identity.scope) {
            (Some(token), Scope::Team(team)) => Ok(TokenDetails::Team(response!(TeamTokenDetails {
                id: token.id,
                team_id: team,
                name: token.name.clone(),
                create_time: Timestamp::from_millis(token.create_time),
            }))),
            (Some(token), Scope::Project(project)) => Ok(TokenDetails::Project(response!(ProjectTokenDetails {
                id: token.id,
                project_id: project,
                name: token.name.clone(),
                create_time: Timestamp::from_millis(token.create_time),
            }))),
            _ => Err(bad_request("NotATeamOrProjectToken", "the token is not for a team or project")
                .help("use `listTeams` to list the teams of its member")),
        }
    }
}
