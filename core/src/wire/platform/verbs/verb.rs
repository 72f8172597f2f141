//! A verb, and tables of verbs.

use serde::Serialize;
use serde_json::Value;

use super::super::receiver::Receiver;
use crate::engine::BoxFuture;
use crate::error::{Error, ErrorKind, Result};

/// Runs a verb.
type Run = fn(Receiver, Value) -> BoxFuture<'static, Result<Value>>;

/// A verb, by its name.
pub(super) type Verb = (&'static str, Run);

/// Makes entries of a table of functions with typed arguments.
macro_rules! verbs {
    ($($name:literal => $run:path,)*) => {
        &[$(($name, |receiver, request| {
            Box::pin(async move {
                $crate::wire::platform::verbs::verb::write(&$run(receiver, $crate::json::from_value(&request)?).await?)
            })
        }),)*]
    };
}

pub(super) use verbs;

/// Writes a result as JSON.
pub(super) fn write<T: Serialize>(result: &T) -> Result<Value> {
    serde_json::to_value(result)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the answer as JSON").caused_by(error))
}
