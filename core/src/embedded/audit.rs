//! Writes audit logs.

use rusqlite::Transaction;
use serde_json::Value;

use crate::api::audit_log::{AuditLogActor, DeploymentAuditAction, SystemActor, TeamAuditAction};
use crate::api::response;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{DeploymentId, MemberId, TeamId};

/// Adds an entry for an action of the platform itself to a team's audit log.
pub(super) fn note_as_system(
    tx: &Transaction<'_>,
    team: TeamId,
    action: &TeamAuditAction,
    metadata: &Value,
    now: i64,
) -> Result<()> {
    let actor = AuditLogActor::System(response!(SystemActor {}));
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

/// Adds an entry for an action on behalf of an actor to a deployment's audit log.
pub(super) fn note_on_deployment_as(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    (member, actor): (Option<MemberId>, &AuditLogActor),
    action: &DeploymentAuditAction,
    metadata: &Value,
    now: i64,
) -> Result<()> {
    let (action, client) = (action.as_str(), (None, None));
    Note { team: None, deployment: Some(deployment), action, actor, member, metadata, now, client }.write(tx)
}

/// An entry of an audit log.
pub(super) struct Note<'a> {
    pub(super) team: Option<TeamId>,
    pub(super) deployment: Option<DeploymentId>,
    pub(super) action: &'a str,
    pub(super) actor: &'a AuditLogActor,
    pub(super) member: Option<MemberId>,
    pub(super) metadata: &'a Value,
    pub(super) now: i64,
    pub(super) client: (Option<&'a str>, Option<&'a str>),
}

impl Note<'_> {
    /// Writes the entry.
    pub(super) fn write(&self, tx: &Transaction<'_>) -> Result<()> {
        let actor = serde_json::to_string(self.actor)
            .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the actor").caused_by(error))?;
        let mut statement = tx.prepare_cached(
            "INSERT INTO audit_log (team_id, deployment_id, action, actor, member_id, metadata, create_time, client_ip, \
             client_user_agent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let (ip, user_agent) = self.client;
        statement.execute((
            self.team,
            self.deployment,
            self.action,
            actor,
            self.member,
            self.metadata.to_string(),
            self.now,
            ip,
            user_agent,
        ))?;
        Ok(())
    }
}
