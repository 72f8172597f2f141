//! The projects of a team.

use super::once::Once;
use super::{Project, TeamHandle};
use crate::api::projects::ListProjects;
use crate::engine::Pager;

/// Projects of a team.
#[derive(Clone, Debug)]
pub struct Projects {
    team: TeamHandle,
    query: Option<String>,
}

impl TeamHandle {
    /// Returns the projects of the team.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn slugs(team: &TeamHandle) -> Result<Vec<String>> {
    ///     Ok(team.projects().list().all().await?.into_iter().map(|project| project.slug).collect())
    /// }
    /// ```
    #[must_use]
    pub fn projects(&self) -> Projects {
        Projects { team: self.clone(), query: None }
    }
}

impl Projects {
    /// Limits the list to projects whose name or slug contains a text, ignoring case.
    ///
    /// ```
    /// # use convex_ops::{Project, Result, TeamHandle};
    /// async fn find(team: &TeamHandle) -> Result<Option<Project>> {
    ///     team.projects().matching("todo").list().first().await
    /// }
    /// ```
    #[must_use]
    pub fn matching(mut self, text: impl Into<String>) -> Self {
        self.query = Some(text.into());
        self
    }

    /// Lists the projects, newest first.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let team = convex.team("first-team");
    /// team.project("todo").ensure().await?;
    /// for project in team.projects().list().all().await? {
    ///     project.production().ensure().await?;
    /// }
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn list(&self) -> Pager<Project> {
        let (team, query, id) = (self.team.clone(), self.query.clone(), Once::new());
        Pager::new(move |page| {
            let (team, query, id) = (team.clone(), query.clone(), id.clone());
            async move {
                let list = ListProjects { q: query, ..ListProjects::new(id.get_or(team.id()).await?) };
                let read = team.connection().pages(list).page_at(page).await?;
                Ok(read.filter_map(|project| Some(Project::of(&team, project))))
            }
        })
    }
}
