//! Context of a call: its transaction, time and caller.

use rusqlite::Transaction;

use crate::api::Contract;
use crate::embedded::access::{Deployed, Identity, Scope, Subject};
use crate::embedded::addresses::Addresses;
use crate::embedded::caller::Caller;
use crate::embedded::context::Context;
use crate::embedded::records::job::Job;
use crate::embedded::records::{DeploymentRow, ProjectRow, TeamRow};
use crate::embedded::refusals::{
    bad_deploy_key, bad_request, deleted_deployment, forbidden, no_deployment, no_project, no_team,
};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Action, DeploymentId, MemberId, ProjectId, TeamId};

/// Context of a call. All reads and writes belong to one transaction.
pub(in crate::embedded) struct RequestContext<'a> {
    pub(in crate::embedded) tx: &'a Transaction<'a>,
    /// Time of the call, in milliseconds since the Unix epoch.
    pub(in crate::embedded) now: i64,
    pub(in crate::embedded) context: &'a Context,
    pub(in crate::embedded) addresses: &'a dyn Addresses,
    pub(in crate::embedded) caller: &'a Caller,
    pub(in crate::embedded) identity: Identity,
    /// Jobs that start after the transaction commits.
    pub(in crate::embedded) jobs: Vec<Job>,
}

impl RequestContext<'_> {
    /// Returns the team with this ID, if the caller can see it.
    pub(in crate::embedded) fn team(&self, id: TeamId) -> Result<TeamRow> {
        let team = TeamRow::by_id(self.tx, id)?.ok_or_else(|| no_team(id))?;
        if self.identity.sees_team(self.tx, &team)? { Ok(team) } else { Err(no_team(id)) }
    }

    /// Returns the team with this ID or slug, if the caller can see it.
    pub(in crate::embedded) fn team_by_id_or_slug(&self, text: &str) -> Result<TeamRow> {
        let by_id = match text.parse() {
            Ok(id) => TeamRow::by_id(self.tx, TeamId(id))?,
            Err(_) => None,
        };
        let team = match by_id {
            Some(team) => team,
            None => TeamRow::by_slug(self.tx, text)?.ok_or_else(|| no_team(text))?,
        };
        if self.identity.sees_team(self.tx, &team)? { Ok(team) } else { Err(no_team(text)) }
    }

    /// Returns the project with this ID, if the caller can see it.
    pub(in crate::embedded) fn project(&self, id: ProjectId) -> Result<ProjectRow> {
        self.seen(ProjectRow::by_id(self.tx, id)?, || no_project(id))
    }

    /// Returns the project with this slug in a team with this ID or slug, if the caller can see it.
    pub(in crate::embedded) fn project_by_slug(&self, team: &str, slug: &str) -> Result<ProjectRow> {
        let team = self.team_by_id_or_slug(team)?;
        self.seen(ProjectRow::by_slug(self.tx, team.id, slug)?, || no_project(slug))
    }

    /// Returns the deployment with this name, if the caller can see it.
    pub(in crate::embedded) fn deployment(&self, name: &str) -> Result<Deployed> {
        let found = DeploymentRow::by_name(self.tx, name)?.map(|row| self.with_project(row)).transpose()?;
        self.seen(found, || no_deployment(name))
    }

    /// Returns the deployment with this ID, if the caller can see it.
    pub(in crate::embedded) fn deployment_by_id(&self, id: DeploymentId) -> Result<Deployed> {
        let found = DeploymentRow::by_id(self.tx, id)?.map(|row| self.with_project(row)).transpose()?;
        self.seen(found, || no_deployment(id))
    }

    /// Returns the subject if the caller can see it. Otherwise it counts as missing: the error is the same, with
    /// nothing in it that the caller did not send.
    fn seen<S: Subject>(&self, found: Option<S>, missing: impl Fn() -> Error) -> Result<S> {
        let subject = found.ok_or_else(&missing)?;
        if self.identity.sees(self.tx, &subject)? { Ok(subject) } else { Err(missing()) }
    }

    /// Adds the project to a deployment.
    pub(in crate::embedded) fn with_project(&self, row: DeploymentRow) -> Result<Deployed> {
        let project = ProjectRow::by_id(self.tx, row.project_id)?.ok_or_else(|| no_deployment(&row.name))?;
        Ok(Deployed { project, row })
    }

    /// Returns the deployment whose own operation is called: the named one or the one of the key.
    pub(in crate::embedded) fn target(&self) -> Result<Deployed> {
        let of_key = match self.identity.scope {
            Scope::Deployment(id) => Some(id),
            _ => None,
        };
        // Never `NotFound`: Convex's command would retry again and again.
        let row = match (&self.caller.deployment, of_key) {
            (Some(name), _) => DeploymentRow::by_name(self.tx, name)?.ok_or_else(|| bad_deploy_key(name))?,
            (None, Some(id)) => DeploymentRow::by_id(self.tx, id)?.ok_or_else(deleted_deployment)?,
            (None, None) => return Err(bad_request("NoDeployment", "missing deployment in the call")),
        };
        let deployed = self.with_project(row)?;
        if of_key.is_some_and(|id| id != deployed.row.id) || !self.identity.sees(self.tx, &deployed)? {
            return Err(bad_deploy_key(&deployed.row.name));
        }
        Ok(deployed)
    }

    /// Returns the deployment whose own operation is called, if the caller may call it. For operations with several
    /// transactions.
    pub(in crate::embedded) fn admit(&self, contract: &Contract) -> Result<Deployed> {
        self.identity.check_kind(contract, &[])?;
        let deployment = self.target()?;
        for action in contract.permissions {
            self.check(action, &deployment)?;
        }
        Ok(deployment)
    }

    /// Returns the acting member, directly or through a token.
    pub(in crate::embedded) fn member(&self) -> Option<MemberId> {
        self.identity.member
    }

    /// Checks that the caller may perform `action` on `subject`, in addition to the permissions of the operation's
    /// contract.
    pub(in crate::embedded) fn check(&self, action: &Action, subject: &dyn Subject) -> Result<()> {
        let resource = subject.resource(action, self.identity.member);
        self.identity.check(self.tx, subject.team(), action, &resource)
    }

    /// Checks that the caller acts as an admin of the team.
    pub(in crate::embedded) fn check_team_admin(&self, team: &TeamRow) -> Result<()> {
        if self.identity.is_team_admin(self.tx, team.id)? {
            return Ok(());
        }
        Err(forbidden("this operation requires an admin of the team"))
    }

    /// Like [`check`](Self::check), but returns false instead of an error.
    pub(in crate::embedded) fn may(&self, action: &Action, subject: &dyn Subject) -> Result<bool> {
        match self.check(action, subject) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Checks that the caller can see `subject`.
    pub(in crate::embedded) fn check_seen(&self, subject: &dyn Subject) -> Result<()> {
        if self.identity.sees(self.tx, subject)? { Ok(()) } else { Err(subject.unseen()) }
    }
}
