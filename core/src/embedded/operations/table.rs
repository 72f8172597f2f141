//! Table of the handlers of all operations.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::api::{Contract, Operation, Request, for_each_operation};
use crate::embedded::runtime::{Prepare, Prepared};
use crate::error::{Error, ErrorKind, Result};

/// Decodes a request and prepares its handler.
type Entry = fn(Request) -> Result<Prepared>;

macro_rules! table {
    ($($resource:ident::$operation:ident,)*) => {
        [$((
            <crate::api::$resource::$operation as Operation>::CONTRACT.id,
            <crate::api::$resource::$operation as Prepare>::prepare as Entry,
        ),)*]
    };
}

/// Handlers by the ID of their operation.
static HANDLERS: LazyLock<HashMap<&str, Entry>> = LazyLock::new(|| HashMap::from(for_each_operation!(table)));

/// Decodes the request of an operation.
///
/// # Errors
/// `InvalidInput` if the request is invalid; `Internal` if the platform has no handler for the operation.
pub(in crate::embedded) fn prepare(contract: &Contract, request: Request) -> Result<Prepared> {
    let handler = HANDLERS
        .get(contract.id)
        .ok_or_else(|| Error::new(ErrorKind::Internal, format!("handler of `{}` not found", contract.id)))?;
    handler(request)
}
