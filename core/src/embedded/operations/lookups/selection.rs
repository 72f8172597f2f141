//! Project selection of look-ups.

use crate::api::lookups::ProjectSelection;
use crate::embedded::access::{Scope, Subject, authenticate};
use crate::embedded::records::ProjectRow;
use crate::embedded::refusals::{bad_request, missing};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Finds the selected project if the caller can see it.
pub(super) fn project(call: &RequestContext<'_>, selection: &ProjectSelection) -> Result<ProjectRow> {
    let project = match selection {
        ProjectSelection::OfDeployment(of) => {
            let deployed = call.deployment(&of.deployment_name)?;
            call.check_seen(&deployed)?;
            deployed.project
        }
        ProjectSelection::Named(named) => call.project_by_slug(&named.team_slug, &named.project_slug)?,
        ProjectSelection::OfKey(of) => project_of_key(call, of.project_deploy_key.expose())?,
        ProjectSelection::Other(_) => {
            return Err(bad_request("InvalidProjectSelection", "unknown `projectSelection`"));
        }
    };
    call.check_seen(&project).map_err(|_| project.unseen())?;
    Ok(project)
}

/// Finds the project of a project key or preview deploy key.
pub(super) fn project_of_key(call: &RequestContext<'_>, key: &str) -> Result<ProjectRow> {
    match authenticate(call.tx, key, call.now)?.scope {
        Scope::Project(id) => call.project(id),
        _ => Err(missing("ProjectNotFound", "project of this key not found")),
    }
}
