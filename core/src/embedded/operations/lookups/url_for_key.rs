//! `urlForKey`

use super::keys::deployment_of_key;
use crate::api::lookups::UrlForKey;
use crate::embedded::access::Me;
use crate::embedded::refusals::missing;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for UrlForKey {
    type Subject = Me;

    const WRITES: bool = false;

    /// Possession of the key is sufficient to learn its deployment.
    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<String> {
        let deployed = deployment_of_key(call, self.deploy_key.expose())?;
        let deployed = deployed.ok_or_else(|| missing("DeploymentNotFound", "deployment of this key not found"))?;
        call.addresses.of_one(&deployed.row.name, &deployed.row.region)
    }
}
