//! Operations of Convex's management and deployment APIs, each declared once.
//!
//! An [`Operation`] is the type of its request, in a file of its own: `api/<resource>/<operation>.rs`. Its [`Contract`]
//! declares the route, the accepted credentials and the condition for retries. The HTTP client, the server's router and
//! the generated methods of other languages are generic over operations, through [`visit_operations`].
//!
//! - Times are milliseconds since the Unix epoch.
//! - Unknown response fields are ignored. Closed requests (those that are closed in Convex too) refuse unknown fields.
//!   Unknown enum values are kept as `Other`.
//! - Requests are built with `new` and setters. Responses and open enums may get further fields and values.
//! - Credentials are [`Secret`](crate::keys::Secret)s, which are never printed.

mod bytes;
#[cfg(feature = "typegen")]
mod catalogue;
mod change;
mod contract;
#[cfg(feature = "typegen")]
mod int64;
mod join;
mod list;
mod managed_by;
mod naming;
mod operation;
mod page;
mod request;
mod response;
mod schema_bound;
mod split;
mod text;

pub mod access_tokens;
pub mod audit_log;
pub mod backups;
pub mod canonical_urls;
pub mod custom_domains;
pub mod custom_roles;
pub mod data_sync;
pub mod default_environment_variables;
pub mod deploy_keys;
pub mod deployment_info;
pub mod deployments;
pub mod environment_variables;
pub mod exports;
pub mod functions;
pub mod imports;
pub mod log_streams;
pub mod lookups;
pub mod pausing;
pub mod projects;
pub mod pushes;
pub mod streaming_export;
pub mod teams;
pub mod usage;

pub use bytes::Bytes;
#[cfg(feature = "typegen")]
pub use catalogue::catalogue;
pub use change::Change;
pub use contract::{Api, Body, COMMON_ERRORS, Contract, Credential, Method, Paging, Retry};
pub use join::{Incoming, join, join_query};
pub use list::for_each_operation;
pub use list::{CONTRACTS, OperationVisitor, find_contract, visit_operations};
pub use managed_by::ManagedBy;
pub use operation::{AtPage, Operation, Paged, PagedResponse};
pub use page::{PageResponse, Pagination};
pub use request::Request;
pub use response::{Response, response};
pub use schema_bound::SchemaBound;
pub use split::{Outgoing, split};

#[cfg(test)]
mod tests;
