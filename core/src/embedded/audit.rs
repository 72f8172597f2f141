//! Writing the audit logs.

use serde_json::Value;

use super::access::Identity;
use super::rows::to_sql;
use super::runtime::RequestContext;
use crate::api::audit_log::{AuditLogActor, DeploymentAuditAction, SystemActor, TeamAuditAction};
use crate::error::{Error, ErrorKind, Result};

impl RequestContext<'_> {
    /// Notes in the team's audit log what the caller did. Secrets don't belong into `metadata`.
    pub(super) fn note(&self, team: u64, action: &TeamAuditAction, metadata: &Value) -> Result<()> {
        self.write_note(Some(team), None, action.as_str(), metadata)
    }

    /// Notes it in the audit log of a deployment.
    pub(super) fn note_on_deployment(
        &self,
        deployment: u64,
        action: &DeploymentAuditAction,
        metadata: &Value,
    ) -> Result<()> {
        self.write_note(None, Some(deployment), action.as_str(), metadata)
    }

    fn write_note(&self, team: Option<u64>, deployment: Option<u64>, action: &str, metadata: &Value) -> Result<()> {
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

/// Notes in a team's audit log what the platform itself did.
pub(super) fn note_as_system(
    tx: &rusqlite::Transaction<'_>,
    team: u64,
    action: &TeamAuditAction,
    metadata: &Value,
    now: i64,
) -> Result<()> {
    let actor = AuditLogActor::System(SystemActor {});
    let action = action.as_str();
    let note = Note {
        team: Some(team),
        deployment: None,
        action,
        actor: &actor,
        member: None,
        metadata,
        now,
        client: (None, None),
    };
    note.write(tx)
}

/// Notes in the audit log of a deployment what was done on somebody's behalf.
pub(super) fn note_on_deployment_as(
    tx: &rusqlite::Transaction<'_>,
    deployment: u64,
    (member, actor): (Option<u64>, &AuditLogActor),
    action: &DeploymentAuditAction,
    metadata: &Value,
    now: i64,
) -> Result<()> {
    let (action, client) = (action.as_str(), (None, None));
    Note { team: None, deployment: Some(deployment), action, actor, member, metadata, now, client }.write(tx)
}

struct Note<'a> {
    team: Option<u64>,
    deployment: Option<u64>,
    action: &'a str,
    actor: &'a AuditLogActor,
    member: Option<u64>,
    metadata: &'a Value,
    now: i64,
    client: (Option<&'a str>, Option<&'a str>),
}

impl Note<'_> {
    fn write(&self, tx: &rusqlite::Transaction<'_>) -> Result<()> {
        let actor = serde_json::to_string(self.actor)
            .map_err(|error| Error::new(ErrorKind::Internal, "an actor can't be written").caused_by(error))?;
        let mut statement = tx.prepare_cached(
            "INSERT INTO audit_log (team_id, deployment_id, action, actor, member_id, metadata, create_time, client_ip, \
             client_user_agent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let (ip, user_agent) = self.client;
        statement.execute((
            self.team.map(to_sql),
            self.deployment.map(to_sql),
            self.action,
            actor,
            self.member.map(to_sql),
            self.metadata.to_string(),
            self.now,
            ip,
            user_agent,
        ))?;
        Ok(())
    }
}

impl Identity {
    /// Whether the caller can see the team, be it only for one project of it.
    pub(super) fn sees_team(&self, tx: &rusqlite::Transaction<'_>, team: &super::rows::TeamRow) -> Result<bool> {
        use super::access::Scope;
        match self.scope {
            Scope::Member | Scope::Team(_) => self.sees(tx, team),
            Scope::Project(_) | Scope::Deployment(_) => Ok(true),
        }
    }
}
