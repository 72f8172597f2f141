//! `createDeployKey`

use serde_json::json;

use super::escalation::check_own;
use crate::api::audit_log::TeamAuditAction;
use crate::api::deploy_keys::{CreateDeployKey, CreatedDeployKey};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::{NewToken, TokenKind, issue};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::{Action, Timestamp};

impl Handler for CreateDeployKey {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CreatedDeployKey> {
        let row = &deployment.row;
        if let Some(actions) = &self.allowed_actions {
            check_actions(actions)?;
        }
        check_own(call, self.allowed_actions.as_deref(), &deployment)?;
        let new = NewToken {
            kind: TokenKind::Deploy(row.id),
            name: &self.name,
            actions: self.allowed_actions.as_deref(),
            expires_at: self.expires_at.map(Timestamp::as_millis),
            creator: call.member(),
            now: call.now,
        };
        let (id, secret) = issue(call.tx, &call.context.random, &new)?;
        let metadata = json!({ "id": id, "name": self.name, "deploymentName": row.name });
        call.note(row.team_id, &TeamAuditAction::DeploymentTokenCreate, &metadata)?;
        Ok(response!(CreatedDeployKey {
            deploy_key: Secret::new(format!("{}:{}|{secret}", row.deployment_type, row.name))
        }))
    }
}

fn check_actions(actions: &[Action]) -> Result<()> {
    if actions.is_empty() {
        return Err(bad_request("InvalidAllowedActions", "invalid `allowedActions`: at least one action is required"));
    }
    match actions.iter().find(|action| !Action::OF_DEPLOY_KEYS.contains(action)) {
        None => Ok(()),
        Some(other) => Err(bad_request(
            "InvalidAllowedActions",
            format!("invalid `allowedActions`: a deploy key cannot allow `{other}`"),
        )),
    }
}
