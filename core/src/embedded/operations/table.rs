//! Table of the handlers of all operations.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::api::{Contract, Credential, Operation, Request, for_each_operation};
use crate::embedded::runtime::{Prepare, PreparedCall};
use crate::error::{Error, ErrorKind, Result};

/// The handler of an operation.
struct Entry {
    /// Decodes a request and prepares the handler.
    prepare: fn(Request) -> Result<PreparedCall>,
    also_accepts: &'static [Credential],
}

macro_rules! table {
    ($($resource:ident::$operation:ident,)*) => {
        [$((
            <crate::api::$resource::$operation as Operation>::CONTRACT.id,
            Entry {
                prepare: <crate::api::$resource::$operation as Prepare>::prepare,
                also_accepts: <crate::api::$resource::$operation as Prepare>::ALSO_ACCEPTS,
            },
        ),)*]
    };
}

/// Handlers by the ID of their operation.
static HANDLERS: LazyLock<HashMap<&str, Entry>> = LazyLock::new(|| HashMap::from(for_each_operation!(table)));

/// Decodes the request of an operation.
///
/// # Errors
/// `InvalidInput` if the request is invalid; `Internal` if the platform has no handler for the operation.
pub(in crate::embedded) fn prepare(contract: &Contract, request: Request) -> Result<PreparedCall> {
    (find(contract)?.prepare)(request)
}

/// Returns the kinds of keys that an operation accepts beyond those of its contract.
///
/// # Errors
/// `Internal` if the platform has no handler for the operation.
pub(in crate::embedded) fn also_accepts(contract: &Contract) -> Result<&'static [Credential]> {
    Ok(find(contract)?.also_accepts)
}

fn find(contract: &Contract) -> Result<&'static Entry> {
    let missing = || Error::new(ErrorKind::Internal, format!("handler of `{}` not found", contract.id));
    HANDLERS.get(contract.id).ok_or_else(missing)
}
