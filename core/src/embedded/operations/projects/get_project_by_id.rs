//! `getProjectById`

use super::view::to_project;
use crate::api::projects::{GetProjectById, ProjectDetails};
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetProjectById {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project(self.project_id)
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<ProjectDetails> {
        to_project(call, project)
    }
}
