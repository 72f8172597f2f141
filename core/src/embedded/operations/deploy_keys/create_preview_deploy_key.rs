//! `createPreviewDeployKey`

use serde_json::json;

use super::escalation::check_own_on_previews;
use crate::api::audit_log::TeamAuditAction;
use crate::api::deploy_keys::{CreatePreviewDeployKey, CreatedPreviewDeployKey};
use crate::api::response;
use crate::embedded::records::{NewToken, ProjectRow, TokenKind, issue};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::Timestamp;

impl Handler for CreatePreviewDeployKey {
    type Subject = ProjectRow;

    find_by!(project_id);

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<CreatedPreviewDeployKey> {
        check_own_on_previews(call, &project)?;
        let kind = TokenKind::Preview(project.id);
        let new = NewToken {
            kind,
            name: &self.name,
            actions: None,
            expires_at: self.expires_at.map(Timestamp::as_millis),
            creator: call.member(),
            now: call.now,
        };
        let (id, secret) = issue(call.tx, &call.context.random, &new)?;
        let metadata = json!({ "id": id, "name": self.name, "projectId": project.id });
        call.note(project.team_id, &TeamAuditAction::ProjectTokenCreate, &metadata)?;
        let key = format!("preview:{}:{}|{secret}", project.team_slug, project.slug);
        Ok(response!(CreatedPreviewDeployKey { preview_deploy_key: Secret::new(key) }))
    }
}
