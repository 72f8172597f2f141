//! `deleteProject`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::projects::DeleteProject;
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteProject {
    type Subject = ProjectRow;

    find_by!(project_id);

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<()> {
        // The store also deletes its deployments, keys and variables.
        call.tx.prepare_cached("DELETE FROM projects WHERE id = ?1")?.execute([project.id])?;
        let metadata = json!({ "id": project.id, "slug": project.slug });
        call.note(project.team_id, &TeamAuditAction::ProjectDelete, &metadata)
    }
}
