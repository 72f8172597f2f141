//! `listProjectsOfTeam`

use crate::api::lookups::ListProjectsOfTeam;
use crate::api::projects::ProjectDetails;
use crate::embedded::operations::projects::to_project;
use crate::embedded::records::{PROJECT, ProjectRow, TeamRow};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Action;

impl Handler for ListProjectsOfTeam {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team_by_id_or_slug(&self.team_slug)
    }

    // Permission is checked for each project.
    fn needs(&self, _: &TeamRow) -> Vec<Action> {
        Vec::new()
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<Vec<ProjectDetails>> {
        let sql = format!("{PROJECT} WHERE p.team_id = ?1 ORDER BY p.id DESC");
        let mut statement = call.tx.prepare_cached(&sql)?;
        let mut rows = statement.query([team.id])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let project = ProjectRow::read(row)?;
            if call.may(&Action::ProjectView, &project)? {
                found.push(to_project(call, project)?);
            }
        }
        Ok(found)
    }
}
