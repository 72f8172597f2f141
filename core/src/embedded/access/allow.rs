//! Permission checks.

use rusqlite::Transaction;

use super::identity::{AllowedActions, Identity, Scope};
use super::member::Member;
use super::subject::Subject;
use crate::api::{Api, Contract, Credential};
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::{forbidden, not_allowed, unauthenticated};
use crate::error::Result;
use crate::model::role::Resource;
use crate::model::{Action, Role, TeamId};

impl Identity {
    /// Checks that the operation accepts this kind of token or key.
    pub(in crate::embedded) fn check_kind(&self, contract: &Contract, also: &[Credential]) -> Result<()> {
        if contract.credentials.contains(&self.kind) || also.contains(&self.kind) {
            return Ok(());
        }
        // Assumed: Convex lists team and OAuth tokens only.
        let on_deployment = matches!(contract.api, Api::Deployment | Api::Command | Api::Push);
        if on_deployment && self.kind == Credential::PersonalAccessToken {
            return Ok(());
        }
        Err(forbidden(format!("`{}` does not accept this kind of token or key", contract.id)))
    }

    /// Checks that the member on whose behalf a token acts is still in its team.
    pub(super) fn check_member(&self, tx: &Transaction<'_>) -> Result<()> {
        if let Scope::Team(team) = self.scope
            && let Some(member) = self.member_in(tx, team)
            && member.role()?.is_none()
        {
            return Err(unauthenticated("the token's member has left the team"));
        }
        Ok(())
    }

    /// Checks if the caller can see the subject. A subject that they cannot see does not exist for them.
    pub(in crate::embedded) fn sees(&self, tx: &Transaction<'_>, subject: &dyn Subject) -> Result<bool> {
        let Some(team) = subject.team() else { return Ok(true) };
        let in_scope = match self.scope {
            Scope::Member => true,
            Scope::Team(scope) => scope == team,
            Scope::Project(project) => subject.project() == Some(project),
            Scope::Deployment(deployment) => subject.deployment() == Some(deployment),
        };
        if !in_scope || matches!(self.allowed, AllowedActions::Only(_)) {
            return Ok(in_scope);
        }
        match self.member_in(tx, team) {
            Some(member) => Ok(member.role()?.is_some()),
            None => Ok(false),
        }
    }

    /// Checks if the caller can see the team, or at least one of its projects.
    pub(in crate::embedded) fn sees_team(&self, tx: &Transaction<'_>, team: &TeamRow) -> Result<bool> {
        match self.scope {
            Scope::Member | Scope::Team(_) => self.sees(tx, team),
            Scope::Project(_) | Scope::Deployment(_) => Ok(true),
        }
    }

    /// Checks if the caller's member is an admin of the team by their built-in role.
    pub(in crate::embedded) fn is_team_admin(&self, tx: &Transaction<'_>, team: TeamId) -> Result<bool> {
        match (&self.allowed, self.member_in(tx, team)) {
            (AllowedActions::AsMember, Some(member)) => Ok(member.role()? == Some(Role::Admin)),
            _ => Ok(false),
        }
    }

    /// Checks that the caller may perform `action` on `resource` of `team`, if it belongs to one.
    ///
    /// # Errors
    /// `PermissionDenied` if they may not.
    pub(in crate::embedded) fn check(
        &self,
        tx: &Transaction<'_>,
        team: Option<TeamId>,
        action: &Action,
        resource: &Resource<'_>,
    ) -> Result<()> {
        let as_member = || match team.and_then(|team| self.member_in(tx, team)) {
            Some(member) => member.may(action, resource),
            None => Ok(false),
        };
        let allowed = match &self.allowed {
            AllowedActions::AsMember => as_member()?,
            AllowedActions::AsReadingMember => Action::READ_ONLY.contains(action) && as_member()?,
            AllowedActions::Only(actions) => actions.contains(action),
        };
        if allowed { Ok(()) } else { Err(not_allowed(action)) }
    }

    /// Returns the acting member from the perspective of a team.
    fn member_in<'a>(&self, tx: &'a Transaction<'a>, team: TeamId) -> Option<Member<'a>> {
        self.member.map(|id| crate::api::response!(Member { tx, team, id }))
    }
}
