//! `getDeploymentInProjectByProjectSlug`

use super::selector::DeploymentSelector;
use super::view::to_deployment;
use crate::api::Credential;
use crate::api::deployments::{DeploymentDetails, GetDeploymentInProjectByProjectSlug};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetDeploymentInProjectByProjectSlug {
    type Subject = Deployed;

    // Convex's command also calls this operation with a project key.
    const ALSO_ACCEPTS: &'static [Credential] = &[Credential::OAuthProjectToken];

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = call.project_by_slug(&self.team_id_or_slug, &self.project_slug)?;
        DeploymentSelector::of(self.reference.as_deref(), self.default_prod, self.default_dev)?.find(call, project)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentDetails> {
        to_deployment(call, deployment.row)
    }
}
