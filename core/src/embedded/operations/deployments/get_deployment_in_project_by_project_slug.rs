//! `getDeploymentInProjectByProjectSlug`

use super::shown::shown;
use super::which::Which;
use crate::api::Credential;
use crate::api::deployments::{Deployment, GetDeploymentInProjectByProjectSlug};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

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
