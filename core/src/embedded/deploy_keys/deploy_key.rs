//! Deploy keys of deployments.

use serde_json::json;

use super::shown;
use crate::api::audit_log::TeamAuditAction;
use crate::api::deploy_keys::{CreateDeployKey, CreatedDeployKey, DeleteDeployKey, DeployKey, ListDeployKeys};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::secrets::{NewToken, TokenKind, issue, of_owner, revoke};
use crate::embedded::subject::Deployed;
use crate::error::Result;
use crate::keys::Secret;
use crate::model::Action;

impl Handler for CreateDeployKey {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CreatedDeployKey> {
        let row = &deployment.row;
        if let Some(actions) = &self.allowed_actions {
            check_actions(actions)?;
        }
        let new = NewToken {
            kind: TokenKind::Deploy(row.id),
            name: &self.name,
            actions: self.allowed_actions.as_deref(),
            expires_at: self.expires_at,
        };
        let (id, secret) = issue(call, &new)?;
        let metadata = json!({ "id": id, "name": self.name, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentTokenCreate, &metadata)?;
        Ok(CreatedDeployKey { deploy_key: Secret::new(format!("{}:{}|{secret}", row.deployment_type, row.name)) })
    }
}

fn check_actions(actions: &[Action]) -> Result<()> {
    if actions.is_empty() {
        return Err(bad_request("InvalidAllowedActions", "a deploy key allows at least one action"));
    }
    match actions.iter().find(|action| !Action::OF_DEPLOY_KEYS.contains(action)) {
        None => Ok(()),
        Some(other) => Err(bad_request("InvalidAllowedActions", format!("a deploy key can't allow `{other}`"))),
    }
}

impl Handler for ListDeployKeys {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Vec<DeployKey>> {
        Ok(of_owner(call, TokenKind::Deploy(deployment.row.id))?.into_iter().map(shown).collect())
    }
}

impl Handler for DeleteDeployKey {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let row = &deployment.row;
        let id = revoke(call, TokenKind::Deploy(row.id), self.id.expose())?;
        let metadata = json!({ "id": id, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentTokenDelete, &metadata)
    }
}
