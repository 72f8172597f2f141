//! A key allows nothing that its creator may not do.
//!
//! Source: Convex's page on custom roles, "privilege escalation", and `crates/roles` of convex-backend.

use crate::embedded::access::{Deployed, deployment_in};
use crate::embedded::records::ProjectRow;
use crate::embedded::refusals::forbidden;
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Action, DeploymentType};

/// Checks that the caller may perform the actions of a key on its deployment; `None` for all actions of deploy keys.
pub(super) fn check_own(call: &RequestContext<'_>, actions: Option<&[Action]>, deployment: &Deployed) -> Result<()> {
    let mut actions = actions.unwrap_or(Action::OF_DEPLOY_KEYS).iter();
    actions.try_for_each(|action| call.check(action, deployment).map_err(|error| explain(error, action)))
}

/// Checks that the caller may perform the actions of a preview deploy key, which are all, on previews of a project.
pub(super) fn check_own_on_previews(call: &RequestContext<'_>, project: &ProjectRow) -> Result<()> {
    let lifecycle = [Action::DeploymentView, Action::DeploymentCreate, Action::DeploymentDelete];
    let resource = deployment_in(project, None, &DeploymentType::Preview, None);
    let mut actions = lifecycle.iter().chain(Action::OF_DEPLOY_KEYS);
    actions.try_for_each(|action| {
        let check = call.identity.check(call.tx, Some(project.team_id), action, &resource);
        check.map_err(|error| explain(error, action))
    })
}

fn explain(error: Error, action: &Action) -> Error {
    if error.kind() != ErrorKind::PermissionDenied {
        return error;
    }
    forbidden(format!("cannot create a key that allows `{action}`: its creator may not do this"))
        .help("list the actions that the key needs in `allowedActions`, or ask an admin of the team for permission")
}
