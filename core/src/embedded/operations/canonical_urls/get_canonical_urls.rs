//! `getCanonicalUrls`

use crate::api::canonical_urls::{CanonicalUrls, GetCanonicalUrls};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetCanonicalUrls {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CanonicalUrls> {
        let row = deployment.row;
        let convex_cloud_url = match row.canonical_cloud_url {
            Some(url) => url,
            None => call.addresses.of_one(&row.name, &row.region)?,
        };
        let of_site = || call.addresses.of_site(&row.name, &row.region);
        Ok(response!(CanonicalUrls {
            convex_cloud_url,
            convex_site_url: row.canonical_site_url.unwrap_or_else(of_site)
        }))
    }
}
