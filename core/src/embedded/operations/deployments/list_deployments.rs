//! `listDeployments`

use super::view::to_listed;
use crate::api::deployments::{DeploymentDetails, ListDeployments};
use crate::embedded::access::Deployed;
use crate::embedded::records::{DEPLOYMENT, DeploymentRow, ProjectRow};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Action;

impl Handler for ListDeployments {
    type Subject = ProjectRow;

    find_by!(project_id);

    // Permission is checked for each deployment.
    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        Vec::new()
    }

    // Local deployments are unknown here, so `includeLocal` adds none.
    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<Vec<DeploymentDetails>> {
        list_visible(call, &project, |row| {
            self.is_default.is_none_or(|wanted| row.is_default == wanted)
                && self.deployment_type.as_ref().is_none_or(|wanted| row.deployment_type == *wanted)
        })
    }
}

/// Lists the deployments of a project that the caller may view and that `fits` selects, in the order of creation.
pub(in crate::embedded) fn list_visible(
    call: &RequestContext<'_>,
    project: &ProjectRow,
    fits: impl Fn(&DeploymentRow) -> bool,
) -> Result<Vec<DeploymentDetails>> {
    let sql = format!("{DEPLOYMENT} WHERE d.project_id = ?1 ORDER BY d.id");
    let mut statement = call.tx.prepare_cached(&sql)?;
    let mut rows = statement.query([project.id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let deployed = Deployed { project: project.clone(), row: DeploymentRow::read(row)? };
        if fits(&deployed.row) && call.may(&Action::DeploymentView, &deployed)? {
            found.push(to_listed(call, deployed.row));
        }
    }
    Ok(found)
}
