//! `getProjectById`

use super::view::to_project;
use crate::api::projects::{GetProjectById, ProjectDetails};
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetProjectById {
    type Subject = ProjectRow;

    find_by!(project_id);

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<ProjectDetails> {
        to_project(call, project)
    }
}
