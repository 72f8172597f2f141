//! Witnesses that are refused for one cause alone.

use super::cause::{Cause, Causes};
use super::question::Question;
use super::relax::relax;
use super::types::TypesAt;
use crate::compat::Inclusion;
use crate::compat::subset::is_plainly_in;
use crate::schema::check::{Checker, Reader, Reason};
use crate::schema::{Segment, Validator};
use crate::value::Value;

/// Maximum number of steps for one search. A witness with several causes is true as well, and costs nothing.
const BUDGET: u64 = 20_000;

/// Finds a value that is refused for one of several causes and, where both types allow it, for no other.
pub(super) fn isolated_witness(causes: &Causes, index: usize, question: &Question<'_>) -> Option<Value> {
    let others: Vec<&Cause> =
        causes.list.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, cause)| cause).collect();
    let mut refuser = question.refuser.clone();
    let mut allower = question.allower.clone();
    for cause in others {
        relax(&mut refuser, &cause.path.0, cause.reason);
        let accepted = TypesAt::of(&question.refuser, &cause.path);
        satisfy(&mut allower, &cause.path.0, cause.reason, &accepted, question.reader());
    }
    let Inclusion::No(witness) = question.ask_within(&allower, &refuser, BUDGET) else { return None };
    let allowed = Checker::new(question.tables(), Reader::Closed).accepts(&question.allower, &witness);
    (allowed && !question.checker().accepts(&question.refuser, &witness)).then_some(witness)
}

/// Removes values that are refused at a place, if others remain. Returns false if none would.
fn satisfy(
    validator: &mut Validator,
    path: &[Segment],
    reason: Reason,
    accepted: &TypesAt<'_>,
    reader: Reader,
) -> bool {
    match (validator, path) {
        (Validator::Union(members), path) if !path.is_empty() => {
            let mut kept = members.clone();
            kept.retain_mut(|member| satisfy(member, path, reason, accepted, reader));
            let remain = !kept.is_empty();
            if remain {
                *members = kept;
            }
            remain
        }
        (Validator::Object(object), [Segment::Field(name)]) if reason == Reason::MissingField => {
            object.get_mut(name).map(|field| field.optional = false).is_some()
        }
        (Validator::Object(object), [Segment::Field(name), rest @ ..]) => {
            let Some(field) = object.get_mut(name) else { return true };
            if reason != Reason::ExtraField && satisfy(&mut field.validator, rest, reason, accepted, reader) {
                return true;
            }
            let removable = field.optional;
            if removable {
                object.retain(|other, _| other != name);
            }
            removable
        }
        (Validator::Array(element), [Segment::Index(_), rest @ ..]) => {
            if !satisfy(element, rest, reason, accepted, reader) {
                **element = Validator::Union(Vec::new());
            }
            true
        }
        (Validator::Record(keys, values), [step @ (Segment::Key | Segment::Entry), rest @ ..]) => {
            let part = if *step == Segment::Key { keys } else { &mut *values };
            if !satisfy(part, rest, reason, accepted, reader) {
                **values = Validator::Union(Vec::new());
            }
            true
        }
        (validator, []) => {
            let mut members = Vec::new();
            super::canonical::flatten(validator, &mut members);
            let fits = |member: &&Validator| accepted.members.iter().any(|other| is_plainly_in(member, other, reader));
            let kept = members.iter().copied().filter(fits);
            let narrower = |other: &&&Validator| {
                members.iter().any(|member| *member != **other && is_plainly_in(other, member, Reader::Closed))
            };
            let kept: Vec<Validator> = kept.chain(accepted.members.iter().filter(narrower).copied()).cloned().collect();
            let remain = !kept.is_empty();
            if remain {
                *validator = Validator::Union(kept);
            }
            remain
        }
        _ => true,
    }
}
