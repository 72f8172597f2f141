//! Whether a caller may do something.

use rusqlite::Transaction;

use super::{Allowed, Identity, Scope, member};
use crate::api::{Contract, Credential};
use crate::embedded::refusals::{forbidden, not_allowed, unauthenticated};
use crate::embedded::subject::Subject;
use crate::error::Result;
use crate::model::role::Resource;
use crate::model::{Action, Role};

impl Identity {
    /// Whether the operation takes this kind of token or key.
    pub(in crate::embedded) fn check_kind(&self, contract: &Contract, also: &[Credential]) -> Result<()> {
        if contract.credentials.contains(&self.kind) || also.contains(&self.kind) {
            return Ok(());
        }
        Err(forbidden(format!("`{}` is not open to this kind of token or key", contract.id)))
    }

    /// Whether the member on whose behalf a token acts is still in its team.
    pub(super) fn check_member(&self, tx: &Transaction<'_>) -> Result<()> {
        if let (Scope::Team(team), Some(member)) = (self.scope, self.member)
            && member::role_in(tx, team, member)?.is_none()
        {
            return Err(unauthenticated("the member whose token this is has left the team"));
        }
        Ok(())
    }

    /// Whether the caller can see the subject at all. What they can't see is not there, as far as they are concerned.
    pub(in crate::embedded) fn sees(&self, tx: &Transaction<'_>, subject: &dyn Subject) -> Result<bool> {
        let Some(team) = subject.team() else { return Ok(true) };
        let in_scope = match self.scope {
            Scope::Member => true,
            Scope::Team(scope) => scope == team,
            Scope::Project(project) => subject.project() == Some(project),
            Scope::Deployment(deployment) => subject.deployment() == Some(deployment),
        };
        if !in_scope || matches!(self.allowed, Allowed::Only(_)) {
            return Ok(in_scope);
        }
        match self.member {
            Some(member) => Ok(member::role_in(tx, team, member)?.is_some()),
            None => Ok(false),
        }
    }

    /// Whether the caller's member is an admin of the team by their built-in role.
    pub(in crate::embedded) fn is_team_admin(&self, tx: &Transaction<'_>, team: u64) -> Result<bool> {
        match (&self.allowed, self.member) {
            (Allowed::AsMember, Some(member)) => Ok(member::role_in(tx, team, member)? == Some(Role::Admin)),
            _ => Ok(false),
        }
    }

    /// Whether the caller may do `action` on `resource` of `team`.
    ///
    /// # Errors
    /// `PermissionDenied` where they may not.
    pub(in crate::embedded) fn check(
        &self,
        tx: &Transaction<'_>,
        team: u64,
        action: &Action,
        resource: &Resource<'_>,
    ) -> Result<()> {
        let as_member = || match self.member {
            Some(member) => member::may(tx, team, member, action, resource),
            None => Ok(false),
        };
        let allowed = match &self.allowed {
            Allowed::AsMember => as_member()?,
            Allowed::AsReadingMember => Action::READ_ONLY.contains(action) && as_member()?,
            Allowed::Only(actions) => actions.contains(action),
        };
        if allowed { Ok(()) } else { Err(not_allowed(action)) }
    }
}
