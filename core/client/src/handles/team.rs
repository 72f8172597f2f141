//! One team.

use serde::Serialize;

use super::Convex;
use super::carrying::carries_handle;
use super::credentials::{IdentityKind, is_wrong_credential};
use crate::api::lookups::{ListTeams, TeamSummary};
use crate::api::projects::{ListProjects, ProjectDetails};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::model::TeamId;

/// Names a team. Makes no call until a verb is used.
#[derive(Clone, Debug)]
pub struct TeamHandle {
    convex: Convex,
    slug: String,
    id: Option<TeamId>,
}

/// A team: its handle, with the data that was read when it was listed or got.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Team {
    #[serde(skip)]
    handle: TeamHandle,
    /// Team ID.
    pub id: TeamId,
    /// Name. For a token of the team, its slug: Convex returns the name to members only.
    pub name: String,
    /// Slug, as used in the dashboard's URLs.
    pub slug: String,
}

carries_handle!(Team: TeamHandle);

impl Convex {
    /// Returns a handle for a team, by slug or ID.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let team = convex.team("first-team").get().await?;
    /// println!("{} {}", team.id, team.name);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn team(&self, slug_or_id: impl Into<String>) -> TeamHandle {
        TeamHandle { convex: self.clone(), slug: slug_or_id.into(), id: None }
    }
}

impl TeamHandle {
    /// Returns the slug or ID, as given.
    ///
    /// ```
    /// # use convex_ops::Convex;
    /// fn name(convex: &Convex) -> String {
    ///     convex.team("acme").slug().to_owned()
    /// }
    /// ```
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Gets the team.
    ///
    /// ```
    /// # use convex_ops::{Convex, Result};
    /// async fn name(convex: &Convex) -> Result<String> {
    ///     Ok(convex.team("acme").get().await?.name)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist or the token does not belong to it.
    pub async fn get(&self) -> Result<Team> {
        let teams = match self.connection().call(ListTeams {}).await {
            Ok(teams) => teams,
            // Only members have a list of teams. The details of a team token contain its team.
            Err(error) if is_wrong_credential(&error) => return self.get_by_token(error).await,
            Err(error) => return Err(error),
        };
        let is_this = |team: &TeamSummary| team.slug == self.slug || team.id.to_string() == self.slug;
        let found = teams.into_iter().find(is_this).ok_or_else(|| self.not_found())?;
        Ok(Team::of(&self.convex, found))
    }

    async fn get_by_token(&self, refused: Error) -> Result<Team> {
        let Some(id) = self.convex.whoami().await?.team_id else { return Err(refused) };
        let team = Team::of_token(&self.convex, id).await?;
        // Without a project, the slug of the team is unknown. The token is valid for this team only in any case.
        if team.slug != id.to_string() && self.slug != team.slug && self.slug != id.to_string() {
            return Err(self.not_found());
        }
        Ok(Team { name: self.slug.clone(), slug: self.slug.clone(), ..team })
    }

    /// Finds the ID of the team.
    ///
    /// ```
    /// # use convex_ops::{Convex, Result};
    /// async fn id(convex: &Convex) -> Result<u64> {
    ///     Ok(convex.team("acme").id().await?.0)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`get`](Self::get).
    pub async fn id(&self) -> Result<TeamId> {
        match (self.id, self.slug.parse()) {
            (Some(id), _) => Ok(id),
            (None, Ok(id)) => Ok(TeamId(id)),
            (None, Err(_)) => Ok(self.get().await?.id),
        }
    }

    fn not_found(&self) -> Error {
        Error::new(ErrorKind::NotFound, format!("team `{}` not found for this credential", self.slug))
            .with_code("TeamNotFound")
    }

    pub(super) fn convex(&self) -> &Convex {
        &self.convex
    }

    pub(super) fn connection(&self) -> &Connection {
        self.convex.connection()
    }
}

impl Team {
    pub(super) fn of(convex: &Convex, TeamSummary { id, name, slug, .. }: TeamSummary) -> Self {
        let handle = TeamHandle { convex: convex.clone(), slug: slug.clone(), id: Some(id) };
        Self { handle, id, name, slug }
    }

    /// Reads the team of a team's token. Its slug is in its projects: without any, its ID takes the place.
    pub(super) async fn of_token(convex: &Convex, id: TeamId) -> Result<Self> {
        let list = ListProjects { limit: Some(1), ..ListProjects::new(id) };
        let first: Option<ProjectDetails> = convex.connection().call(list).await?.items.pop();
        let slug = first.map_or_else(|| id.to_string(), |project| project.team_slug);
        Ok(Self::of(convex, TeamSummary { id, name: slug.clone(), slug }))
    }

    /// Reads the teams of the connection: those of the member, or the one of the token.
    pub(super) async fn all(convex: &Convex) -> Result<Vec<Self>> {
        match convex.connection().call(ListTeams {}).await {
            Ok(teams) => Ok(teams.into_iter().map(|team| Self::of(convex, team)).collect()),
            Err(refused) if is_wrong_credential(&refused) => {
                let identity = convex.whoami().await?;
                match (identity.kind, identity.team_id) {
                    (IdentityKind::Team, Some(id)) => Ok(vec![Self::of_token(convex, id).await?]),
                    _ => Err(refused),
                }
            }
            Err(error) => Err(error),
        }
    }
}
