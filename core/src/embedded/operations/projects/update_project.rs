//! `updateProject`

use serde_json::json;

use super::view::to_project;
use crate::api::audit_log::TeamAuditAction;
use crate::api::projects::{ProjectDetails, UpdateProject};
use crate::embedded::records::ProjectRow;
use crate::embedded::refusals::conflict;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::slug;

impl Handler for UpdateProject {
    type Subject = ProjectRow;

    find_by!(project_id);

    fn run(self, mut project: ProjectRow, call: &mut RequestContext<'_>) -> Result<ProjectDetails> {
        if let Some(name) = &self.name {
            slug::check_name("project", name)?.clone_into(&mut project.name);
        }
        if let Some(slug) = self.slug {
            slug::check(&slug)?;
            let holder = ProjectRow::by_slug(call.tx, project.team_id, &slug)?;
            if holder.is_some_and(|holder| holder.id != project.id) {
                return Err(conflict("ProjectSlugTaken", format!("the slug `{slug}` is already in use in the team")));
            }
            project.slug = slug;
        }
        call.tx.prepare_cached("UPDATE projects SET name = ?2, slug = ?3 WHERE id = ?1")?.execute((
            project.id,
            &project.name,
            &project.slug,
        ))?;
        let metadata = json!({ "id": project.id, "name": project.name, "slug": project.slug });
        call.note(project.team_id, &TeamAuditAction::ProjectUpdate, &metadata)?;
        to_project(call, project)
    }
}
