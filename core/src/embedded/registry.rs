//! Operations by their ids: for those who learn only at run time which one is called.

use serde_json::Value;

use super::{Answered, Caller, Platform};
use crate::api::Operation;
use crate::error::{Error, ErrorKind, Result};

/// Calls one operation with a request, and gives an answer, as JSON.
type Call = fn(&Platform, &Caller, Value) -> Result<Value>;

impl Platform {
    /// Calls the operation with this id (`createProject`), with its request and its answer as JSON.
    ///
    /// # Errors
    /// `InvalidInput` when there is no such operation or the request is not one of it; else those of the operation.
    pub fn call_by_id(&self, caller: &Caller, id: &str, request: Value) -> Result<Value> {
        let call = find(id).ok_or_else(|| Error::invalid_input(format!("there is no operation `{id}`")))?;
        call(self, caller, request)
    }
}

fn find(id: &str) -> Option<Call> {
    macro_rules! find {
        ($($resource:ident::$operation:ident,)*) => {
            $(if id == <crate::api::$resource::$operation as Operation>::CONTRACT.id {
                return Some(call::<crate::api::$resource::$operation>);
            })*
        };
    }
    crate::api::for_each_operation!(find);
    None
}

fn call<O: Answered>(platform: &Platform, caller: &Caller, request: Value) -> Result<Value> {
    let request: O = serde_path_to_error::deserialize(request).map_err(|error| {
        let path = error.path().to_string();
        Error::invalid_input(crate::keys::redact(&error.into_inner().to_string())).at_path(format_args!(".{path}"))
    })?;
    let answer = platform.call(caller, request)?;
    serde_json::to_value(answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "an answer can't be written").caused_by(error))
}
