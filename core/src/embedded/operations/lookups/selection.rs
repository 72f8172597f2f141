//! Project selection of look-ups.

use crate::api::lookups::ProjectSelection;
use crate::embedded::access::{Scope, authenticate};
use crate::embedded::records::ProjectRow;
use crate::embedded::refusals::{bad_request, missing};
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, Result};

/// Finds the selected project if the caller can see it.
pub(super) fn project(call: &RequestContext<'_>, selection: &ProjectSelection) -> Result<ProjectRow> {
    match selection {
        ProjectSelection::OfDeployment(of) => Ok(call.deployment(&of.deployment_name)?.project),
        ProjectSelection::Named(named) => call.project_by_slug(&named.team_slug, &named.project_slug),
        ProjectSelection::OfKey(of) => {
            let project = project_of_key(call, of.project_deploy_key.expose())?;
            call.check_seen(&project).map_err(|_| no_project_of_key())?;
            Ok(project)
        }
        _ => Err(bad_request("InvalidProjectSelection", "unknown `projectSelection`")),
    }
}

/// Finds the project of a project key or preview deploy key.
pub(super) fn project_of_key(call: &RequestContext<'_>, key: &str) -> Result<ProjectRow> {
    match authenticate(call.tx, key, call.now)?.scope {
        Scope::Project(id) => ProjectRow::by_id(call.tx, id)?.ok_or_else(no_project_of_key),
        _ => Err(no_project_of_key()),
    }
}

fn no_project_of_key() -> Error {
    missing("ProjectNotFound", "project of this key not found")
}
