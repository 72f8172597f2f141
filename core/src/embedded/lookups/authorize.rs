//! Access to deployments: to those that are there, and to defaults, which are made on first use.

use super::{access_to, selection};
use crate::api::lookups::{
    AuthorizePreview, AuthorizeProd, AuthorizeWithinCurrentProject, DeploymentAccess, ProvisionAndAuthorize,
};
use crate::embedded::access::Scope;
use crate::embedded::deployments::provision;
use crate::embedded::refusals::{bad_request, no_deployment, no_project};
use crate::embedded::rows::{DeploymentRow, ProjectRow, to_sql};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;
use crate::model::{Action, DeploymentType, ProjectId};

impl Handler for AuthorizeProd {
    type Subject = Deployed;

    const WRITES: bool = false;

    /// The default production deployment of the project that the named deployment belongs to.
    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let named = call.deployment(&self.deployment_name)?;
        call.check_seen(&named)?;
        let condition = "d.project_id = ?1 AND d.is_default = 1 AND d.type = 'prod'";
        let prod = DeploymentRow::one(call.tx, condition, [to_sql(named.project.id)])?;
        let row = prod.ok_or_else(|| no_deployment("production (default)"))?;
        Ok(Deployed { project: named.project, row })
    }

    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentView]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to(call, deployment.row)
    }
}

impl Handler for AuthorizePreview {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = selection::project(call, &self.project_selection)?;
        let condition = "d.project_id = ?1 AND d.preview_identifier = ?2";
        let found = DeploymentRow::one(call.tx, condition, (to_sql(project.id), &self.preview_name))?;
        let row = found.ok_or_else(|| no_deployment(&self.preview_name))?;
        Ok(Deployed { project, row })
    }

    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentView]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to(call, deployment.row)
    }
}

impl Handler for AuthorizeWithinCurrentProject {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = selection::project(call, &self.project_selection)?;
        let deployed = call.deployment(&self.selected_deployment_name)?;
        if deployed.project.id != project.id {
            return Err(no_deployment(&self.selected_deployment_name)
                .help("the deployment belongs to another project than the one that is configured"));
        }
        Ok(deployed)
    }

    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentView]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to(call, deployment.row)
    }
}

impl Handler for ProvisionAndAuthorize {
    type Subject = ProjectRow;

    /// The project that is named, or the one that the key is for.
    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        match (&self.team_slug, &self.project_slug, call.identity.scope) {
            (Some(team), Some(project), _) => call.project_by_slug(team, project),
            (None, None, Scope::Project(id)) => call.project(ProjectId(id)),
            _ => Err(no_project("(none is named)")),
        }
    }

    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        vec![Action::ProjectView]
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        if !matches!(self.deployment_type, DeploymentType::Dev | DeploymentType::Prod) {
            return Err(bad_request("InvalidDeploymentType", "only `dev` and `prod` have a default deployment"));
        }
        let row = provision(call, &project, &self.deployment_type)?;
        let deployed = Deployed { project, row };
        call.check(&Action::DeploymentView, &deployed)?;
        access_to(call, deployed.row)
    }
}
