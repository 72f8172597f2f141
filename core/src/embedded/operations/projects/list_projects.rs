//! `listProjects`

use super::view::to_project;
use crate::api::projects::{ListProjects, ProjectDetails};
use crate::api::{Operation, PageResponse};
use crate::embedded::paging::{Walk, limit, number};
use crate::embedded::records::{PROJECT, ProjectRow, TeamRow};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Action;

impl Handler for ListProjects {
    type Subject = TeamRow;

    find_by!(team_id);

    // Permission is checked for each project.
    fn needs(&self, _: &TeamRow) -> Vec<Action> {
        Vec::new()
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<PageResponse<ProjectDetails>> {
        let before = number(self.cursor.as_deref())?.unwrap_or(i64::MAX);
        let wanted = self.q.unwrap_or_default().to_lowercase();
        let mut walk = Walk::new(limit(self.limit, Self::CONTRACT.paging)?);
        let sql = format!("{PROJECT} WHERE p.team_id = ?1 AND p.id < ?2 ORDER BY p.id DESC");
        let mut statement = call.tx.prepare_cached(&sql)?;
        let mut rows = statement.query((team.id, before))?;
        while let Some(row) = rows.next()? {
            let project = ProjectRow::read(row)?;
            let cursor = project.id.to_string();
            let shown_to_caller = project.slug.contains(&wanted) || project.name.to_lowercase().contains(&wanted);
            let item = if shown_to_caller && call.may(&Action::ProjectView, &project)? {
                Some(to_project(call, project)?)
            } else {
                None
            };
            if !walk.step(item, cursor) {
                break;
            }
        }
        Ok(walk.finish())
    }
}
