//! `getTeamAndProject`

use crate::api::lookups::{GetTeamAndProject, TeamAndProject};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetTeamAndProject {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, _: &mut RequestContext<'_>) -> Result<TeamAndProject> {
        let ProjectRow { id, team_id, slug, team_slug, .. } = deployment.project;
        Ok(response!(TeamAndProject { team: team_slug, project: slug, team_id, project_id: id }))
    }
}
