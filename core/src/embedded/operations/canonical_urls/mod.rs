//! Under which addresses a deployment knows itself.

mod get_canonical_urls;
mod update_canonical_url;
