//! Location of a refusal inside a value.

use crate::schema::check::{Checker, Mismatch, Reason};
use crate::schema::{Object, Path, Segment, Validator};
use crate::value::Value;

/// Finds the first place where `refuser` refuses `value`, which `allower` accepts, and the reason.
pub(super) fn place(
    checker: &Checker<'_>,
    allower: &Validator,
    refuser: &Validator,
    value: &Value,
) -> Option<(Path, Reason)> {
    let (mut path, reason) = refusal(checker, refuser, value)?;
    // Fields that only the witness has, such as entries of a record that became an object, are not places: the record
    // itself is refused.
    let known = known_steps(allower, &path.0);
    if known == path.0.len() {
        return Some((path, reason));
    }
    path.0.truncate(known);
    Some((path, Reason::WrongType))
}

/// Finds the first place where a value is refused. Inside a union, this is the place in the intended member, if it is
/// unambiguous.
fn refusal(checker: &Checker<'_>, refuser: &Validator, value: &Value) -> Option<(Path, Reason)> {
    let Mismatch { mut path, reason, .. } = checker.check(refuser, value).into_iter().next()?;
    if reason == Reason::NoUnionMember
        && let Some((inside, value)) = follow(checker, refuser, value, &path.0)
        && let Some(member) = intended_member(inside, value)
        && let Some((steps, reason)) = refusal(checker, member, value)
        && !steps.0.is_empty()
    {
        path.0.extend(steps.0);
        return Some((path, reason));
    }
    Some((path, reason))
}

/// Follows a path that a check reported.
fn follow<'v>(
    checker: &Checker<'_>,
    validator: &'v Validator,
    value: &'v Value,
    path: &[Segment],
) -> Option<(&'v Validator, &'v Value)> {
    let Some((step, rest)) = path.split_first() else { return Some((validator, value)) };
    match (validator, value, step) {
        (Validator::Union(members), value, _) => match members.as_slice() {
            [only] => follow(checker, only, value, path),
            _ => None,
        },
        (Validator::Object(object), Value::Object(fields), Segment::Field(name)) => {
            follow(checker, &object.get(name)?.validator, fields.get(name)?, rest)
        }
        (Validator::Array(element), Value::Array(elements), Segment::Index(index)) => {
            follow(checker, element, elements.get(*index)?, rest)
        }
        (Validator::Record(_, values), Value::Object(fields), Segment::Entry) => {
            let refused = fields.values().find(|value| !checker.accepts(values, value))?;
            follow(checker, values, refused, rest)
        }
        _ => None,
    }
}

/// Returns the intended member of a union for a value: the only one of its kind, or the only object whose tags it has.
fn intended_member<'v>(validator: &'v Validator, value: &Value) -> Option<&'v Validator> {
    let Validator::Union(members) = validator else { return None };
    if let [only] = members.as_slice() {
        return intended_member(only, value);
    }
    if members.iter().any(|member| matches!(member, Validator::Union(_))) {
        return None;
    }
    let alike: Vec<&Validator> = members.iter().filter(|member| is_alike(member, value)).collect();
    match alike.as_slice() {
        [only] => Some(only),
        _ => {
            let tagged = |member: &&&Validator| matches!(member, Validator::Object(object) if has_tags(object, value));
            let mut tagged = alike.iter().filter(tagged);
            tagged.next().filter(|_| tagged.next().is_none()).copied()
        }
    }
}

/// Checks if a validator has the same kind of parts as a value.
fn is_alike(validator: &Validator, value: &Value) -> bool {
    match value {
        Value::Array(_) => matches!(validator, Validator::Array(_)),
        Value::Object(_) => matches!(validator, Validator::Object(_) | Validator::Record(..)),
        _ => false,
    }
}

/// Checks if a value has the literals that an object requires; the object must require at least one.
fn has_tags(object: &Object, value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let mut tags = object.iter().filter_map(|(name, field)| match &field.validator {
        Validator::Literal(literal) if !field.optional => Some(fields.get(name) == Some(literal.value())),
        _ => None,
    });
    tags.next() == Some(true) && tags.all(|fits| fits)
}

/// Counts the steps of a path that a validator describes.
fn known_steps(validator: &Validator, path: &[Segment]) -> usize {
    let Some((step, rest)) = path.split_first() else { return 0 };
    match (validator, step) {
        (Validator::Union(members), _) => members.iter().map(|member| known_steps(member, path)).max().unwrap_or(0),
        // An object decides the presence of every field.
        (Validator::Object(_), Segment::Field(_)) if rest.is_empty() => 1,
        (Validator::Object(object), Segment::Field(name)) => {
            object.get(name).map_or(0, |field| 1 + known_steps(&field.validator, rest))
        }
        (Validator::Object(object), Segment::Key | Segment::Entry) => {
            1 + object.iter().map(|(_, field)| known_steps(&field.validator, rest)).max().unwrap_or(0)
        }
        (Validator::Array(element), Segment::Index(_)) => 1 + known_steps(element, rest),
        (Validator::Record(..), Segment::Key) => 1,
        (Validator::Record(_, values), Segment::Entry) => 1 + known_steps(values, rest),
        _ => 0,
    }
}
