//! `getDeployment`, and the deployment of a project that is meant by a reference or as a default.

use super::{default_dev, default_prod, shown};
use crate::api::Credential;
use crate::api::deployments::{
    Deployment, GetDeployment, GetDeploymentInProjectByProjectId, GetDeploymentInProjectByProjectSlug,
};
use crate::embedded::refusals::{bad_request, no_deployment};
use crate::embedded::rows::{DeploymentRow, ProjectRow, to_sql};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::{Deployed, Subject};
use crate::error::Result;

impl Handler for GetDeployment {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Deployment> {
        shown(call, deployment.row)
    }
}

impl Handler for GetDeploymentInProjectByProjectId {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = call.project(self.project_id)?;
        Which::of(self.reference.as_deref(), self.default_prod, self.default_dev)?.find(call, project)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Deployment> {
        shown(call, deployment.row)
    }
}

impl Handler for GetDeploymentInProjectByProjectSlug {
    type Subject = Deployed;

    // Convex's command calls it with a project key too.
    const ALSO_ACCEPTS: &'static [Credential] = &[Credential::OAuthProjectToken];

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = call.project_by_slug(&self.team_id_or_slug, &self.project_slug)?;
        Which::of(self.reference.as_deref(), self.default_prod, self.default_dev)?.find(call, project)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Deployment> {
        shown(call, deployment.row)
    }
}

/// Which deployment of a project is meant.
enum Which<'a> {
    Reference(&'a str),
    DefaultProd,
    DefaultDev,
}

impl<'a> Which<'a> {
    fn of(reference: Option<&'a str>, default_prod: Option<bool>, default_dev: Option<bool>) -> Result<Self> {
        match (reference, default_prod == Some(true), default_dev == Some(true)) {
            (Some(reference), false, false) => Ok(Self::Reference(reference)),
            (None, true, false) => Ok(Self::DefaultProd),
            (None, false, true) => Ok(Self::DefaultDev),
            _ => Err(bad_request(
                "InvalidDeploymentSelector",
                "give exactly one of `reference`, `defaultProd` and `defaultDev`",
            )),
        }
    }

    fn find(&self, call: &RequestContext<'_>, project: ProjectRow) -> Result<Deployed> {
        call.check_seen(&project).map_err(|_| project.unseen())?;
        let found = match (self, call.member()) {
            (Self::Reference(reference), _) => {
                let condition = "d.project_id = ?1 AND d.reference = ?2";
                DeploymentRow::one(call.tx, condition, (to_sql(project.id), *reference))?
            }
            (Self::DefaultProd, _) => default_prod(call, project.id)?,
            (Self::DefaultDev, Some(member)) => default_dev(call, project.id, member)?,
            (Self::DefaultDev, None) => None,
        };
        let row = found.ok_or_else(|| no_deployment(self.named()))?;
        Ok(Deployed { project, row })
    }

    fn named(&self) -> &str {
        match self {
            Self::Reference(reference) => reference,
            Self::DefaultProd => "production (default)",
            Self::DefaultDev => "development (the caller's default)",
        }
    }
}
