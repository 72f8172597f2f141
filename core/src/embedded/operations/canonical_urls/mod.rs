//! Canonical URLs of deployments.

mod get_canonical_urls;
mod update_canonical_url;
