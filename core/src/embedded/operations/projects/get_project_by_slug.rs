//! `getProjectBySlug`

use super::view::to_project;
use crate::api::Credential;
use crate::api::projects::{GetProjectBySlug, ProjectDetails};
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetProjectBySlug {
    type Subject = ProjectRow;

    // Convex's command also calls this operation with a project key, and with a preview deploy key to resolve
    // `--preview-name`.
    const ALSO_ACCEPTS: &'static [Credential] = &[Credential::PreviewDeployKey, Credential::OAuthProjectToken];

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project_by_slug(&self.team_id_or_slug, &self.project_slug)
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<ProjectDetails> {
        to_project(call, project)
    }
}
