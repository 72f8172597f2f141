//! Custom domains of deployments.

mod create_custom_domain;
mod delete_custom_domain;
mod list_custom_domains;

pub use create_custom_domain::CreateCustomDomain;
pub use delete_custom_domain::DeleteCustomDomain;
pub use list_custom_domains::{CustomDomain, CustomDomainList, ListCustomDomains};
