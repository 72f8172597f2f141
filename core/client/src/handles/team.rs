//! A team.

use crate::api::access_tokens::{GetTokenDetails, TokenDetails};
use crate::api::lookups::ListTeams;
use crate::api::projects::{self, ListProjects};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::model::TeamId;

/// A team, by its slug or id.
#[derive(Clone, Debug)]
pub struct Team {
    pub(super) connection: Connection,
    pub(super) name: String,
}

impl Team {
    pub(super) fn new(connection: Connection, name: String) -> Self {
        Self { connection, name }
    }

    /// The slug or id by which it was named.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Finds the team's id: among the teams of the member, or as what the token is for.
    ///
    /// # Errors
    /// `NotFound` where the credential is for no such team.
    pub async fn id(&self) -> Result<TeamId> {
        if let Ok(id) = self.name.parse() {
            return Ok(TeamId(id));
        }
        match self.connection.call(ListTeams {}).await {
            Ok(teams) => {
                let found = teams.into_iter().find(|team| team.slug == self.name);
                found.map(|team| team.id).ok_or_else(|| self.not_found())
            }
            // Only members have teams. A token of a team knows its own.
            Err(error) if is_refused(&error) => self.id_of_token(error).await,
            Err(error) => Err(error),
        }
    }

    async fn id_of_token(&self, refused: Error) -> Result<TeamId> {
        let Ok(TokenDetails::Team(details)) = self.connection.call(GetTokenDetails {}).await else {
            return Err(refused);
        };
        match self.a_project(details.team_id).await? {
            Some(project) if project.team_slug != self.name => Err(self.not_found()),
            // Without a project nothing tells the team's slug; the token is for no other team in any case.
            _ => Ok(details.team_id),
        }
    }

    async fn a_project(&self, team_id: TeamId) -> Result<Option<projects::Project>> {
        let list = ListProjects { limit: Some(1), ..ListProjects::new(team_id) };
        Ok(self.connection.call(list).await?.items.pop())
    }

    fn not_found(&self) -> Error {
        Error::new(ErrorKind::NotFound, format!("the credential is for no team `{}`", self.name))
            .with_code("TeamNotFound")
    }
}

/// Whether the credential is of the wrong kind, or of nobody.
fn is_refused(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::Unauthenticated | ErrorKind::InvalidInput)
}
