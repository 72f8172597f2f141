//! `listDeploymentRegions`

use crate::api::deployments::{DeploymentRegionOption, DeploymentRegions, ListDeploymentRegions};
use crate::api::response;
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Region;

impl Handler for ListDeploymentRegions {
    type Subject = TeamRow;

    find_by!(team_id);

    // Assumed: each plan has all regions.
    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<DeploymentRegions> {
        let option = |region: &Region| {
            response!(DeploymentRegionOption {
                display_name: region.display_name().to_owned(),
                available: true,
                name: region.clone(),
            })
        };
        Ok(response!(DeploymentRegions { items: Region::AVAILABLE.iter().map(option).collect() }))
    }
}
