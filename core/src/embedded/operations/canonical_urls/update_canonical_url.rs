//! `updateCanonicalUrl`

use serde_json::json;

use crate::api::audit_log::DeploymentAuditAction;
use crate::api::canonical_urls::UpdateCanonicalUrl;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::RequestDestination;

/// Maximum length of a URL, in bytes (assumed).
const MAX_URL: usize = 2_048;

impl Handler for UpdateCanonicalUrl {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let id = deployment.row.id;
        let sql = match &self.request_destination {
            RequestDestination::ConvexCloud => "UPDATE deployments SET canonical_cloud_url = ?2 WHERE id = ?1",
            RequestDestination::ConvexSite => "UPDATE deployments SET canonical_site_url = ?2 WHERE id = ?1",
            other => {
                return Err(bad_request("InvalidRequestDestination", format!("unknown destination `{other}`")));
            }
        };
        if let Some(url) = &self.url {
            check_url(url)?;
        }
        call.tx.prepare_cached(sql)?.execute((id, &self.url))?;
        let destination = self.request_destination.as_str();
        match &self.url {
            Some(url) => {
                let metadata = json!({ "request_destination": destination, "url": url });
                call.note_on_deployment(id, &DeploymentAuditAction::UpdateCanonicalUrl, &metadata)
            }
            None => {
                let metadata = json!({ "request_destination": destination });
                call.note_on_deployment(id, &DeploymentAuditAction::DeleteCanonicalUrl, &metadata)
            }
        }
    }
}

/// Assumed: an HTTP(S) URL without a path. Clients treat it as the root of the deployment.
fn check_url(url: &str) -> Result<()> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host = host.map(|host| host.strip_suffix('/').unwrap_or(host));
    if url.len() <= MAX_URL && host.is_some_and(|host| !host.is_empty() && host.chars().all(is_host)) {
        return Ok(());
    }
    Err(bad_request("InvalidCanonicalUrl", "invalid `url`: not an HTTP(S) origin")
        .help("use a URL such as `https://api.example.com`"))
}

#[cfg(test)]
mod tests {
    use super::check_url;

    #[test]
    fn only_origin_is_valid_url() {
        for url in ["https://api.example.com", "http://127.0.0.1:3210/", "http://[::1]:80"] {
            check_url(url).unwrap();
        }
        for url in ["", "https://", "ftp://a.b", "https://a.b/c", "https://a b", "https://u@a.b", "javascript:1"] {
            check_url(url).unwrap_err();
        }
    }
}
