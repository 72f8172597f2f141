//! Checks of a call whose request was not decoded yet: too long to be received from anyone, or invalid.

use super::request_context::RequestContext;
use crate::api::custom_roles::{CreateCustomRole, DeleteCustomRole, UpdateCustomRole};
use crate::api::{Api, Contract, Credential, Operation};
use crate::embedded::access::{Subject, deployment_in};
use crate::error::Result;
use crate::model::role::ResourceKind;
use crate::model::{Action, DeploymentId, DeploymentType, ProjectId, TeamId};

/// Operations that only admins of the team may call, regardless of custom roles.
const OF_ADMINS: [&str; 3] =
    [CreateCustomRole::CONTRACT.id, UpdateCustomRole::CONTRACT.id, DeleteCustomRole::CONTRACT.id];

/// Path parameters of a call, by their names in the template.
type Path<'a> = &'a [(&'a str, &'a str)];

impl RequestContext<'_> {
    /// Checks the kind of token or key, then the visibility of the subject that the path names, then that the caller has
    /// any of the operation's permissions.
    ///
    /// # Errors
    /// Those that the operation returns for this caller, regardless of the rest of the request.
    pub(in crate::embedded) fn admit_by_path(
        &self,
        contract: &Contract,
        also: &[Credential],
        path: Path<'_>,
    ) -> Result<()> {
        self.identity.check_kind(contract, also)?;
        match contract.api {
            Api::Deployment | Api::Command | Api::Push => {
                let target = self.target()?;
                self.check_any(contract, &target)
            }
            Api::Management | Api::Lookup => self.admit_named(contract, path),
        }
    }

    fn admit_named(&self, contract: &Contract, path: Path<'_>) -> Result<()> {
        let text = |wanted: &str| path.iter().find(|(name, _)| *name == wanted).map(|(_, text)| *text);
        let id = |wanted| text(wanted).and_then(|text| text.parse::<u64>().ok());
        if let Some(name) = text("deployment_name") {
            self.check_any(contract, &self.deployment(name)?)
        } else if let Some(id) = id("deployment_id") {
            self.check_any(contract, &self.deployment_by_id(DeploymentId(id))?)
        } else if let Some(id) = id("project_id") {
            self.check_in_project(contract, ProjectId(id))
        } else if let (Some(team), Some(slug)) = (text("team_id_or_slug"), text("project_slug")) {
            self.check_any(contract, &self.project_by_slug(team, slug)?)
        } else if let Some(id) = id("team_id") {
            let team = self.team(TeamId(id))?;
            self.check_any(contract, &team)?;
            if OF_ADMINS.contains(&contract.id) { self.check_team_admin(&team) } else { Ok(()) }
        } else {
            Ok(())
        }
    }

    /// Permissions to create deployments may depend on their type, which the path does not name.
    fn check_in_project(&self, contract: &Contract, id: ProjectId) -> Result<()> {
        let project = self.project(id)?;
        if contract.permissions != [Action::DeploymentCreate] {
            return self.check_any(contract, &project);
        }
        let mut checks = DeploymentType::KNOWN.iter().map(|deployment_type| {
            let resource = deployment_in(&project, None, deployment_type, self.member());
            self.identity.check(self.tx, Some(project.team_id), &Action::DeploymentCreate, &resource)
        });
        let first = checks.next().unwrap_or(Ok(()));
        if checks.any(|check| check.is_ok()) { Ok(()) } else { first }
    }

    /// Checks that the caller has any of the operation's permissions on a subject. Lists check each item instead.
    fn check_any(&self, contract: &Contract, subject: &dyn Subject) -> Result<()> {
        self.check_seen(subject)?;
        let is_list = contract.method.is_safe() && subject.deployment().is_none();
        let mut checks = contract
            .permissions
            .iter()
            .filter(|action| !is_list || !is_of_item(action))
            .map(|action| self.check(action, subject));
        let Some(first) = checks.next() else { return Ok(()) };
        if first.is_ok() || checks.any(|check| check.is_ok()) { Ok(()) } else { first }
    }
}

/// Checks if a permission refers to each item of a list, not to the team or project that is listed.
fn is_of_item(action: &Action) -> bool {
    matches!(ResourceKind::of(action), Some(ResourceKind::Deployment | ResourceKind::Project))
}
