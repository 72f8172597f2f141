//! Convex's own inclusion check, in which "no" means "cannot tell". A deployment uses it to skip the scan
//! of a table. Each "yes" of it must be a "yes" here.

use convex_ops::schema::{Object, Validator};
use convex_ops::value::Value;

pub(super) fn is_subset(a: &Validator, b: &Validator) -> bool {
    match (a, b) {
        (Validator::Array(a), Validator::Array(b)) => is_subset(a, b),
        (Validator::Object(a), Validator::Object(b)) => is_object_subset(a, b),
        _ if a == b => true,
        (_, Validator::Any)
        | (Validator::Int64, Validator::CommitTs)
        | (Validator::CommitTs, Validator::Int64)
        | (Validator::Id(_), Validator::String) => true,
        (Validator::Literal(literal), Validator::String) => matches!(literal.value(), Value::String(_)),
        (Validator::Literal(literal), Validator::Float64) => matches!(literal.value(), Value::Float64(_)),
        (Validator::Literal(literal), Validator::Boolean) => matches!(literal.value(), Value::Boolean(_)),
        (Validator::Literal(literal), Validator::Int64 | Validator::CommitTs) => {
            matches!(literal.value(), Value::Int64(_))
        }
        (Validator::Union(members), b) => members.iter().all(|member| is_subset(member, b)),
        (Validator::Boolean, Validator::Union(members)) => {
            let has = |truth| members.iter().any(|member| holds(member, truth));
            members.iter().any(|member| is_subset(a, member)) || (has(true) && has(false))
        }
        (a, Validator::Union(members)) => members.iter().any(|member| is_subset(a, member)),
        _ => false,
    }
}

fn is_object_subset(a: &Object, b: &Object) -> bool {
    let known = a.iter().all(|(name, _)| b.get(name).is_some());
    known
        && b.iter().all(|(name, in_b)| match a.get(name) {
            Some(in_a) => (in_b.optional || !in_a.optional) && is_subset(&in_a.validator, &in_b.validator),
            None => in_b.optional,
        })
}

fn holds(member: &Validator, truth: bool) -> bool {
    matches!(member, Validator::Literal(literal) if *literal.value() == Value::Boolean(truth))
}
