//! `createDeployment`

use super::create::{NewDeployment, create};
use super::view::to_deployment;
use crate::api::Change;
use crate::api::deployments::{CreateDeployment, DeploymentDetails};
use crate::embedded::access::deployment_in;
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::role::Resource;
use crate::model::{Action, DeploymentType, MemberId, expiry};

impl Handler for CreateDeployment {
    type Subject = ProjectRow;

    find_by!(project_id);

    /// Returns the future deployment: of its type, and created by the caller.
    fn resource<'a>(&'a self, _: &Action, project: &'a ProjectRow, actor: Option<MemberId>) -> Resource<'a> {
        deployment_in(project, None, &self.r#type, actor)
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<DeploymentDetails> {
        let team = call.team(project.team_id)?;
        let can_be_default = matches!(self.r#type, DeploymentType::Dev | DeploymentType::Prod);
        let by_default = can_be_default && self.reference.is_none();
        let expires_at = match (self.expires_at, &self.r#type) {
            (Change::Set(at), _) => Some(at.as_millis()),
            (Change::Keep, DeploymentType::Preview) => Some(expiry::default_for_preview(call.now, team.plan)),
            (Change::Keep | Change::Clear, _) => None,
        };
        let new = NewDeployment {
            reference: self.reference,
            is_default: self.is_default.unwrap_or(by_default),
            class: self.class,
            region: self.region,
            expires_at,
            ..NewDeployment::of(self.r#type)
        };
        let row = create(call, &team, &project, new)?;
        to_deployment(call, row)
    }
}
