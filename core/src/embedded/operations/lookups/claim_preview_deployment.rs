//! `claimPreviewDeployment`

use super::deployment_access::access_to;
use super::selection;
use crate::api::lookups::{ClaimPreviewDeployment, ClaimedPreview};
use crate::api::response;
use crate::embedded::access::{Deployed, deployment_in};
use crate::embedded::operations::deployments::{NewDeployment, create, remove};
use crate::embedded::records::{DeploymentRow, ProjectRow};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::role::Resource;
use crate::model::{Action, DeploymentType, MemberId, expiry, reference};

impl Handler for ClaimPreviewDeployment {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        selection::project(call, &self.project_selection)
    }

    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        vec![Action::DeploymentCreate]
    }

    fn resource<'a>(&'a self, _: &Action, project: &'a ProjectRow, actor: Option<MemberId>) -> Resource<'a> {
        deployment_in(project, None, &DeploymentType::Preview, actor)
    }

    /// Returns the preview with this identifier if the caller wants to reuse it. Otherwise replaces it with a new one.
    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<ClaimedPreview> {
        reference::check_identifier(&self.identifier)?;
        let condition = "d.project_id = ?1 AND d.preview_identifier = ?2";
        let existing = DeploymentRow::one(call.tx, condition, (project.id, &self.identifier))?;
        let (row, is_new_deployment) = match existing {
            Some(row) if self.reuse => (row, false),
            existing => {
                if let Some(old) = existing {
                    let old = Deployed { project: project.clone(), row: old };
                    call.check(&Action::DeploymentDelete, &old)?;
                    remove(call, &old.row)?;
                }
                (make(call, &project, self.identifier)?, true)
            }
        };
        let access = access_to(call, row)?;
        Ok(response!(ClaimedPreview {
            admin_key: access.admin_key,
            instance_url: access.url,
            deployment_name: access.deployment_name,
            reference: access.reference,
            is_new_deployment,
        }))
    }
}

fn make(call: &RequestContext<'_>, project: &ProjectRow, identifier: String) -> Result<DeploymentRow> {
    let team = call.team(project.team_id)?;
    let new = NewDeployment {
        expires_at: Some(expiry::default_for_preview(call.now, team.plan)),
        preview_identifier: Some(identifier),
        ..NewDeployment::of(DeploymentType::Preview)
    };
    create(call, &team, project, new)
}
