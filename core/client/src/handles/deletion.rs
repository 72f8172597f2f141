//! Results of deletions.

use crate::error::{ErrorKind, Result};

/// Turns the outcome of a deletion into `true`, or `false` if the resource did not exist. An error with the code
/// `missing_parent` remains: the resource's team or deployment does not exist.
pub(super) fn is_deleted(outcome: Result<()>, missing_parent: Option<&str>) -> Result<bool> {
    let Err(error) = outcome else { return Ok(true) };
    let is_missing = error.kind() == ErrorKind::NotFound;
    let is_parent = missing_parent.is_some() && error.code() == missing_parent;
    if is_missing && !is_parent { Ok(false) } else { Err(error) }
}
