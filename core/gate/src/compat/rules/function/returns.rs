//! What the rules on results share: which of them a change belongs to, and how a cause reads.

use crate::compat::causes::Cause;
use crate::compat::pair::FunctionPair;
use crate::schema::Validator;
use crate::schema::check::Reason;
use crate::surface::Function;

/// Whether both sides say what they return, and the callers get that far.
pub(super) fn promised_on_both_sides(pair: &FunctionPair<'_>) -> bool {
    pair.still_callable().is_some_and(|(old, new)| promises(old) && promises(new))
}

/// Whether only the baseline says what it returns, and the callers get that far.
pub(super) fn promise_is_gone(pair: &FunctionPair<'_>) -> bool {
    pair.still_callable().is_some_and(|(old, new)| promises(old) && !promises(new))
}

/// Whether the candidate is known to return nothing that the baseline doesn't return.
pub(super) fn is_contained(pair: &FunctionPair<'_>) -> bool {
    let widened = pair.returns_widened();
    pair.both().is_some() && widened.is_none() && pair.returns_extended().is_none()
}

/// What a function may do that readers of the old type don't expect.
pub(super) fn unexpected(cause: &Cause) -> String {
    let at = at(cause);
    match cause.reason {
        Reason::MissingField => format!("may return no field `{}`, which was always there", cause.path.group()),
        Reason::ExtraField => added(cause),
        Reason::WrongType => format!("may return a value of another type{at}"),
        Reason::WrongLiteral => format!("may return a value{at} that it never returned"),
        Reason::NotAnId => format!("may return a text{at} that is no document id"),
        Reason::WrongTable => format!("may return an id of another table{at}"),
        Reason::NoUnionMember => format!("may return a value{at} that no member of the old union allows"),
    }
}

/// What a function may return that only readers notice who refuse unknown fields.
pub(super) fn added(cause: &Cause) -> String {
    match cause.reason {
        Reason::ExtraField => format!("may return the new field `{}`", cause.path.group()),
        _ => format!("may return objects with new fields{}", at(cause)),
    }
}

/// What a function can no longer do.
pub(super) fn excluded(cause: &Cause) -> String {
    match cause.reason {
        Reason::MissingField => format!("must always return the field `{}` now", cause.path.group()),
        Reason::ExtraField => format!("can no longer return the field `{}`", cause.path.group()),
        _ => format!("can no longer return all that it returned{}", at(cause)),
    }
}

fn at(cause: &Cause) -> String {
    match cause.path.group() {
        place if place.is_empty() => place,
        place => format!(" at `{place}`"),
    }
}

fn promises(function: &Function) -> bool {
    function.returns().is_some_and(|returns| *returns != Validator::Any)
}
