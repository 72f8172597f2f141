//! `urlForKey`

use super::keys::deployment_of_key;
use crate::api::lookups::UrlForKey;
use crate::embedded::access::Me;
use crate::embedded::refusals::no_deployment;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for UrlForKey {
    type Subject = Me;

    const WRITES: bool = false;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    /// Whoever has the key may know what it is for.
    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<String> {
        let deployed = deployment_of_key(call, self.deploy_key.expose())?;
        let deployed = deployed.ok_or_else(|| no_deployment("of this key"))?;
        call.addresses.of_one(&deployed.row.name, &deployed.row.region)
    }
}
