//! Operations on custom domains.

mod create_custom_domain;
mod delete_custom_domain;
mod list_custom_domains;
