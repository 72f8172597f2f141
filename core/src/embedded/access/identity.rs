//! Who calls, once their token or key was recognised.

use crate::api::Credential;
use crate::api::audit_log::{AuditLogActor, MemberActor, SystemActor, TokenActor};
use crate::embedded::records::TokenRow;
use crate::model::{Action, DeploymentId, MemberId, ProjectId, TeamId};

/// Who calls, once their token or key was recognised.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct Identity {
    /// What kind of token or key it is.
    pub(in crate::embedded) kind: Credential,
    /// The token or key itself; an admin key has no id.
    pub(in crate::embedded) token: Option<TokenRow>,
    /// The member who acts, or on whose behalf somebody does.
    pub(in crate::embedded) member: Option<MemberId>,
    /// What it is for.
    pub(in crate::embedded) scope: Scope,
    /// What it may do there.
    pub(in crate::embedded) allowed: Allowed,
}

/// What a token or key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Scope {
    /// Whatever the member may see.
    Member,
    /// One team.
    Team(TeamId),
    /// One project.
    Project(ProjectId),
    /// One deployment.
    Deployment(DeploymentId),
}

/// What a token or key may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Allowed {
    /// What the member may.
    AsMember,
    /// What the member may, and only reading.
    AsReadingMember,
    /// These actions, whatever becomes of the member.
    Only(Vec<Action>),
}

impl Identity {
    /// How audit logs name the caller.
    pub(in crate::embedded) fn actor(&self) -> AuditLogActor {
        match (&self.token, self.member) {
            (Some(token), member) => AuditLogActor::Token(TokenActor {
                member_id: member,
                token_id: token.id,
                client_id: token.client_id.clone(),
            }),
            (None, Some(member)) => AuditLogActor::Member(MemberActor { member_id: member }),
            (None, None) => AuditLogActor::System(SystemActor {}),
        }
    }
}
