//! `getProjectBySlug`

use super::shown::shown;
use crate::api::Credential;
use crate::api::projects::{GetProjectBySlug, Project};
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetProjectBySlug {
    type Subject = ProjectRow;

    // Convex's command calls it with a project key, and to resolve `--preview-name` with a preview deploy key.
    const ALSO_ACCEPTS: &'static [Credential] = &[Credential::PreviewDeployKey, Credential::OAuthProjectToken];

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project_by_slug(&self.team_id_or_slug, &self.project_slug)
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<Project> {
        shown(call, project)
    }
}
