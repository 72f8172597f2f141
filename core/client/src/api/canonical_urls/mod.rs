//! Canonical URLs of a deployment.

mod get_canonical_urls;
mod update_canonical_url;

pub use get_canonical_urls::{CanonicalUrls, GetCanonicalUrls};
pub use update_canonical_url::UpdateCanonicalUrl;
