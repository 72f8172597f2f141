//! Helpers of the result rules: the rule that a change belongs to, and the text of a cause.

use crate::compat::causes::Cause;
use crate::compat::pair::FunctionPair;
use crate::schema::Validator;
use crate::schema::check::Reason;
use crate::surface::Function;

/// Checks if both sides have a result validator and callers get that far.
pub(super) fn is_promised_on_both_sides(pair: &FunctionPair<'_>) -> bool {
    pair.still_callable().is_some_and(|(old, new)| has_promise(old) && has_promise(new))
}

/// Checks if only the baseline has a result validator and callers get that far.
pub(super) fn is_promise_removed(pair: &FunctionPair<'_>) -> bool {
    pair.still_callable().is_some_and(|(old, new)| has_promise(old) && !has_promise(new))
}

/// Checks if the candidate is known to return nothing that the baseline doesn't return.
pub(super) fn is_contained(pair: &FunctionPair<'_>) -> bool {
    let widened = pair.returns_widened();
    pair.both().is_some() && widened.is_none() && pair.returns_extended().is_none()
}

/// Describes results of a function that readers of the old type don't expect.
pub(super) fn describe_unexpected(cause: &Cause) -> String {
    let at = at(cause);
    match cause.reason {
        Reason::MissingField => format!("may omit the field `{}`, which was always present", cause.path.group()),
        Reason::ExtraField => describe_added(cause),
        _ => format!("may return {}{at}, which it never returned", cause.refused),
    }
}

/// Describes results of a function that only readers with closed types notice.
pub(super) fn describe_added(cause: &Cause) -> String {
    match cause.reason {
        Reason::ExtraField => format!("may return the new field `{}`", cause.path.group()),
        _ => format!("may return objects with new fields{}", at(cause)),
    }
}

/// Describes results that a function no longer has.
pub(super) fn describe_excluded(cause: &Cause) -> String {
    match cause.reason {
        Reason::MissingField => format!("must now always return the field `{}`", cause.path.group()),
        Reason::ExtraField => format!("can no longer return the field `{}`", cause.path.group()),
        _ => format!("can no longer return every value that it returned{}", at(cause)),
    }
}

fn at(cause: &Cause) -> String {
    match cause.path.group() {
        place if place.is_empty() => place,
        place => format!(" at `{place}`"),
    }
}

fn has_promise(function: &Function) -> bool {
    function.returns().is_some_and(|returns| *returns != Validator::Any)
}
