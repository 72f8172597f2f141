//! Preview deploy keys of projects.

use serde_json::json;

use super::shown;
use crate::api::audit_log::TeamAuditAction;
use crate::api::deploy_keys::{
    CreatePreviewDeployKey, CreatedPreviewDeployKey, DeletePreviewDeployKey, ListPreviewDeployKeys, PreviewDeployKeys,
};
use crate::embedded::rows::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::secrets::{NewToken, TokenKind, issue, of_owner, revoke};
use crate::error::Result;
use crate::keys::Secret;

impl Handler for CreatePreviewDeployKey {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project(self.project_id)
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<CreatedPreviewDeployKey> {
        let kind = TokenKind::Preview(project.id);
        let new = NewToken { kind, name: &self.name, actions: None, expires_at: self.expires_at };
        let (id, secret) = issue(call, &new)?;
        let metadata = json!({ "id": id, "name": self.name, "projectId": project.id });
        call.note(project.team_id, &TeamAuditAction::ProjectTokenCreate, &metadata)?;
        let key = format!("preview:{}:{}|{secret}", project.team_slug, project.slug);
        Ok(CreatedPreviewDeployKey { preview_deploy_key: Secret::new(key) })
    }
}

impl Handler for ListPreviewDeployKeys {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project(self.project_id)
    }

    // No integration manages keys here, so `includeManaged` adds none.
    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<PreviewDeployKeys> {
        let keys = of_owner(call, TokenKind::Preview(project.id))?;
        Ok(PreviewDeployKeys { items: keys.into_iter().map(shown).collect() })
    }
}

impl Handler for DeletePreviewDeployKey {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project(self.project_id)
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<()> {
        let id = revoke(call, TokenKind::Preview(project.id), self.id.expose())?;
        let metadata = json!({ "id": id, "projectId": project.id });
        call.note(project.team_id, &TeamAuditAction::ProjectTokenDelete, &metadata)
    }
}
