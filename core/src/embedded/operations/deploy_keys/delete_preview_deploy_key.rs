//! `deletePreviewDeployKey`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::deploy_keys::DeletePreviewDeployKey;
use crate::embedded::records::{ProjectRow, TokenKind, revoke};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeletePreviewDeployKey {
    type Subject = ProjectRow;

    find_by!(project_id);

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<()> {
        let id = revoke(call.tx, TokenKind::Preview(project.id), call.member(), self.id.expose())?;
        let metadata = json!({ "id": id, "projectId": project.id });
        call.note(project.team_id, &TeamAuditAction::ProjectTokenDelete, &metadata)
    }
}
