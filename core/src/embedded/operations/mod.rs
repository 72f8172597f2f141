//! The handlers of all operations, found by id.

mod access_tokens;
mod audit_log;
mod backups;
mod canonical_urls;
mod custom_domains;
mod custom_roles;
mod data_sync;
mod default_environment_variables;
mod deploy_keys;
mod deployment_info;
mod deployments;
mod environment_variables;
mod exports;
pub(super) mod functions;
mod imports;
mod log_streams;
mod lookups;
mod pausing;
mod projects;
mod pushes;
mod streaming_export;
mod teams;
mod usage;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::runtime::{Prepare, Prepared};
use crate::api::{Contract, Operation, Request, for_each_operation};
use crate::error::{Error, ErrorKind, Result};

/// Decodes a request, and says how it is carried out.
type Entry = fn(Request) -> Result<Prepared>;

macro_rules! table {
    ($($resource:ident::$operation:ident,)*) => {
        [$((
            <crate::api::$resource::$operation as Operation>::CONTRACT.id,
            <crate::api::$resource::$operation as Prepare>::prepare as Entry,
        ),)*]
    };
}

/// The handlers by the ids of their operations.
static HANDLERS: LazyLock<HashMap<&str, Entry>> = LazyLock::new(|| HashMap::from(for_each_operation!(table)));

/// Decodes the request of an operation.
///
/// # Errors
/// `InvalidInput` if it is not one; `Internal` if the platform has no handler for the operation.
pub(super) fn prepare(contract: &Contract, request: Request) -> Result<Prepared> {
    let handler = HANDLERS
        .get(contract.id)
        .ok_or_else(|| Error::new(ErrorKind::Internal, format!("handler of `{}` not found", contract.id)))?;
    handler(request)
}
