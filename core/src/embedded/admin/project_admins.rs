//! Admins of projects.

use serde_json::json;

use super::admin::Admin;
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::audit::note_as_system;
use crate::embedded::records::{ProjectRow, is_in_team, set_project_admin};
use crate::embedded::refusals::{no_project, not_found};
use crate::error::Result;
use crate::model::{MemberId, ProjectId};

impl Admin<'_> {
    /// Makes a member an admin of a project, or revokes that.
    ///
    /// # Errors
    /// `NotFound` if the project does not exist or the member is not in its team.
    pub fn set_project_admin(&self, project: ProjectId, member: MemberId, is_admin: bool) -> Result<()> {
        self.runtime.with_time(true, |tx, now| {
            let project = ProjectRow::by_id(tx, project)?.ok_or_else(|| no_project(project))?;
            if !is_in_team(tx, project.team_id, member)? {
                return Err(not_found("MemberNotFound", "member of the team", member));
            }
            set_project_admin(tx, project.id, member, is_admin)?;
            let metadata = json!({ "projectId": project.id, "memberId": member, "isAdmin": is_admin });
            note_as_system(tx, project.team_id, &TeamAuditAction::ProjectUpdateMemberRole, &metadata, now)
        })
    }
}
