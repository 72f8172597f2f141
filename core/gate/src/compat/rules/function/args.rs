//! What the rules on arguments share: whom they concern, and which cause belongs to which rule.

use crate::compat::causes::{Cause, Causes};
use crate::compat::pair::{Callers, FunctionPair};
use crate::schema::check::Reason;
use crate::schema::{Segment, Validator};
use crate::surface::Function;

/// Why a function that checked its arguments before refuses what it took, and who notices.
pub(super) fn narrowed<'a>(pair: &'a FunctionPair<'_>) -> Option<(Callers, &'a Causes)> {
    let (old, _) = pair.still_callable()?;
    let callers = pair.callers()?;
    checks_args(old).then(|| (callers, pair.args_narrowed()))
}

/// Why a function that took any arguments refuses some now, and who notices.
pub(super) fn checked_anew<'a>(pair: &'a FunctionPair<'_>) -> Option<(Callers, &'a Causes)> {
    let (old, _) = pair.still_callable()?;
    let callers = pair.callers()?;
    (!checks_args(old)).then(|| (callers, pair.args_narrowed()))
}

/// The field, if a cause is that an argument is missing or is not known.
pub(super) fn top_level(cause: &Cause) -> Option<(&str, Reason)> {
    match (cause.path.0.as_slice(), cause.reason) {
        ([Segment::Field(field)], reason @ (Reason::MissingField | Reason::ExtraField)) => Some((field, reason)),
        _ => None,
    }
}

/// Whether a function takes an argument, required or not.
pub(super) fn has_field(function: &Function, field: &str) -> bool {
    matches!(function.args(), Some(Validator::Object(object)) if object.get(field).is_some())
}

fn checks_args(function: &Function) -> bool {
    function.args().is_some_and(|args| *args != Validator::Any)
}
