//! What Convex's management and deployment APIs can do, each operation declared once.
//!
//! An [`Operation`] is the type of its request, in a file of its own: `api/<resource>/<operation>.rs`. Its [`Contract`]
//! says where it is, who may call it, and when it may be repeated. The HTTP client, the server's router and the generated
//! methods of other languages are generic over them, through [`visit_operations`].
//!
//! - Times are milliseconds since the Unix epoch.
//! - Fields that a response has beyond those declared are passed over; a request that is closed (where Convex's own is)
//!   refuses them. Values that an enum doesn't know are kept, as its `Other`.
//! - What opens something is a [`Secret`](crate::keys::Secret), which is never printed.

mod bytes;
#[cfg(feature = "typegen")]
mod catalogue;
mod change;
mod contract;
mod described;
mod join;
mod list;
mod managed_by;
mod naming;
mod operation;
mod page;
mod request;
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

pub use crate::for_each_operation;
pub use bytes::Bytes;
#[cfg(feature = "typegen")]
pub use catalogue::catalogue;
pub use change::Change;
pub use contract::{Api, Body, COMMON_ERRORS, Contract, Credential, Method, Paging, Retry};
pub use described::Described;
pub use join::{Incoming, join, join_query};
pub use list::{CONTRACTS, OperationVisitor, find_contract, visit_operations};
pub use managed_by::ManagedBy;
pub use operation::{Operation, Paged};
pub use page::{Page, Pagination};
pub use request::Request;
pub use split::{Outgoing, split};

#[cfg(test)]
mod tests;
