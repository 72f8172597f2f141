//! Identity of an authenticated caller.

use crate::api::Credential;
use crate::api::audit_log::{AuditLogActor, MemberActor, SystemActor, TokenActor};
use crate::api::response;
use crate::embedded::records::TokenRow;
use crate::model::{Action, DeploymentId, MemberId, ProjectId, TeamId};

/// Identity of an authenticated caller.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct Identity {
    /// Kind of the token or key.
    pub(in crate::embedded) kind: Credential,
    /// The token or key itself. An admin key has no record.
    pub(in crate::embedded) token: Option<TokenRow>,
    /// The member who acts, directly or through a token.
    pub(in crate::embedded) member: Option<MemberId>,
    /// Scope of the token or key.
    pub(in crate::embedded) scope: Scope,
    /// Allowed actions within the scope.
    pub(in crate::embedded) allowed: AllowedActions,
}

/// Scope of a token or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Scope {
    /// Everything that the member can see.
    Member,
    /// One team.
    Team(TeamId),
    /// One project.
    Project(ProjectId),
    /// One deployment.
    Deployment(DeploymentId),
}

/// Actions that a token or key allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum AllowedActions {
    /// The member's own permissions.
    AsMember,
    /// The member's own permissions, for reading only.
    AsReadingMember,
    /// These actions, independent of the member.
    Only(Vec<Action>),
}

impl Identity {
    /// Returns the caller as audit logs record them.
    pub(in crate::embedded) fn actor(&self) -> AuditLogActor {
        match (&self.token, self.member) {
            (Some(token), member) => AuditLogActor::Token(response!(TokenActor {
                member_id: member,
                token_id: token.id,
                client_id: token.client_id.clone(),
            })),
            (None, Some(member)) => AuditLogActor::Member(response!(MemberActor { member_id: member })),
            (None, None) => AuditLogActor::System(response!(SystemActor {})),
        }
    }
}
