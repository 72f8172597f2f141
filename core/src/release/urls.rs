//! The URLs of a deployment.

use crate::api::canonical_urls::GetCanonicalUrls;
use crate::error::Result;
use crate::handles::DeploymentHandle;

/// URLs that clients of a deployment use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Urls {
    pub(crate) cloud: String,
    /// URL of its HTTP actions.
    pub(crate) site: String,
}

/// Reads the URLs of a deployment.
///
/// # Errors
/// Errors of the call.
pub(crate) async fn read_urls(deployment: &DeploymentHandle) -> Result<Urls> {
    let urls = deployment.connection().call(GetCanonicalUrls::new()).await?;
    Ok(Urls { cloud: urls.convex_cloud_url, site: urls.convex_site_url })
}
