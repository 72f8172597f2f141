//! One call under way: its transaction, its time, its caller.

use rusqlite::Transaction;

use crate::api::Contract;
use crate::embedded::access::{Deployed, Identity, Scope, Subject};
use crate::embedded::addresses::Addresses;
use crate::embedded::caller::Caller;
use crate::embedded::context::Context;
use crate::embedded::records::job::Job;
use crate::embedded::records::{DeploymentRow, ProjectRow, TeamRow};
use crate::embedded::refusals::{bad_deploy_key, bad_request, forbidden, no_deployment, no_project, no_team};
use crate::error::{ErrorKind, Result};
use crate::model::{Action, DeploymentId, MemberId, ProjectId, TeamId};

/// One call under way. What it reads and writes is one transaction.
pub(in crate::embedded) struct RequestContext<'a> {
    pub(in crate::embedded) tx: &'a Transaction<'a>,
    /// The time of the whole call, in milliseconds since the Unix epoch.
    pub(in crate::embedded) now: i64,
    pub(in crate::embedded) context: &'a Context,
    pub(in crate::embedded) addresses: &'a dyn Addresses,
    pub(in crate::embedded) caller: &'a Caller,
    pub(in crate::embedded) identity: Identity,
    /// The work that begins once the transaction is there to stay.
    pub(in crate::embedded) jobs: Vec<Job>,
}

impl RequestContext<'_> {
    /// The team with this id.
    pub(in crate::embedded) fn team(&self, id: TeamId) -> Result<TeamRow> {
        TeamRow::by_id(self.tx, id)?.ok_or_else(|| no_team(id))
    }

    /// The team with this id, or this slug.
    pub(in crate::embedded) fn team_by_id_or_slug(&self, text: &str) -> Result<TeamRow> {
        let by_id = match text.parse() {
            Ok(id) => TeamRow::by_id(self.tx, TeamId(id))?,
            Err(_) => None,
        };
        match by_id {
            Some(team) => Ok(team),
            None => TeamRow::by_slug(self.tx, text)?.ok_or_else(|| no_team(text)),
        }
    }

    /// The project with this id.
    pub(in crate::embedded) fn project(&self, id: ProjectId) -> Result<ProjectRow> {
        ProjectRow::by_id(self.tx, id)?.ok_or_else(|| no_project(id))
    }

    /// The project with this slug in a team with this id or slug.
    pub(in crate::embedded) fn project_by_slug(&self, team: &str, slug: &str) -> Result<ProjectRow> {
        let team = self.team_by_id_or_slug(team)?;
        if !self.identity.sees_team(self.tx, &team)? {
            return Err(team.unseen());
        }
        ProjectRow::by_slug(self.tx, team.id, slug)?.ok_or_else(|| no_project(slug))
    }

    /// The deployment with this name.
    pub(in crate::embedded) fn deployment(&self, name: &str) -> Result<Deployed> {
        self.deployed(DeploymentRow::by_name(self.tx, name)?.ok_or_else(|| no_deployment(name))?)
    }

    /// The deployment with this id.
    pub(in crate::embedded) fn deployment_by_id(&self, id: DeploymentId) -> Result<Deployed> {
        self.deployed(DeploymentRow::by_id(self.tx, id)?.ok_or_else(|| no_deployment(id))?)
    }

    /// A deployment, with its project.
    pub(in crate::embedded) fn deployed(&self, row: DeploymentRow) -> Result<Deployed> {
        let project = ProjectRow::by_id(self.tx, row.project_id)?.ok_or_else(|| no_deployment(&row.name))?;
        Ok(Deployed { project, row })
    }

    /// The deployment whose own operation is called: the one that is named, or the one that the key is for.
    pub(in crate::embedded) fn target(&self) -> Result<Deployed> {
        let of_key = match self.identity.scope {
            Scope::Deployment(id) => Some(id),
            _ => None,
        };
        // Never "not found": Convex's command would ask again and again.
        let row = match (&self.caller.deployment, of_key) {
            (Some(name), _) => DeploymentRow::by_name(self.tx, name)?.ok_or_else(|| bad_deploy_key(name))?,
            (None, Some(id)) => DeploymentRow::by_id(self.tx, id)?.ok_or_else(|| bad_deploy_key("of this key"))?,
            (None, None) => return Err(bad_request("NoDeployment", "the call names no deployment")),
        };
        let deployed = self.deployed(row)?;
        if of_key.is_some_and(|id| id != deployed.row.id) || !self.identity.sees(self.tx, &deployed)? {
            return Err(bad_deploy_key(&deployed.row.name));
        }
        Ok(deployed)
    }

    /// The deployment whose own operation is called, where the caller may call it: for operations that are more than one
    /// transaction.
    pub(in crate::embedded) fn admit(&self, contract: &Contract) -> Result<Deployed> {
        self.identity.check_kind(contract, &[])?;
        let deployment = self.target()?;
        for action in contract.permissions {
            self.check(action, &deployment)?;
        }
        Ok(deployment)
    }

    /// The member who acts, or on whose behalf somebody does.
    pub(in crate::embedded) fn member(&self) -> Option<MemberId> {
        self.identity.member
    }

    /// Whether the caller may do `action` to `subject`, beyond what the operation's contract asks for.
    pub(in crate::embedded) fn check(&self, action: &Action, subject: &dyn Subject) -> Result<()> {
        let resource = subject.resource(action, self.identity.member);
        self.identity.check(self.tx, subject.team().unwrap_or(TeamId(0)), action, &resource)
    }

    /// Whether the caller acts as an admin of the team.
    pub(in crate::embedded) fn check_team_admin(&self, team: &TeamRow) -> Result<()> {
        if self.identity.is_team_admin(self.tx, team.id)? {
            return Ok(());
        }
        Err(forbidden("this needs an admin of the team"))
    }

    /// The same as an answer.
    pub(in crate::embedded) fn may(&self, action: &Action, subject: &dyn Subject) -> Result<bool> {
        match self.check(action, subject) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the caller can see `subject`.
    pub(in crate::embedded) fn check_seen(&self, subject: &dyn Subject) -> Result<()> {
        if self.identity.sees(self.tx, subject)? { Ok(()) } else { Err(subject.unseen()) }
    }
}
