//! Teams.

use crate::api::access_tokens::{GetTokenDetails, TokenDetails};
use crate::api::lookups::ListTeams;
use crate::api::projects::{self, ListProjects};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::model::TeamId;

/// A team, by slug or ID.
#[derive(Clone, Debug)]
pub struct Team {
    pub(super) connection: Connection,
    pub(super) name: String,
}

impl Team {
    pub(super) fn new(connection: Connection, name: String) -> Self {
        Self { connection, name }
    }

    /// Returns the slug or ID.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Finds the ID of the team, among the teams of the member or in the details of the token.
    ///
    /// # Errors
    ///
    /// `NotFound` if the credential does not belong to this team.
    pub async fn id(&self) -> Result<TeamId> {
        if let Ok(id) = self.name.parse() {
            return Ok(TeamId(id));
        }
        match self.connection.call(ListTeams {}).await {
            Ok(teams) => {
                let found = teams.into_iter().find(|team| team.slug == self.name);
                found.map(|team| team.id).ok_or_else(|| self.not_found())
            }
            // Only members have a list of teams. The details of a team token contain its team.
            Err(error) if is_wrong_credential(&error) => self.id_of_token(error).await,
            Err(error) => Err(error),
        }
    }

    async fn id_of_token(&self, refused: Error) -> Result<TeamId> {
        let Ok(TokenDetails::Team(details)) = self.connection.call(GetTokenDetails {}).await else {
            return Err(refused);
        };
        match self.first_project(details.team_id).await? {
            Some(project) if project.team_slug != self.name => Err(self.not_found()),
            // Without a project, the slug of the team is unknown. The token is valid for this team only in any case.
            _ => Ok(details.team_id),
        }
    }

    async fn first_project(&self, team_id: TeamId) -> Result<Option<projects::Project>> {
        let list = ListProjects { limit: Some(1), ..ListProjects::new(team_id) };
        Ok(self.connection.call(list).await?.items.pop())
    }

    fn not_found(&self) -> Error {
        Error::new(ErrorKind::NotFound, format!("team `{}` not found for this credential", self.name))
            .with_code("TeamNotFound")
    }
}

/// Returns `true` if the credential is of the wrong kind or invalid.
fn is_wrong_credential(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::Unauthenticated | ErrorKind::InvalidInput)
}
