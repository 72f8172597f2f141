//! `updateProjectRoles`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::{ProjectRole, ProjectRoleUpdate, UpdateProjectRoles};
use crate::embedded::records::{TeamRow, is_in_team, set_project_admin};
use crate::embedded::refusals::{bad_request, no_project, not_found};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Action;

impl Handler for UpdateProjectRoles {
    type Subject = TeamRow;

    find_by!(team_id);

    // Permission is checked for each project.
    fn needs(&self, _: &TeamRow) -> Vec<Action> {
        Vec::new()
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        self.updates.iter().try_for_each(|update| apply(call, &team, update))
    }
}

fn apply(call: &RequestContext<'_>, team: &TeamRow, update: &ProjectRoleUpdate) -> Result<()> {
    let project = call.project(update.project_id)?;
    if project.team_id != team.id {
        return Err(no_project(update.project_id));
    }
    call.check(&Action::ProjectUpdateMemberRole, &project)?;
    if !is_in_team(call.tx, team.id, update.member_id)? {
        return Err(not_found("MemberNotFound", "member of the team", update.member_id));
    }
    let is_admin = match &update.role {
        None => false,
        Some(ProjectRole::Admin) => true,
        Some(other) => {
            return Err(bad_request("InvalidRole", format!("unknown role in a project: `{other}`")).help("use `admin`"));
        }
    };
    set_project_admin(call.tx, project.id, update.member_id, is_admin)?;
    let metadata = json!({ "projectId": project.id, "memberId": update.member_id, "isAdmin": is_admin });
    call.note(team.id, &TeamAuditAction::ProjectUpdateMemberRole, &metadata)
}
