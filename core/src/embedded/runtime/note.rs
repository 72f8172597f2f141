//! Audit log entries of a call.

use serde_json::Value;

use super::request_context::RequestContext;
use crate::api::audit_log::{DeploymentAuditAction, TeamAuditAction};
use crate::embedded::audit::Note;
use crate::error::Result;
use crate::model::{DeploymentId, TeamId};

impl RequestContext<'_> {
    /// Adds an entry to the team's audit log. `metadata` must not contain secrets.
    pub(in crate::embedded) fn note(&self, team: TeamId, action: &TeamAuditAction, metadata: &Value) -> Result<()> {
        self.write_note(Some(team), None, action.as_str(), metadata)
    }

    /// Adds an entry to the audit log of a deployment.
    pub(in crate::embedded) fn note_on_deployment(
        &self,
        deployment: DeploymentId,
        action: &DeploymentAuditAction,
        metadata: &Value,
    ) -> Result<()> {
        self.write_note(None, Some(deployment), action.as_str(), metadata)
    }

    fn write_note(
        &self,
        team: Option<TeamId>,
        deployment: Option<DeploymentId>,
        action: &str,
        metadata: &Value,
    ) -> Result<()> {
        let note = Note {
            team,
            deployment,
            action,
            actor: &self.identity.actor(),
            member: self.identity.member,
            metadata,
            now: self.now,
            client: (self.caller.client_ip.as_deref(), self.caller.user_agent.as_deref()),
        };
        note.write(self.tx)
    }
}
