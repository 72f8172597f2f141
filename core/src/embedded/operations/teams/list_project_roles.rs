//! `listProjectRoles`

use crate::api::response;
use crate::api::teams::{ListProjectRoles, ProjectMemberRole, ProjectRole};
use crate::embedded::records::{PROJECT, ProjectRow, TeamRow};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Action;

impl Handler for ListProjectRoles {
    type Subject = TeamRow;

    find_by!(team_id);

    // Permission is checked for each project.
    fn needs(&self, _: &TeamRow) -> Vec<Action> {
        Vec::new()
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<Vec<ProjectMemberRole>> {
        let mut projects = call.tx.prepare_cached(&format!("{PROJECT} WHERE p.team_id = ?1 ORDER BY p.id"))?;
        let mut admins =
            call.tx.prepare_cached("SELECT member_id FROM project_admins WHERE project_id = ?1 ORDER BY member_id")?;
        let mut roles = Vec::new();
        let mut rows = projects.query([team.id])?;
        while let Some(row) = rows.next()? {
            let project = ProjectRow::read(row)?;
            if !call.may(&Action::ProjectView, &project)? {
                continue;
            }
            for member_id in admins.query_map([project.id], |row| row.get(0))? {
                let role = ProjectRole::Admin;
                roles.push(response!(ProjectMemberRole { project_id: project.id, member_id: member_id?, role }));
            }
        }
        Ok(roles)
    }
}
