//! Under which addresses a deployment knows itself.

mod get_canonical_urls;
mod update_canonical_url;

pub use get_canonical_urls::{CanonicalUrls, GetCanonicalUrls};
pub use update_canonical_url::UpdateCanonicalUrl;
