//! Helpers of the argument rules: the callers concerned, and the rule that a cause belongs to.

use crate::compat::causes::{Cause, Causes};
use crate::compat::pair::{Callers, FunctionPair};
use crate::schema::check::Reason;
use crate::schema::{Segment, Validator};
use crate::surface::Function;

/// Returns the causes that make a function with a validator refuse arguments it accepted, and the callers affected.
pub(super) fn narrowed<'a>(pair: &'a FunctionPair<'_>) -> Option<(Callers, &'a Causes)> {
    let (old, _) = pair.still_callable()?;
    let callers = pair.callers()?;
    checks_args(old).then(|| (callers, pair.args_narrowed()))
}

/// Returns the causes that make a function refuse arguments now that it has a validator, and the callers affected.
pub(super) fn newly_checked<'a>(pair: &'a FunctionPair<'_>) -> Option<(Callers, &'a Causes)> {
    let (old, _) = pair.still_callable()?;
    let callers = pair.callers()?;
    (!checks_args(old)).then(|| (callers, pair.args_narrowed()))
}

/// Returns the field if the cause is a missing or unknown top-level argument.
pub(super) fn top_level(cause: &Cause) -> Option<(&str, Reason)> {
    match (cause.path.0.as_slice(), cause.reason) {
        ([Segment::Field(field)], reason @ (Reason::MissingField | Reason::ExtraField)) => Some((field, reason)),
        _ => None,
    }
}

/// Checks if a function accepts an argument, required or not.
pub(super) fn has_field(function: &Function, field: &str) -> bool {
    matches!(function.args(), Some(Validator::Object(object)) if object.get(field).is_some())
}

fn checks_args(function: &Function) -> bool {
    function.args().is_some_and(|args| *args != Validator::Any)
}
