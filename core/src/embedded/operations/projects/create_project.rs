//! `createProject`

use super::create::{NewProject, create_project};
use crate::api::projects::{CreateProject, CreatedProject};
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for CreateProject {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CreatedProject> {
        let new = NewProject {
            name: &self.project_name,
            deployment_type: self.deployment_type.as_ref(),
            deployment_class: self.deployment_class.as_deref(),
            deployment_region: self.deployment_region.as_ref(),
        };
        create_project(call, &team, &new)
    }
}
