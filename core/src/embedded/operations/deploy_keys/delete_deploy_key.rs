//! `deleteDeployKey`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::deploy_keys::DeleteDeployKey;
use crate::embedded::access::Deployed;
use crate::embedded::records::{TokenKind, revoke};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteDeployKey {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let id = revoke(call.tx, TokenKind::Deploy(row.id), call.member(), self.id.expose())?;
        let metadata = json!({ "id": id, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentTokenDelete, &metadata)
    }
}
