//! `listDeploymentClasses`

use crate::api::deployments::{DeploymentClassOption, DeploymentClasses, ListDeploymentClasses};
use crate::api::response;
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::DeploymentClass;

impl Handler for ListDeploymentClasses {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, _: &mut RequestContext<'_>) -> Result<DeploymentClasses> {
        let option = |class: &DeploymentClass| {
            response!(DeploymentClassOption { available: team.plan.allows_class(class), r#type: class.clone() })
        };
        Ok(response!(DeploymentClasses { items: DeploymentClass::KNOWN.iter().map(option).collect() }))
    }
}
